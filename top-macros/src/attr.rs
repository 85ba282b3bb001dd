//! Parsing of the attributes: one type for each kind of item that accepts one.
//!
//! No parser returns early: an error in one key is reported, and parsing continues with the next
//! key.

mod api;
mod field;
mod key;
mod keys;
mod message;
mod pages;
mod value;

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Meta, Result, Token};

pub(crate) use self::api::{Api, BodyFormat, HttpMethod, Session};
pub(crate) use self::field::Field;
use self::key::Key;
pub(crate) use self::key::{AnyOf, Range, Success};
pub(crate) use self::message::Message;
pub(crate) use self::pages::Pages;
pub(crate) use self::value::{Code, CodedEnum, Newtype, Object, Variant};
use crate::diag::Diag;

/// The value of a key that may occur once, with the key itself.
pub(crate) struct Attr<T> {
    key: Option<Ident>,
    value: Option<T>,
    is_attempted: bool,
}

impl<T> Default for Attr<T> {
    fn default() -> Self {
        Self { key: None, value: None, is_attempted: false }
    }
}

impl<T> Attr<T> {
    /// Parses the value after `key`. A repeated key is reported at both places; the first value is
    /// kept.
    fn set(
        &mut self,
        key: Key,
        input: ParseStream<'_>,
        diag: &mut Diag,
        parse: fn(&Key, ParseStream<'_>) -> Result<T>,
    ) -> Result<()> {
        let value = parse(&key, input);
        if let Some(first) = &self.key {
            diag.error(&key.ident, format_args!("duplicate key `{}`", key.ident));
            diag.error(first, format_args!("`{first}` is first used here"));
            return value.map(drop);
        }
        self.key = Some(key.ident);
        self.value = Some(value?);
        Ok(())
    }

    /// Records that an unknown key is probably a misspelling of this one, so that it is not also
    /// reported as missing.
    fn mark_attempted(&mut self) {
        self.is_attempted = true;
    }

    /// Returns `true` if the key was written or attempted, even if its value is invalid.
    pub(crate) fn is_present(&self) -> bool {
        self.is_attempted || self.key.is_some()
    }

    pub(crate) fn key(&self) -> Option<&Ident> {
        self.key.as_ref()
    }

    /// Returns the value, if the key was written and its value is valid.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns key and value, if the key was written and its value is valid.
    pub(crate) fn entry(&self) -> Option<(&Ident, &T)> {
        self.key.as_ref().zip(self.value.as_ref())
    }
}

/// Parses every entry of the attributes called `name`. `parse_entry` parses one entry, up to the
/// comma after it. Returns `true` if no error was reported.
fn parse(
    attrs: &[Attribute],
    name: &str,
    diag: &mut Diag,
    mut parse_entry: impl FnMut(ParseStream<'_>, &mut Diag) -> Result<()>,
) -> bool {
    let mut is_valid = true;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        let Meta::List(list) = &attr.meta else {
            diag.error(&attr.meta, format_args!("`{name}` takes its keys in parentheses: `#[{name}(..)]`"));
            is_valid = false;
            continue;
        };
        let parser = |input: ParseStream<'_>| {
            is_valid &= parse_entries(input, diag, &mut parse_entry);
            Ok(())
        };
        // `parse_entries` reports the errors of entries; an error here concerns the attribute.
        if let Err(error) = list.parse_args_with(parser) {
            diag.push(error);
        }
    }
    is_valid
}

/// Parses entries separated by commas. After an invalid entry, parsing continues at the next comma.
/// Returns `true` if all entries are valid.
fn parse_entries(
    input: ParseStream<'_>,
    diag: &mut Diag,
    parse_entry: &mut impl FnMut(ParseStream<'_>, &mut Diag) -> Result<()>,
) -> bool {
    let mut is_valid = true;
    while !input.is_empty() {
        let result = parse_entry(input, diag).and_then(|()| {
            if input.is_empty() || input.peek(Token![,]) {
                Ok(())
            } else {
                Err(input.error("expected `,` before the next key"))
            }
        });
        if let Err(error) = result {
            diag.push(error);
            skip_entry(input);
            is_valid = false;
        }
        let _ = input.parse::<Option<Token![,]>>();
    }
    is_valid
}

/// Skips to the comma that ends an entry. A comma between angle brackets belongs to a type.
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
