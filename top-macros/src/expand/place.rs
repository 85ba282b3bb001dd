//! Where the compiler points when a part of the expansion does not fit.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use crate::model::{Field, Head};

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

/// `__top::name for Item`, the head of an impl of the runtime's trait.
///
/// With conditions on type parameters it stands where the user wrote the item, as those stand at the types of the fields
/// ([`condition`]): of an impl that a derive wrote the compiler does not say where a condition comes from, and advises to write the
/// impl by hand.
pub(super) fn implemented(name: &str, head: &Head<'_>) -> TokenStream {
    let ident = head.ident;
    if head.generics.type_params().next().is_some() {
        return implemented_by_the_user(name, ident);
    }
    let (name, ident) = (Ident::new(name, Span::call_site()), own(ident));
    quote!(__top::#name for #ident)
}

/// The same as if the user had written it.
pub(super) fn implemented_by_the_user(name: &str, ident: &Ident) -> TokenStream {
    let (path, ident) = (path(name, (ident.span(), ident.span())), editionless(ident));
    quote!(#path for #ident)
}

/// `ty: bound`, all of it as if the user had written it where the type is.
pub(super) fn condition(ty: impl ToTokens, bound: &str) -> TokenStream {
    let bound = path(bound, ends(&ty));
    quote!(#ty: #bound)
}

/// The path of the runtime's trait as if the user had written it from one place to another. The word in the middle is the derive's
/// all the same: otherwise a lint would hold the path against the user, who may have imported the trait.
fn path(name: &str, (first, last): (Span, Span)) -> TokenStream {
    let (first, last) = (Ident::new("__top", first), Ident::new(name, last));
    quote!(#first::traits::#last)
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
pub(super) fn shared(head: &Head<'_>, field: &Field<'_>) -> TokenStream {
    let name = editionless(field.ident);
    at_field(head, field, &quote!(&self.#name))
}

/// `&mut self.field`, to be pointed at as the field's type.
pub(super) fn exclusive(head: &Head<'_>, field: &Field<'_>) -> TokenStream {
    let name = editionless(field.ident);
    at_field(head, field, &quote!(&mut self.#name))
}

/// A statement that only compiles if `check` takes the field's type, to be pointed at as that type.
pub(super) fn known(field: &Field<'_>, check: &TokenStream) -> TokenStream {
    // Each token where the user wrote it, as the compiler points at the type and not at the call.
    let placed = own_all(field.ty);
    quote!(#check::<#placed>();)
}

/// `field: value`, to be pointed at as the field's type.
pub(super) fn empty(head: &Head<'_>, field: &Field<'_>, value: &TokenStream) -> TokenStream {
    let name = own(field.ident);
    let value = at_field(head, field, value);
    quote!(#name: #value)
}

/// `value` as if it were written where the field's type is; by the user where that speaks of a type parameter. One without the bound
/// that the type asks for is reported at the declaration already, and the compiler drops what repeats it at the very same place.
fn at_field(head: &Head<'_>, field: &Field<'_>, value: &TokenStream) -> TokenStream {
    if head.params_in(field.ty).next().is_none() {
        return at(field.ty, value);
    }
    between(ends(field.ty), value)
}

/// `value` as if the derive had written it where the type is, from its first token to its last. An expression reaches from its
/// first token to its last, so a message about it underlines the whole type.
pub(super) fn at(ty: &Type, value: &TokenStream) -> TokenStream {
    let (first, last) = ends(ty);
    let own = |span: Span| Span::call_site().located_at(span);
    between((own(first), own(last)), value)
}

/// `value` with its first token at one place and all that follow, which may end paths and calls, at another.
fn between((first, last): (Span, Span), value: &TokenStream) -> TokenStream {
    let place = |(at, mut token): (usize, TokenTree)| {
        token.set_span(if at == 0 { first } else { last });
        token
    };
    value.clone().into_iter().enumerate().map(place).collect()
}

/// Where the first and the last token are.
pub(super) fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}
