//! The table of names and rules that the runtime's functions go by.

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use crate::attr::{AnyOf, Range};
use crate::expand::{index, place};
use crate::model::Field;
use crate::names::{plain, wire_fault};

/// `Layout::new(..)` for `fields` in this order, those of a flattened one as `flatten` has them.
pub(super) fn layout(fields: &[&Field<'_>], flatten: &TokenStream, groups: &[AnyOf]) -> TokenStream {
    let names: String = fields.iter().map(|field| behind_its_length(field)).collect();
    let rules: Vec<_> =
        fields.iter().enumerate().filter_map(|(at, field)| entry(at, field, flatten)).collect();
    let any_of = any_of(fields, groups);
    let index = index::index(&names);
    let terms = (!rules.is_empty() || !any_of.is_empty() || !index.is_empty()).then(|| {
        let index = Literal::byte_string(&index);
        let terms =
            quote!(__top::Constraints { rules: &[#(#rules),*], any_of: &[#(#any_of),*], index: #index });
        quote!(.terms(const { &#terms }))
    });
    let disjoint = fields.iter().any(|field| field.is_flattened()).then(|| quote!(.disjoint()));
    quote!(__top::FieldTable::new(#names) #terms #disjoint)
}

/// The wire name as the runtime's layouts have it; no name for a flattened one. A faulty name has been reported.
fn behind_its_length(field: &Field<'_>) -> String {
    let is_named = !field.is_flattened() && wire_fault(&field.wire).is_none();
    let name = if is_named { field.wire.as_str() } else { "" };
    let len = u8::try_from(name.len()).unwrap_or_default();
    format!("{}{name}", char::from(len))
}

fn entry(at: usize, field: &Field<'_>, flatten: &TokenStream) -> Option<TokenStream> {
    let at = Literal::usize_unsuffixed(at);
    if field.is_flattened() {
        let ty = eternal(place::own_all(field.ty));
        return Some(quote!(#flatten::<#ty>().at(#at)));
    }
    rules(field).map(|rules| quote!(__top::FieldRules::new().at(#at) #rules))
}

/// The type with `'static` for every lifetime, as a static knows no other; the members of a struct are the same for all.
fn eternal(ty: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let owned = |token: TokenTree| {
        let is_lifetime = after_quote;
        after_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        match token {
            TokenTree::Ident(name) if is_lifetime => Ident::new("static", name.span()).into(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), eternal(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            token => token,
        }
    };
    ty.into_iter().map(owned).collect()
}

fn rules(field: &Field<'_>) -> Option<TokenStream> {
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

/// The groups as indexes into `fields`.
fn any_of(fields: &[&Field<'_>], groups: &[AnyOf]) -> Vec<TokenStream> {
    let group = |group: &AnyOf| {
        let indexes = group
            .fields
            .iter()
            .filter_map(|word| fields.iter().position(|field| field.name() == plain(word)))
            .map(Literal::usize_unsuffixed);
        quote!(&[#(#indexes),*])
    };
    groups.iter().map(group).collect()
}
