//! Where clauses of generic impls.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Type;

use crate::expand::spans;
use crate::model::{Container, Field};

/// The user's where clause and one inferred bound for each type that mentions a type parameter.
pub(super) struct Bounds<'a> {
    container: &'a Container<'a>,
    inferred: Vec<TokenStream>,
    seen: HashSet<String>,
}

impl<'a> Bounds<'a> {
    /// Infers the bounds of the field types.
    pub(super) fn on_fields(container: &'a Container<'a>, fields: &[Field<'_>], bound: &str) -> Self {
        let mut bounds = Self { container, inferred: Vec::new(), seen: HashSet::new() };
        for field in fields {
            bounds.add(field.ty, bound);
        }
        bounds
    }

    /// Infers the bound of the only type.
    pub(super) fn on_type(container: &'a Container<'a>, ty: &Type, bound: &str) -> Self {
        let mut bounds = Self { container, inferred: Vec::new(), seen: HashSet::new() };
        bounds.add(ty, bound);
        bounds
    }

    /// Infers the bound of one type.
    ///
    /// On a type that mentions the item itself the bound would be circular, so its type parameters
    /// are bound instead.
    pub(super) fn add(&mut self, ty: &Type, bound: &str) {
        let params: Vec<_> = self.container.params_in(ty).collect();
        if self.container.is_mentioned_in(ty) {
            for param in params {
                self.push(&spans::predicate(param, bound));
            }
        } else if !params.is_empty() {
            self.push(&spans::predicate(ty, bound));
        }
    }

    /// Adds a predicate, unless an equal one exists.
    pub(super) fn push(&mut self, predicate: &TokenStream) {
        if self.seen.insert(predicate.to_string()) {
            self.inferred.push(predicate.clone());
        }
    }
}

impl ToTokens for Bounds<'_> {
    /// Emits the where clause, or nothing if there are no predicates.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let declared = self.container.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let predicates: Vec<_> =
            declared.map(ToTokens::to_token_stream).chain(self.inferred.iter().cloned()).collect();
        if !predicates.is_empty() {
            tokens.extend(quote!(where #(#predicates),*));
        }
    }
}
