//! Assertions on what the tokens of a type do not show: what stands behind a name that may be an alias.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use crate::model::{Field, Head, Written, borrow, mentions};

/// The assertions for the fields, at the keys or types they are about; nothing where all types are known by their names.
///
/// They are constants outside of the impls, so types that name a parameter, a lifetime or `Self` have none.
pub(super) fn behind(head: &Head<'_>, fields: &[Field<'_>]) -> Option<TokenStream> {
    let itself = Ident::new("Self", Span::call_site());
    let constants: Vec<&Ident> =
        head.generics.const_params().map(|param| &param.ident).chain([&itself]).collect();
    let is_nameable = |field: &&Field<'_>| {
        let is_bound = head.params_in(field.ty).next().is_some() || borrow(field.ty).is_some();
        !field.is_flattened() && !is_bound && !constants.iter().any(|name| mentions(field.ty, name))
    };
    let assertions: TokenStream = fields.iter().filter(is_nameable).flat_map(of_field).collect();
    (!assertions.is_empty()).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __top::DefaultFacts as _;
            #assertions
        }
    })
}

/// What is asserted of one field.
fn of_field(field: &Field<'_>) -> Vec<TokenStream> {
    let attrs = &field.attrs;
    let (ty, name) = (field.ty, field.name());
    let is_open = matches!(field.written().content(), Written::Unknown);
    let mut assertions = Vec::new();
    let mut assert = |key: Option<&Ident>, holds: &str, text: String| {
        if let Some(key) = key.filter(|_| is_open) {
            assertions.push(assertion(ty, holds, &text, key.span()));
        }
    };
    for key in [attrs.max_len.key(), attrs.max_bytes.key()].into_iter().flatten() {
        let text = format!("`{key}` is for strings; `{name}` is a number or a list behind its type's name");
        assert(Some(key), "HAS_LENGTH", text);
    }
    let text = format!("`max_items` is for lists; `{name}` is a single value behind its type's name");
    assert(attrs.max_items.key(), "HAS_ITEMS", text);
    let text = format!("`range` is for integers; `{name}` is none behind its type's name");
    assert(attrs.range.key(), "HAS_RANGE", text);
    let text = format!("`{name}` is `Option` behind its type's name, so it cannot be `required`; drop one");
    assert(attrs.required.key(), "IS_GIVEN", text);
    if let Written::Optional(inner) = field.written()
        && matches!(Written::of(inner), Written::Unknown)
    {
        let text = format!("`{name}` is an `Option` in an `Option` behind its type's name; drop one");
        assertions.push(assertion(ty, "IS_SINGLE", &text, field.ident.span()));
    }
    assertions
}

/// A constant that stops the compilation unless `holds` is true of the type.
fn assertion(ty: &Type, holds: &str, text: &str, place: Span) -> TokenStream {
    let place = Span::call_site().located_at(place);
    let holds = Ident::new(holds, place);
    quote_spanned!(place=> const _: () = ::core::assert!(__top::TypeFacts::<#ty>::#holds, #text);)
}
