//! `Decode` of a struct that borrows: it is there so that the compiler can say why nothing is read into one.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::expand::bounds::Bounds;
use crate::expand::place;
use crate::model::{Object, borrow};

/// An impl under a condition that no type meets, asked of the first field that borrows: its text is what the user sees where a
/// reply holds the struct, in place of the advice to derive what is derived.
///
/// It is written at the user's own places. Of a condition that a derive wrote the compiler does not say where it stands, and
/// advises to write the impl by hand.
pub(super) fn decode(object: &Object<'_>) -> TokenStream {
    let head = &object.head;
    let decode = place::implemented_by_the_user("Decode", head.ident);
    let (impl_generics, type_generics, _) = head.generics.split_for_impl();
    let mut bounds = Bounds::on_fields(head, object.fields(), "Encode");
    if let Some(field) = object.fields().iter().find(|field| borrow(field.ty).is_some()) {
        bounds.push(&condition(field.ty));
    }
    quote! {
        impl #impl_generics #decode #type_generics #bounds {
            fn placeholder() -> Self {
                ::core::unreachable!()
            }
            fn decode(&mut self, _: __top::Node<'_>, _: &mut __top::Decoder<'_>) {}
        }
    }
}

/// The lifetime keeps the compiler from asking where the impl stands, before anybody reads the struct. It is the derive's, as a lint
/// of the user's may not like one that is never used.
fn condition(ty: &Type) -> TokenStream {
    let (first, last) = place::ends(ty);
    let any = quote!(for<'__any>);
    let (before, after) =
        (quote_spanned!(first=> __top::BorrowedData: __top::DecodeOwned<), quote_spanned!(last=> >));
    quote!(#any #before #ty #after)
}
