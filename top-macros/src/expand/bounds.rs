//! What generic impls ask of the types in them.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

use crate::expand::place;
use crate::model::{Field, Head};

/// The user's where clause and the bounds inferred beside it: one on each type that speaks of a type parameter.
pub(super) struct Bounds<'a> {
    head: &'a Head<'a>,
    inferred: Vec<TokenStream>,
    seen: HashSet<String>,
}

impl<'a> Bounds<'a> {
    /// Binds the types of the fields.
    pub(super) fn on_fields(head: &'a Head<'a>, fields: &[Field<'_>], bound: &str) -> Self {
        let mut bounds = Self { head, inferred: Vec::new(), seen: HashSet::new() };
        for field in fields {
            bounds.add(field.ty, bound);
        }
        bounds
    }

    /// Binds one more type.
    ///
    /// On a type that also speaks of the item itself the bound would be a circle; its type parameters are bound in its
    /// place.
    pub(super) fn add(&mut self, ty: &Type, bound: &str) {
        let params: Vec<_> = self.head.params_in(ty).collect();
        if self.head.is_named_in(ty) {
            for param in params {
                self.push(&place::condition(param, bound));
            }
        } else if !params.is_empty() {
            self.push(&place::condition(ty, bound));
        }
    }

    /// Adds a predicate as it is, once.
    pub(super) fn push(&mut self, predicate: &TokenStream) {
        if self.seen.insert(predicate.to_string()) {
            self.inferred.push(predicate.clone());
        }
    }
}

impl ToTokens for Bounds<'_> {
    /// The where clause, nothing if there is no bound.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let written = self.head.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let predicates: Vec<_> =
            written.map(ToTokens::to_token_stream).chain(self.inferred.iter().cloned()).collect();
        if !predicates.is_empty() {
            tokens.extend(quote!(where #(#predicates),*));
        }
    }
}
