//! Assertions on types that the tokens do not show, such as aliases and types of the user.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use crate::expand::spans;
use crate::model::{Container, Field, SyntacticType, borrow, mentions};

/// Returns calls of `assertion` for the types that may be the user's.
///
/// Each function of an expansion contains the same calls: rustc drops equal errors, and the errors
/// that follow at the same span, so a wrong type is reported once. A flattened type is passed to
/// `flatten` instead, which the field table calls too.
///
/// Excluded: types that mention a type parameter (the bounds cover them), and all types of a struct
/// that `borrows`.
pub(super) fn bound_asserts(
    container: &Container<'_>,
    fields: &[Field<'_>],
    borrows: bool,
    assertion: &TokenStream,
    flatten: &TokenStream,
) -> TokenStream {
    let statement = |field: &Field<'_>| {
        if field.is_flattened() {
            let call = spans::assert_field(field, flatten);
            return Some(quote!(let _ = #call));
        }
        let is_asserted = !borrows
            && container.params_in(field.ty).next().is_none()
            && field.syntactic_type().contains_unknown();
        is_asserted.then(|| spans::assert_field(field, assertion))
    };
    fields.iter().filter_map(statement).collect()
}

/// Returns constants that assert that the limits fit types which may be aliases. Errors point at
/// the keys. `None` if the tokens show all types.
///
/// The constants are outside of the impls, so types that mention a parameter, a lifetime or `Self`
/// are excluded.
pub(super) fn type_asserts(container: &Container<'_>, fields: &[Field<'_>]) -> Option<TokenStream> {
    let self_type = Ident::new("Self", Span::call_site());
    let local_names: Vec<&Ident> =
        container.generics.const_params().map(|param| &param.ident).chain([&self_type]).collect();
    let is_nameable = |field: &&Field<'_>| {
        let is_bound = container.params_in(field.ty).next().is_some() || borrow(field.ty).is_some();
        !field.is_flattened() && !is_bound && !local_names.iter().any(|name| mentions(field.ty, name))
    };
    let assertions: TokenStream = fields.iter().filter(is_nameable).flat_map(field_asserts).collect();
    (!assertions.is_empty()).then(|| {
        quote! {
            #[allow(unused_imports)]
            use __top::DefaultFacts as _;
            #assertions
        }
    })
}

fn field_asserts(field: &Field<'_>) -> Vec<TokenStream> {
    let attrs = &field.attrs;
    let (ty, name) = (field.ty, field.name());
    let may_be_alias = matches!(field.syntactic_type().content(), SyntacticType::Unknown);
    let mut assertions = Vec::new();
    let mut assert = |key: Option<&Ident>, fact: &str, text: String| {
        if let Some(key) = key.filter(|_| may_be_alias) {
            assertions.push(type_assert(ty, fact, &text, key.span()));
        }
    };
    for key in [attrs.max_len.key(), attrs.max_bytes.key()].into_iter().flatten() {
        let text =
            format!("`{key}` requires a string, but the alias used for `{name}` is a number or a list");
        assert(Some(key), "HAS_LENGTH", text);
    }
    let text = format!("`max_items` requires a list, but the alias used for `{name}` is a single value");
    assert(attrs.max_items.key(), "HAS_ITEMS", text);
    let text = format!("`range` requires an integer, but the alias used for `{name}` is not one");
    assert(attrs.range.key(), "HAS_RANGE", text);
    let text =
        format!("the alias used for `{name}` is an `Option`, so it cannot be `required`; remove one of them");
    assert(attrs.required.key(), "IS_GIVEN", text);
    if let SyntacticType::Optional(inner) = field.syntactic_type()
        && matches!(SyntacticType::of(inner), SyntacticType::Unknown)
    {
        let text =
            format!("`{name}` is an `Option` of an alias that is an `Option` itself; remove one of them");
        assertions.push(type_assert(ty, "IS_SINGLE", &text, field.ident.span()));
    }
    assertions
}

/// Returns a constant that fails to compile unless `fact` is true for the type.
fn type_assert(ty: &Type, fact: &str, text: &str, span: Span) -> TokenStream {
    let span = Span::call_site().located_at(span);
    let fact = Ident::new(fact, span);
    quote_spanned!(span=> const _: () = ::core::assert!(__top::TypeFacts::<#ty>::#fact, #text);)
}
