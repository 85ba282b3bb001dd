//! The struct that `new` takes if there are too many required fields for parameters.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Token, WherePredicate};

use crate::expand::build::docs;
use crate::expand::spans;
use crate::model::{Container, Field, mentions, mentions_lifetime};
use crate::names::unraw;

/// The struct `<Name>Init`.
pub(super) struct Init<'a> {
    container: &'a Container<'a>,
    ident: Ident,
    fields: &'a [&'a Field<'a>],
    /// The field types, with the name of the original struct in place of `Self`.
    types: Vec<TokenStream>,
    generics: Generics,
}

impl<'a> Init<'a> {
    pub(super) fn new(container: &'a Container<'a>, fields: &'a [&'a Field<'a>]) -> Self {
        let ident = format_ident!(
            "{}Init",
            unraw(container.ident),
            span = spans::at_call_site(container.ident).span()
        );
        let types: Vec<TokenStream> =
            fields.iter().map(|field| replace_self(container, field.ty.to_token_stream())).collect();
        let generics = generics(container.generics, &types);
        Self { container, ident, fields, types, generics }
    }

    /// Returns the type of the parameter `init`.
    pub(super) fn ty(&self) -> TokenStream {
        let ident = &self.ident;
        let (_, type_generics, _) = self.generics.split_for_impl();
        quote!(#ident #type_generics)
    }
}

impl ToTokens for Init<'_> {
    /// Emits the declaration.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { container, ident, fields, types, generics } = self;
        let doc = format!(" Required fields of `{0}`, the argument of `{0}::new`.", container.ident);
        let (params, where_clause) = (&generics.params, &generics.where_clause);
        let params = (!params.is_empty()).then(|| quote!(<#params>));
        // The visibility of `new`, which needs the fields.
        let vis = spans::tokens_at_call_site(container.vis);
        let docs = fields.iter().map(|field| docs(field));
        let names = fields.iter().map(|field| spans::at_call_site(field.ident));
        tokens.extend(quote! {
            #[doc = #doc]
            #[allow(deprecated, missing_copy_implementations, missing_debug_implementations)]
            #vis struct #ident #params #where_clause {
                #(#docs #vis #names: #types,)*
            }
        });
    }
}

/// Replaces `Self` with the struct's name.
fn replace_self(container: &Container<'_>, ty: TokenStream) -> TokenStream {
    let replace = |token: TokenTree| match token {
        TokenTree::Ident(name) if name == "Self" => {
            let (_, type_generics, _) = container.generics.split_for_impl();
            let ident = container.ident;
            quote!(#ident #type_generics)
        }
        TokenTree::Group(group) => {
            let mut inner =
                proc_macro2::Group::new(group.delimiter(), replace_self(container, group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner).into()
        }
        _ => token.into(),
    };
    ty.into_iter().flat_map(replace).collect()
}

/// Returns the generics that the types mention, because an unused parameter is an error. Bounds
/// that mention a removed parameter are removed too.
fn generics(all: &Generics, types: &[TokenStream]) -> Generics {
    let (mut kept, dropped): (Vec<GenericParam>, Vec<GenericParam>) =
        all.params.iter().cloned().partition(|param| types.iter().any(|ty| mentions_param(ty, param)));
    let is_kept = |bound: &dyn ToTokens| {
        let bound = bound.to_token_stream();
        !dropped.iter().any(|param| mentions_param(&bound, param))
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
        let mentions_self = |predicate: &WherePredicate| mentions(predicate, &format_ident!("Self"));
        let predicates: Punctuated<WherePredicate, Token![,]> = clause
            .predicates
            .iter()
            .filter(|predicate| is_kept(predicate) && !mentions_self(predicate))
            .cloned()
            .collect();
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

fn mentions_param(tokens: &TokenStream, param: &GenericParam) -> bool {
    match param {
        GenericParam::Lifetime(param) => mentions_lifetime(tokens, &param.lifetime),
        GenericParam::Type(param) => mentions(tokens, &param.ident),
        GenericParam::Const(param) => mentions(tokens, &param.ident),
    }
}
