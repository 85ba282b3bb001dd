//! What the tokens of a type speak of. Aliases are not seen through, which every use of this has to bear.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, Lifetime, Type};

/// How a type borrows.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Borrow {
    /// For ever, as `&'static str` does.
    Static,
    /// From a value that the caller owns.
    Local,
}

/// Whether the name stands in the tokens of a type, other than as a later part of a path.
pub(crate) fn mentions(ty: impl ToTokens, name: &Ident) -> bool {
    stands_in(ty.to_token_stream(), name)
}

fn stands_in(tokens: TokenStream, name: &Ident) -> bool {
    let mut after_colon = false;
    for token in tokens {
        let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        let found = match token {
            TokenTree::Ident(ident) => !after_colon && ident == *name,
            TokenTree::Group(group) => stands_in(group.stream(), name),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if found {
            return true;
        }
        after_colon = is_colon;
    }
    false
}

/// Whether the lifetime stands in the tokens of a type.
pub(crate) fn borrows_for(ty: impl ToTokens, lifetime: &Lifetime) -> bool {
    let mut after_quote = false;
    ty.to_token_stream().into_iter().any(|token| {
        let is_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        let found = match token {
            TokenTree::Ident(name) => after_quote && name == lifetime.ident,
            TokenTree::Group(group) => borrows_for(group.stream(), lifetime),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        after_quote = is_quote;
        found
    })
}

/// How the type borrows, or `None` when it holds neither a reference nor a lifetime.
pub(crate) fn borrow(ty: &Type) -> Option<Borrow> {
    let mut found = None;
    find_borrow(ty.to_token_stream(), &mut found);
    found
}

/// A lifetime other than `'static`, or a reference without one, makes the borrow a local one.
fn find_borrow(tokens: TokenStream, found: &mut Option<Borrow>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => find_borrow(group.stream(), found),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let is_static = matches!(tokens.peek(), Some(TokenTree::Ident(name)) if *name == "static");
                if !is_static {
                    *found = Some(Borrow::Local);
                } else if found.is_none() {
                    *found = Some(Borrow::Static);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let has_lifetime =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                if !has_lifetime {
                    *found = Some(Borrow::Local);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
