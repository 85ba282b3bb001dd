//! Reading of the attributes, one type per place where an attribute can stand.
//!
//! No reader returns early: what is wrong with one key is reported, and the next key is read.

mod api;
mod field;
mod key;
mod keys;
mod object;
mod slot;
mod variant;

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Meta, Result, Token};

pub(crate) use self::api::{Api, Session};
pub(crate) use self::field::{Field, Range, Success};
pub(crate) use self::object::{Coded, Object};
pub(crate) use self::slot::Slot;
pub(crate) use self::variant::{Code, Variant};
use crate::diag::Diag;

/// One `any_of(a, b)`: at least one of these fields is given.
pub(crate) struct AnyOf {
    pub(crate) key: Ident,
    pub(crate) fields: Vec<Ident>,
}

/// Reads every entry of the attributes called `name`; `entry` reads one, up to the comma after it. Returns whether
/// nothing had to be reported.
fn read(
    attrs: &[Attribute],
    name: &str,
    diag: &mut Diag,
    mut entry: impl FnMut(ParseStream<'_>, &mut Diag) -> Result<()>,
) -> bool {
    let mut is_read = true;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let Meta::List(list) = &attr.meta else {
            diag.error(&attr.meta, format_args!("`{name}` takes its keys in parentheses: `#[{name}(..)]`"));
            is_read = false;
            continue;
        };
        let entries = |input: ParseStream<'_>| {
            is_read &= entries(input, diag, &mut entry);
            Ok(())
        };
        // Each entry has reported its own error, so that one left here is about the attribute itself.
        if let Err(error) = list.parse_args_with(entries) {
            diag.push(error);
        }
    }
    is_read
}

/// Reads entries separated by commas, and goes on after the next comma where one cannot be read. Returns whether all
/// could be.
fn entries(
    input: ParseStream<'_>,
    diag: &mut Diag,
    entry: &mut impl FnMut(ParseStream<'_>, &mut Diag) -> Result<()>,
) -> bool {
    let mut is_read = true;
    while !input.is_empty() {
        let result = entry(input, diag).and_then(|()| {
            if input.is_empty() || input.peek(Token![,]) {
                Ok(())
            } else {
                Err(input.error("expected `,` before the next key"))
            }
        });
        if let Err(error) = result {
            diag.push(error);
            skip_entry(input);
            is_read = false;
        }
        let _ = input.parse::<Option<Token![,]>>();
    }
    is_read
}

/// Skips to the comma that ends an entry; a comma between angle brackets belongs to a type.
fn skip_entry(input: ParseStream<'_>) {
    let _ = input.step(|cursor| {
        let mut rest = *cursor;
        let mut depth = 0_usize;
        while let Some((token, next)) = rest.token_tree() {
            if let TokenTree::Punct(punct) = token {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' => depth = depth.saturating_sub(1),
                    ',' if depth == 0 => break,
                    _ => {}
                }
            }
            rest = next;
        }
        Ok(((), rest))
    });
}
