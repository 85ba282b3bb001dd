//! Where the compiler points when a part of the expansion does not fit.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use crate::model::Field;

/// `name` as if the derive had written it at the same place: messages point there, while lints and deprecations count
/// it as the derive's.
pub(super) fn own(name: &Ident) -> Ident {
    let mut own = editionless(name);
    own.set_span(Span::call_site().located_at(name.span()));
    own
}

/// The name in a form that is one in every edition: the expansion is of edition 2024, where `gen` is a keyword.
fn editionless(name: &Ident) -> Ident {
    if *name == "gen" { Ident::new_raw("gen", name.span()) } else { name.clone() }
}

/// All of `tokens` as [`own`] takes a name.
pub(super) fn own_all(tokens: impl ToTokens) -> TokenStream {
    let own = |mut token: TokenTree| {
        token.set_span(Span::call_site().located_at(token.span()));
        token
    };
    tokens.to_token_stream().into_iter().map(own).collect()
}

/// `&self.field`, to be pointed at as the field's type.
pub(super) fn shared(field: &Field<'_>) -> TokenStream {
    let name = editionless(field.ident);
    at(field.ty, &quote!(&self.#name))
}

/// `&mut self.field`, to be pointed at as the field's type.
pub(super) fn exclusive(field: &Field<'_>) -> TokenStream {
    let name = editionless(field.ident);
    at(field.ty, &quote!(&mut self.#name))
}

/// A statement that only compiles if `check` takes the field's type, to be pointed at as that type.
pub(super) fn known(field: &Field<'_>, check: &TokenStream) -> TokenStream {
    // Each token where the user wrote it, as the compiler points at the type and not at the call.
    let placed = own_all(field.ty);
    quote!(#check::<#placed>();)
}

/// `field: value`, to be pointed at as the field's type.
pub(super) fn empty(field: &Field<'_>, value: &TokenStream) -> TokenStream {
    let name = own(field.ident);
    let value = at(field.ty, value);
    quote!(#name: #value)
}

/// `value` as if it were written where the type is, from its first token to its last. An expression reaches from its
/// first token to its last, so a message about it underlines the whole type.
pub(super) fn at(ty: &Type, value: &TokenStream) -> TokenStream {
    let (first, last) = ends(ty);
    let mut tokens: Vec<TokenTree> = value.clone().into_iter().collect();
    if let Some((end, rest)) = tokens.split_last_mut() {
        for token in rest {
            token.set_span(first);
        }
        end.set_span(last);
    }
    tokens.into_iter().collect()
}

/// Where the first and the last token of the type are.
fn ends(ty: &Type) -> (Span, Span) {
    let here = Span::call_site();
    let mut spans = ty.to_token_stream().into_iter().map(|token| here.located_at(token.span()));
    let first = spans.next().unwrap_or(here);
    (first, spans.last().unwrap_or(first))
}
