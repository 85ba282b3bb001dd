//! The table of names and rules that the runtime's functions go by.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::attr::{AnyOf, Range};
use crate::model::Field;
use crate::names::plain;

/// `Layout::new(..)` for `fields` in this order.
pub(super) fn layout(fields: &[&Field<'_>], groups: &[AnyOf]) -> TokenStream {
    let entries = fields.iter().map(|field| entry(field));
    let any_of = any_of(fields, groups);
    let disjoint = fields.iter().any(|field| field.is_flattened()).then(|| quote!(.disjoint()));
    quote!(__top::Layout::new(&[#(#entries),*]) #any_of #disjoint)
}

fn entry(field: &Field<'_>) -> TokenStream {
    if field.is_flattened() {
        let ty = field.ty;
        return quote!(__top::Field::flatten::<#ty>());
    }
    let wire = &field.wire;
    let item = field.attrs.item.get().map(|item| {
        let item = item.value();
        quote!(.item(#item))
    });
    let rules = rules(field);
    quote!(__top::Field::new(#wire) #item #rules)
}

fn rules(field: &Field<'_>) -> Option<TokenStream> {
    let attrs = &field.attrs;
    let count = |n: &usize| Literal::usize_unsuffixed(*n);
    let rules: TokenStream = [
        attrs.required.get().map(|()| quote!(.required())),
        attrs.max_len.get().map(count).map(|n| quote!(.max_len(#n))),
        attrs.max_bytes.get().map(count).map(|n| quote!(.max_bytes(#n))),
        attrs.max_items.get().map(count).map(|n| quote!(.max_items(#n))),
        attrs.range.get().map(range),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!rules.is_empty()).then(|| quote!(.rules(const { &__top::Rules::new() #rules })))
}

fn range(range: &Range) -> TokenStream {
    let (min, max) = (Literal::i128_unsuffixed(range.min), Literal::i128_unsuffixed(range.max));
    quote!(.range(#min, #max))
}

/// The groups as indexes into `fields`.
fn any_of(fields: &[&Field<'_>], groups: &[AnyOf]) -> Option<TokenStream> {
    let groups = groups.iter().map(|group| {
        let indexes = group
            .fields
            .iter()
            .filter_map(|word| fields.iter().position(|field| field.name() == plain(word)))
            .map(Literal::usize_unsuffixed);
        quote!(&[#(#indexes),*])
    });
    (groups.len() > 0).then(|| quote!(.any_of(&[#(#groups),*])))
}
