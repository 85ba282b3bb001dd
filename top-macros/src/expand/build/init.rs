//! The struct that holds the required fields, where they are too many to be told apart by their place.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Token, WherePredicate};

use crate::expand::build::docs;
use crate::expand::place;
use crate::model::{Field, Head, borrows_for, mentions};
use crate::names::plain;

/// The struct `<Name>Init`.
pub(super) struct Init<'a> {
    head: &'a Head<'a>,
    ident: Ident,
    fields: &'a [&'a Field<'a>],
    /// The type of each field, which may not speak of `Self`: here it would be another one.
    types: Vec<TokenStream>,
    generics: Generics,
}

impl<'a> Init<'a> {
    pub(super) fn new(head: &'a Head<'a>, fields: &'a [&'a Field<'a>]) -> Self {
        let ident = format_ident!("{}Init", plain(head.ident), span = place::own(head.ident).span());
        let types: Vec<TokenStream> =
            fields.iter().map(|field| without_self(head, field.ty.to_token_stream())).collect();
        let generics = generics(head.generics, &types);
        Self { head, ident, fields, types, generics }
    }

    /// The type as a parameter has it.
    pub(super) fn ty(&self) -> TokenStream {
        let ident = &self.ident;
        let (_, type_generics, _) = self.generics.split_for_impl();
        quote!(#ident #type_generics)
    }
}

impl ToTokens for Init<'_> {
    /// The declaration.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { head, ident, fields, types, generics } = self;
        let doc = format!(" What must be given to `{}::new`.", head.ident);
        let (params, where_clause) = (&generics.params, &generics.where_clause);
        let params = (!params.is_empty()).then(|| quote!(<#params>));
        // As visible as `new`, which nobody could call otherwise.
        let vis = place::own_all(head.vis);
        let docs = fields.iter().map(|field| docs(field));
        let names = fields.iter().map(|field| place::own(field.ident));
        tokens.extend(quote! {
            #[doc = #doc]
            #[allow(deprecated, missing_copy_implementations, missing_debug_implementations)]
            #vis struct #ident #params #where_clause {
                #(#docs #vis #names: #types,)*
            }
        });
    }
}

/// The type with the name of the struct for `Self`.
fn without_self(head: &Head<'_>, ty: TokenStream) -> TokenStream {
    let named = |token: TokenTree| match token {
        TokenTree::Ident(name) if name == "Self" => {
            let (_, type_generics, _) = head.generics.split_for_impl();
            let ident = head.ident;
            quote!(#ident #type_generics)
        }
        TokenTree::Group(group) => {
            let mut inner = proc_macro2::Group::new(group.delimiter(), without_self(head, group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        _ => token.into(),
    };
    ty.into_iter().flat_map(named).collect()
}

/// The generics that the types speak of, since a parameter without a use is an error. A bound that speaks of another
/// parameter goes with it.
fn generics(all: &Generics, types: &[TokenStream]) -> Generics {
    let (mut kept, dropped): (Vec<GenericParam>, Vec<GenericParam>) =
        all.params.iter().cloned().partition(|param| types.iter().any(|ty| speaks_of(ty, param)));
    let is_kept = |bound: &dyn ToTokens| {
        let bound = bound.to_token_stream();
        !dropped.iter().any(|param| speaks_of(&bound, param))
    };
    for param in &mut kept {
        match param {
            GenericParam::Lifetime(param) => param.bounds = filtered(&param.bounds, &is_kept),
            GenericParam::Type(param) => {
                param.bounds = filtered(&param.bounds, &is_kept);
                param.default = None;
            }
            GenericParam::Const(param) => param.default = None,
        }
    }
    let mut generics = Generics { params: kept.into_iter().collect(), ..Generics::default() };
    if let Some(clause) = &all.where_clause {
        let of_self = |predicate: &WherePredicate| mentions(predicate, &format_ident!("Self"));
        let predicates: Punctuated<WherePredicate, Token![,]> =
            clause.predicates.iter().filter(|one| is_kept(one) && !of_self(one)).cloned().collect();
        generics.make_where_clause().predicates = predicates;
    }
    generics
}

fn filtered<T: Clone + ToTokens, P: Default>(
    bounds: &Punctuated<T, P>,
    is_kept: &dyn Fn(&dyn ToTokens) -> bool,
) -> Punctuated<T, P> {
    bounds.iter().filter(|bound| is_kept(bound)).cloned().collect()
}

fn speaks_of(tokens: &TokenStream, param: &GenericParam) -> bool {
    match param {
        GenericParam::Lifetime(param) => borrows_for(tokens, &param.lifetime),
        GenericParam::Type(param) => mentions(tokens, &param.ident),
        GenericParam::Const(param) => mentions(tokens, &param.ident),
    }
}
