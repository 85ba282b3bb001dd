//! The field table: names and validation rules of all fields, read by the runtime.

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use crate::attr::{AnyOf, Range};
use crate::expand::{index, spans};
use crate::model::Field;
use crate::names::{unraw, wire_fault};

/// Returns `FieldTable::new(..)` for `fields` in this order. `flatten` is the function that inserts
/// the table of a flattened type.
pub(super) fn field_table(fields: &[&Field<'_>], flatten: &TokenStream, groups: &[AnyOf]) -> TokenStream {
    let names: String = fields.iter().map(|field| length_prefixed_name(field)).collect();
    let rules: Vec<_> =
        fields.iter().enumerate().filter_map(|(index, field)| field_rules(index, field, flatten)).collect();
    let any_of = any_of(fields, groups);
    let index = index::index(&names);
    let constraints = (!rules.is_empty() || !any_of.is_empty() || !index.is_empty()).then(|| {
        let index = Literal::byte_string(&index);
        let constraints =
            quote!(__top::Constraints { rules: &[#(#rules),*], any_of: &[#(#any_of),*], index: #index });
        quote!(.terms(const { &#constraints }))
    });
    let disjoint = fields.iter().any(|field| field.is_flattened()).then(|| quote!(.disjoint()));
    quote!(__top::FieldTable::new(#names) #constraints #disjoint)
}

/// Returns the wire name after one character with its length. The name is empty for a flattened
/// field, and for an invalid name, which is already reported.
fn length_prefixed_name(field: &Field<'_>) -> String {
    let is_named = !field.is_flattened() && wire_fault(&field.wire_name).is_none();
    let name = if is_named { field.wire_name.as_str() } else { "" };
    let len = u8::try_from(name.len()).unwrap_or_default();
    format!("{}{name}", char::from(len))
}

fn field_rules(index: usize, field: &Field<'_>, flatten: &TokenStream) -> Option<TokenStream> {
    let index = Literal::usize_unsuffixed(index);
    if field.is_flattened() {
        let ty = with_static_lifetimes(spans::tokens_at_call_site(field.ty));
        return Some(quote!(#flatten::<#ty>().at(#index)));
    }
    limits(field).map(|rules| quote!(__top::FieldRules::new().at(#index) #rules))
}

/// Replaces every lifetime with `'static`, the only one that a `static` can use. The fields of a
/// struct are the same for all lifetimes.
fn with_static_lifetimes(ty: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let replace = |token: TokenTree| {
        let is_lifetime = after_quote;
        after_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        match token {
            TokenTree::Ident(name) if is_lifetime => Ident::new("static", name.span()).into(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_static_lifetimes(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            token => token,
        }
    };
    ty.into_iter().map(replace).collect()
}

fn limits(field: &Field<'_>) -> Option<TokenStream> {
    let attrs = &field.attrs;
    let count = |n: &usize| Literal::usize_unsuffixed(*n);
    let item = attrs.item.get().map(|item| {
        let item = item.value();
        quote!(.item(#item))
    });
    let rules: TokenStream = [
        item,
        attrs.required.get().map(|()| quote!(.required())),
        attrs.max_len.get().map(count).map(|n| quote!(.max_len(#n))),
        attrs.max_bytes.get().map(count).map(|n| quote!(.max_bytes(#n))),
        attrs.max_items.get().map(count).map(|n| quote!(.max_items(#n))),
        attrs.range.get().map(range),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rules.is_empty()).then_some(rules)
}

fn range(range: &Range) -> TokenStream {
    let (min, max) = (Literal::i128_unsuffixed(range.min), Literal::i128_unsuffixed(range.max));
    quote!(.range(#min, #max))
}

/// Returns the groups as indexes into `fields`.
fn any_of(fields: &[&Field<'_>], groups: &[AnyOf]) -> Vec<TokenStream> {
    let group = |group: &AnyOf| {
        let indexes = group
            .fields
            .iter()
            .filter_map(|word| fields.iter().position(|field| field.name() == unraw(word)))
            .map(Literal::usize_unsuffixed);
        quote!(&[#(#indexes),*])
    };
    groups.iter().map(group).collect()
}
