//! `#[top(..)]` on a `TopValue` type and on the variants of an enum.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Attribute, Lit, LitInt, LitStr, Path, Result, Token};

use crate::attr::key::{self, Key};
use crate::attr::{AnyOf, Attr, keys, parse};
use crate::diag::Diag;

/// The keys of `#[top(..)]` on a struct.
#[derive(Default)]
pub(crate) struct Object {
    pub(crate) any_of: Vec<AnyOf>,
    /// A function that reads the outcome from a reply.
    pub(crate) outcome: Attr<Path>,
    pub(crate) build: Attr<()>,
    pub(crate) runtime: Attr<Path>,
}

impl Object {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut object = Self::default();
        parse(attrs, "top", diag, |input, diag| object.parse_entry(input, diag));
        object
    }

    fn parse_entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        let key = match Key::parse(input, &keys::STRUCT) {
            Ok(key) => key,
            Err(unknown) => {
                if unknown.suggestion == Some("build") {
                    self.build.mark_attempted();
                }
                return Err(unknown.error);
            }
        };
        match key.ident.to_string().as_str() {
            "any_of" => {
                self.any_of.push(key.any_of(input)?);
                Ok(())
            }
            "outcome" => self.outcome.set(key, input, diag, Key::value),
            "build" => self.build.set(key, input, diag, Key::flag),
            _ => self.runtime.set(key, input, diag, Key::module),
        }
    }
}

/// The keys of `#[top(..)]` on an enum.
#[derive(Default)]
pub(crate) struct CodedEnum {
    /// Whether the enum implements the traits of serde.
    pub(crate) serde: Attr<()>,
    pub(crate) runtime: Attr<Path>,
}

impl CodedEnum {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut coded = Self::default();
        parse(attrs, "top", diag, |input, diag| {
            let key = Key::parse(input, &keys::ENUM)?;
            if key.ident == "serde" {
                coded.serde.set(key, input, diag, Key::flag)
            } else {
                coded.runtime.set(key, input, diag, Key::module)
            }
        });
        coded
    }
}

/// The keys of `#[top(..)]` on a newtype.
#[derive(Default)]
pub(crate) struct Newtype {
    pub(crate) runtime: Attr<Path>,
}

impl Newtype {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut newtype = Self::default();
        parse(attrs, "top", diag, |input, diag| {
            let key = Key::parse(input, &keys::NEWTYPE)?;
            newtype.runtime.set(key, input, diag, Key::module)
        });
        newtype
    }
}

/// The content of `#[top(..)]` on a variant.
#[derive(Default)]
pub(crate) struct Variant {
    /// Whether a part of the attribute is invalid, which has been reported.
    pub(crate) is_invalid: bool,
    /// All codes of the variant. More than one is an error, which `check` reports.
    pub(crate) codes: Vec<Code>,
    pub(crate) other: Attr<()>,
}

/// A code on the wire.
pub(crate) enum Code {
    Text(LitStr),
    Integer(LitInt, i64),
}

impl ToTokens for Code {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(literal) => literal.to_tokens(tokens),
            Self::Integer(literal, _) => literal.to_tokens(tokens),
        }
    }
}

impl Variant {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut variant = Self::default();
        let is_valid = parse(attrs, "top", diag, |input, diag| variant.parse_entry(input, diag));
        variant.is_invalid = !is_valid;
        variant
    }

    fn parse_entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        if input.peek(Lit) || input.peek(Token![-]) {
            self.codes.push(code(input)?);
            return Ok(());
        }
        let key = Key::parse(input, &keys::VARIANT)?;
        self.other.set(key, input, diag, Key::flag)
    }
}

/// Parses a code: a text, or an integer with or without a minus.
fn code(input: ParseStream<'_>) -> Result<Code> {
    let start = input.fork();
    match input.parse()? {
        Lit::Str(literal) => Ok(Code::Text(literal)),
        Lit::Int(literal) => {
            let code = key::integer_code(&literal, "")?;
            Ok(Code::Integer(literal, code))
        }
        _ => Err(start.error("a code is a text or an integer: `#[top(\"IMAGE\")]` or `#[top(1)]`")),
    }
}
