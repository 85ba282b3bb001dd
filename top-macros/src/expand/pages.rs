//! `PagedApi` for a request with `pages(..)`.

use proc_macro2::{Ident, TokenStream};
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
    let items = spans::at_call_site(items);
    let count = quote!(__top::PageItems::<#item>::count(&__response.#items));
    let turn = match (&pages.number, &pages.cursor, &pages.next) {
        (Some(number), ..) => {
            let number = spans::at_call_site(number);
            quote!(__top::Turn::numbered(&mut self.#number, #count))
        }
        (None, Some(cursor), Some(next)) => {
            let (cursor, next) = (spans::at_call_site(cursor), spans::at_call_site(next));
            quote!(__top::Turn::cursor(&mut self.#cursor, &__response.#next, #count))
        }
        _ => return None,
    };
    let number = pages.number.as_ref().map_or_else(
        || quote!(::core::option::Option::None),
        |number| {
            let number = spans::at_call_site(number);
            quote!(::core::option::Option::Some(&mut self.#number))
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
                __top::PageItems::into_items(__response.#items)
            }
        }
    })
}

/// Returns `.name(&owner.field)` if the key is present.
fn setting(field: Option<&Ident>, owner: &TokenStream, name: &str) -> Option<TokenStream> {
    let field = spans::at_call_site(field?);
    let name = Ident::new(name, proc_macro2::Span::call_site());
    Some(quote!(.#name(&#owner.#field)))
}
