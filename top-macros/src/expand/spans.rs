//! Spans of generated tokens. They decide where rustc reports an error, and whether it treats the
//! code as the derive's or as the user's.
//!
//! "At the call site" means: located at the user's token, with the hygiene of the derive. Errors
//! point at the user's token, while lints and deprecation warnings treat the code as generated.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use crate::model::{Container, Field};

/// Moves the name to the call site.
pub(super) fn at_call_site(name: &Ident) -> Ident {
    let mut name = edition_independent(name);
    name.set_span(Span::call_site().located_at(name.span()));
    name
}

/// Moves all tokens to the call site.
pub(super) fn tokens_at_call_site(tokens: impl ToTokens) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        token.set_span(Span::call_site().located_at(token.span()));
        token
    };
    tokens.to_token_stream().into_iter().map(relocate).collect()
}

/// Generated code has edition 2024, where `gen` is a keyword; `r#gen` is valid in every edition.
fn edition_independent(name: &Ident) -> Ident {
    if *name == "gen" { Ident::new_raw("gen", name.span()) } else { name.clone() }
}

/// Returns `__top::Trait for Item`, the header of an impl.
///
/// For a generic item the header has the user's span, as its predicates do ([`predicate`]). If
/// rustc takes an impl for generated code, it does not show where a bound comes from, and suggests
/// to write the impl by hand.
pub(super) fn trait_header(name: &str, container: &Container<'_>) -> TokenStream {
    let ident = container.ident;
    if container.generics.type_params().next().is_some() {
        return trait_header_at_item(name, ident);
    }
    let (name, ident) = (Ident::new(name, Span::call_site()), at_call_site(ident));
    quote!(__top::#name for #ident)
}

/// Returns `__top::traits::Trait for Item` with the span of the item's name.
pub(super) fn trait_header_at_item(name: &str, ident: &Ident) -> TokenStream {
    let (path, ident) = (trait_path(name, (ident.span(), ident.span())), edition_independent(ident));
    quote!(#path for #ident)
}

/// Returns the predicate `ty: bound` with the span of the type.
pub(super) fn predicate(ty: impl ToTokens, bound: &str) -> TokenStream {
    let bound = trait_path(bound, first_and_last_span(&ty));
    quote!(#ty: #bound)
}

/// Returns `__top::traits::Trait` with the user's spans at both ends. The middle segment has the
/// derive's span, which silences `unused_qualifications` for users who import the trait.
fn trait_path(name: &str, (first, last): (Span, Span)) -> TokenStream {
    let (first, last) = (Ident::new("__top", first), Ident::new(name, last));
    quote!(#first::traits::#last)
}

/// Returns `&self.field`. Errors point at the field's type.
pub(super) fn borrow_field(container: &Container<'_>, field: &Field<'_>) -> TokenStream {
    let name = edition_independent(field.ident);
    spanned_as_field(container, field, &quote!(&self.#name))
}

/// Returns `&mut self.field`. Errors point at the field's type.
pub(super) fn borrow_field_mut(container: &Container<'_>, field: &Field<'_>) -> TokenStream {
    let name = edition_independent(field.ident);
    spanned_as_field(container, field, &quote!(&mut self.#name))
}

/// Returns the initializer `field: value`. Errors point at the field's type.
pub(super) fn init_field(container: &Container<'_>, field: &Field<'_>, value: &TokenStream) -> TokenStream {
    let name = at_call_site(field.ident);
    let value = spanned_as_field(container, field, value);
    quote!(#name: #value)
}

/// Returns the statement `assertion::<Type>();` for the field's type. Errors point at the type.
pub(super) fn assert_field(field: &Field<'_>, assertion: &TokenStream) -> TokenStream {
    assert_type(field.ty, assertion)
}

/// Returns the statement `assertion::<ty>();`. Errors point at the type.
pub(super) fn assert_type(ty: &Type, assertion: &TokenStream) -> TokenStream {
    let ty = tokens_at_call_site(ty);
    quote!(#assertion::<#ty>();)
}

/// Gives `value` the span of the field's type. If the type mentions a type parameter, the span is
/// the user's: a missing bound is already reported at the declaration, and rustc drops an equal
/// error at the same span.
fn spanned_as_field(container: &Container<'_>, field: &Field<'_>, value: &TokenStream) -> TokenStream {
    spanned_as_type(container, field.ty, value)
}

/// Like [`spanned_as_field`], for the type of a field without a name.
pub(super) fn spanned_as_type(container: &Container<'_>, ty: &Type, value: &TokenStream) -> TokenStream {
    if container.params_in(ty).next().is_none() {
        return spanned_as(ty, value);
    }
    respan(first_and_last_span(ty), value)
}

/// Moves `value` to the call site of the type. An expression extends from its first token to its
/// last, so an error underlines the whole type.
pub(super) fn spanned_as(ty: &Type, value: &TokenStream) -> TokenStream {
    let (first, last) = first_and_last_span(ty);
    let relocate = |span: Span| Span::call_site().located_at(span);
    respan((relocate(first), relocate(last)), value)
}

/// Moves `value` to the call site of a name: an error about the expression points at the name.
pub(super) fn spanned_as_name(name: &Ident, value: &TokenStream) -> TokenStream {
    let span = Span::call_site().located_at(name.span());
    respan((span, span), value)
}

/// Sets the span `first` on the first token and `last` on all others.
fn respan((first, last): (Span, Span), value: &TokenStream) -> TokenStream {
    let set_span = |(index, mut token): (usize, TokenTree)| {
        token.set_span(if index == 0 { first } else { last });
        token
    };
    value.clone().into_iter().enumerate().map(set_span).collect()
}

pub(super) fn first_and_last_span(tokens: impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}
