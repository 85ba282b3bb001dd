//! What is kept for those who make something else of a declaration, under the feature `schema`, which that of the runtime turns
//! on.
//!
//! This crate is built once for all that use it, so it may write this for a runtime whose feature is off: it stands in a macro of
//! the runtime, which then drops it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::coded::literal;
use crate::model::{Api, Coded, Field, Head, Object, docs};
use crate::names::plain;

/// Whether anybody wants it.
const WANTED: bool = cfg!(any(feature = "schema", test));

/// The constant `SCHEMA` of a request, whose layout has the fields in the order of `sorted`.
pub(super) fn api(api: &Api<'_>, sorted: &[&Field<'_>], response: &TokenStream) -> Option<TokenStream> {
    let place = |field: &Field<'_>| sorted.iter().position(|other| other.ident == field.ident);
    WANTED.then(|| {
        let about = about(&api.head, api.fields().iter().filter_map(|field| Some((place(field)?, field))));
        quote!(__top::schema! { api (#response) #about })
    })
}

/// The function `describe` of an object's `Encode`.
pub(super) fn object(object: &Object<'_>) -> Option<TokenStream> {
    WANTED.then(|| {
        let about = about(&object.head, object.fields().iter().enumerate());
        quote!(__top::schema! { object #about })
    })
}

/// The name and the docs of a struct, and of its fields place in the layout, docs and type.
fn about<'a>(head: &Head<'_>, fields: impl Iterator<Item = (usize, &'a Field<'a>)>) -> TokenStream {
    let (name, about) = (plain(head.ident), docs(head.written_attrs));
    let fields = fields.map(|(at, field)| {
        let (at, docs, ty) = (Literal::usize_unsuffixed(at), docs(field.all_attrs), field.ty);
        quote!((#at #docs #ty))
    });
    quote!(#name #about #(#fields)*)
}

/// The function `describe` of a coded value's `Encode`.
pub(super) fn coded(coded: &Coded<'_>) -> Option<TokenStream> {
    WANTED.then(|| {
        let (name, about) = (plain(coded.head.ident), docs(coded.head.written_attrs));
        let kind = if coded.has_text_codes() { quote!(Text) } else { quote!(Integer) };
        let listed = coded.listed().map(|(variant, code)| {
            let (code, docs) = (literal(code), docs(variant.written_attrs));
            quote!((#code #docs))
        });
        let open = coded.other().is_some();
        quote!(__top::schema! { codes #kind #open #name #about #(#listed)* })
    })
}
