//! Searches in the tokens of a type. Aliases are not resolved, so callers must tolerate misses.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, Lifetime, Type};

/// The kind of borrow in a type.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Borrow {
    /// Only `'static` borrows, such as `&'static str`.
    Static,
    /// A borrow from a value of the caller.
    Local,
}

/// Returns `true` if the name occurs in the tokens, except as a later segment of a path.
pub(crate) fn mentions(tokens: impl ToTokens, name: &Ident) -> bool {
    stream_mentions(tokens.to_token_stream(), name)
}

fn stream_mentions(tokens: TokenStream, name: &Ident) -> bool {
    let mut after_colon = false;
    for token in tokens {
        let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        let is_match = match token {
            TokenTree::Ident(ident) => !after_colon && ident == *name,
            TokenTree::Group(group) => stream_mentions(group.stream(), name),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if is_match {
            return true;
        }
        after_colon = is_colon;
    }
    false
}

/// Returns `true` if the lifetime occurs in the tokens.
pub(crate) fn mentions_lifetime(tokens: impl ToTokens, lifetime: &Lifetime) -> bool {
    let mut after_quote = false;
    tokens.to_token_stream().into_iter().any(|token| {
        let is_quote = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        let is_match = match token {
            TokenTree::Ident(name) => after_quote && name == lifetime.ident,
            TokenTree::Group(group) => mentions_lifetime(group.stream(), lifetime),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        after_quote = is_quote;
        is_match
    })
}

/// Returns the kind of borrow, or `None` if the type contains no reference and no lifetime.
pub(crate) fn borrow(ty: &Type) -> Option<Borrow> {
    let mut borrow = None;
    find_borrow(ty.to_token_stream(), &mut borrow);
    borrow
}

/// Updates `borrow` with the borrows in `tokens`. A lifetime other than `'static`, or a reference
/// without one, is a local borrow.
fn find_borrow(tokens: TokenStream, borrow: &mut Option<Borrow>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => find_borrow(group.stream(), borrow),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let is_static = matches!(tokens.peek(), Some(TokenTree::Ident(name)) if *name == "static");
                if !is_static {
                    *borrow = Some(Borrow::Local);
                } else if borrow.is_none() {
                    *borrow = Some(Borrow::Static);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '&' => {
                let has_lifetime =
                    matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '\'');
                if !has_lifetime {
                    *borrow = Some(Borrow::Local);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
