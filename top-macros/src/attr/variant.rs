//! `#[top(..)]` on a variant of a coded value.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Attribute, Lit, LitInt, LitStr, Result, Token};

use crate::attr::key::{self, Key};
use crate::attr::{Slot, keys, read};
use crate::diag::Diag;

/// What `#[top(..)]` says on a variant.
#[derive(Default)]
pub(crate) struct Variant {
    /// Whether something of it could not be read, which has been reported.
    pub(crate) is_misread: bool,
    /// All codes given; more than one is a mistake that the checks report.
    pub(crate) codes: Vec<Code>,
    pub(crate) other: Slot<()>,
}

/// A code as it goes over the wire.
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
    pub(crate) fn read(attrs: &[Attribute], diag: &mut Diag) -> Self {
        let mut variant = Self::default();
        let is_read = read(attrs, "top", diag, |input, diag| variant.entry(input, diag));
        variant.is_misread = !is_read;
        variant
    }

    fn entry(&mut self, input: ParseStream<'_>, diag: &mut Diag) -> Result<()> {
        if input.peek(Lit) || input.peek(Token![-]) {
            self.codes.push(code(input)?);
            return Ok(());
        }
        let key = Key::read(input, &keys::VARIANT)?;
        self.other.fill(key, input, diag, Key::flag)
    }
}

/// A code: a text, or an integer with or without a minus.
fn code(input: ParseStream<'_>) -> Result<Code> {
    let place = input.fork();
    match input.parse()? {
        Lit::Str(literal) => Ok(Code::Text(literal)),
        Lit::Int(literal) => {
            let code = key::code(&literal, "")?;
            Ok(Code::Integer(literal, code))
        }
        _ => Err(place.error("a code is a text or an integer: `#[top(\"IMAGE\")]` or `#[top(1)]`")),
    }
}
