//! `PagedApi` for a request with `pages(..)`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::expand::bounds::Bounds;
use crate::expand::spans;
use crate::model::Api;

pub(super) fn pages(api: &Api<'_>) -> Option<TokenStream> {
    let pages = api.attrs.pages.get()?;
    let (items, item) = pages.items.as_ref()?;
    let header = spans::trait_header("PagedApi", &api.container);
    let (impl_generics, type_generics, _) = api.container.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(&api.container, api.fields(), "Param");
    if let Some(ty) = api.attrs.response.get() {
        bounds.add(ty, "Decode");
    }
    let list = of(items, &quote!(__response));
    let list_ref = borrow(items, &quote!(__response));
    let count = quote!(__top::PageItems::<#item>::count(#list_ref));
    let into_items = quote!(__top::PageItems::<#item>::into_items(#list));
    let turn = match (&pages.number, &pages.cursor, &pages.next) {
        (Some(number), ..) => {
            let number = borrow_mut(number);
            quote!(__top::Turn::numbered(#number, #count))
        }
        (None, Some(cursor), Some(next)) => {
            let (cursor, next) = (borrow_mut(cursor), borrow(next, &quote!(__response)));
            quote!(__top::Turn::cursor(#cursor, #next, #count))
        }
        _ => return None,
    };
    let number = pages.number.as_ref().map_or_else(
        || quote!(::core::option::Option::None),
        |number| {
            let number = borrow_mut(number);
            quote!(::core::option::Option::Some(#number))
        },
    );
    let size = setting(pages.size.as_ref(), &quote!(self), "size");
    let more = setting(pages.more.as_ref(), &quote!(__response), "more");
    let total = setting(pages.total.as_ref(), &quote!(__response), "total");
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics #header #type_generics #bounds {
            type Item = #item;
            fn turn<'__turn>(&'__turn mut self, __response: &Self::Response) -> __top::Turn<'__turn> {
                #turn #size #more #total
            }
            fn number(&mut self) -> ::core::option::Option<&mut dyn __top::PageNumber> {
                #number
            }
            fn items(__response: Self::Response) -> ::std::vec::Vec<#item> {
                #into_items
            }
        }
    })
}

/// Returns `owner.field`. Errors point at the key's value.
fn of(field: &Ident, owner: &TokenStream) -> TokenStream {
    let name = spans::at_call_site(field);
    spans::spanned_as_name(field, &quote!(#owner.#name))
}

/// Returns `&owner.field`. Errors point at the key's value.
fn borrow(field: &Ident, owner: &TokenStream) -> TokenStream {
    let place = of(field, owner);
    spans::spanned_as_name(field, &quote!(&#place))
}

/// Returns `&mut self.field`. Errors point at the key's value.
fn borrow_mut(field: &Ident) -> TokenStream {
    let place = of(field, &quote!(self));
    spans::spanned_as_name(field, &quote!(&mut #place))
}

/// Returns `.name(&owner.field)` if the key is present.
fn setting(field: Option<&Ident>, owner: &TokenStream, name: &str) -> Option<TokenStream> {
    let value = borrow(field?, owner);
    let name = Ident::new(name, Span::call_site());
    Some(quote!(.#name(#value)))
}
