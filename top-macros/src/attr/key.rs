//! One key of an attribute and the forms of its value.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitBool, LitInt, LitStr, Path, Result, Token, Type, parenthesized, token};

use crate::attr::Pages;
use crate::attr::keys::{Target, UnknownKey};

/// `any_of(a, b)`: at least one of these fields must have a value.
pub(crate) struct AnyOf {
    pub(crate) key: Ident,
    pub(crate) fields: Vec<Ident>,
}

/// `range = min..=max`.
pub(crate) struct Range {
    pub(crate) min: i128,
    pub(crate) max: i128,
    pub(crate) min_literal: LitInt,
    pub(crate) max_literal: LitInt,
    pub(crate) tokens: TokenStream,
}

/// The value of `success`: a flag in the reply, or the literal that means success.
pub(crate) enum Success {
    Flag,
    Text(LitStr),
    Integer(i64),
    Bool(bool),
}

/// A key that is valid for its target. Its value is parsed through it, so that an error can name
/// the expected form.
pub(super) struct Key {
    pub(super) ident: Ident,
    form: &'static str,
}

impl Key {
    pub(super) fn parse(input: ParseStream<'_>, target: &Target) -> std::result::Result<Self, UnknownKey> {
        let ident = input.call(Ident::parse_any).map_err(|_| UnknownKey {
            suggestion: None,
            error: input.error(format_args!("expected a `{}` key: {}", target.attribute, target.expected())),
        })?;
        match target.form(&ident.to_string()) {
            Some(form) => Ok(Self { ident, form }),
            None => Err(target.unknown_key(&ident)),
        }
    }

    /// Parses a key without a value.
    pub(super) fn flag(&self, input: ParseStream<'_>) -> Result<()> {
        if is_entry_end(input) { Ok(()) } else { Err(self.malformed()) }
    }

    /// Parses `key = value`, for values that `syn` parses: a text, a type, a path.
    pub(super) fn value<T: Parse>(&self, input: ParseStream<'_>) -> Result<T> {
        self.value_with(input, T::parse)
    }

    /// Parses `key = 64`. The number is parsed as `u32`, which fits `usize` on every supported
    /// target.
    pub(super) fn count(&self, input: ParseStream<'_>) -> Result<usize> {
        let literal: LitInt = self.value(input)?;
        let count = literal.base10_parse::<u32>().ok().and_then(|count| usize::try_from(count).ok());
        count.ok_or_else(|| {
            let (key, max) = (&self.ident, u32::MAX);
            let text =
                format!("`{key}` is a number from 0 to {max}, not `{literal}`; omit `{key}` for no limit");
            Error::new_spanned(&literal, text)
        })
    }

    /// Parses `key = 1..=100`.
    pub(super) fn range(&self, input: ParseStream<'_>) -> Result<Range> {
        let (min_literal, dots, max_literal) = self.value_with(input, |input| {
            let min: LitInt = input.parse()?;
            let dots: Token![..=] = input.parse()?;
            Ok((min, dots, input.parse::<LitInt>()?))
        })?;
        Ok(Range {
            min: bound(&min_literal)?,
            max: bound(&max_literal)?,
            tokens: quote!(#min_literal #dots #max_literal),
            min_literal,
            max_literal,
        })
    }

    /// Parses `key = path::of::module`.
    pub(super) fn module(&self, input: ParseStream<'_>) -> Result<Path> {
        self.value_with(input, Path::parse_mod_style)
    }

    /// Parses `key`, or `key = ` a text, an integer or a bool.
    pub(super) fn success(&self, input: ParseStream<'_>) -> Result<Success> {
        if is_entry_end(input) {
            return Ok(Success::Flag);
        }
        if input.peek(Token![=]) && (input.peek2(LitInt) || input.peek2(Token![-])) {
            return integer_code(&self.value(input)?, "success = ").map(Success::Integer);
        }
        self.value_with(input, |input| {
            if input.peek(LitStr) {
                input.parse().map(Success::Text)
            } else {
                input.parse::<LitBool>().map(|literal| Success::Bool(literal.value))
            }
        })
    }

    /// Parses `key(a, b)`.
    pub(super) fn any_of(self, input: ParseStream<'_>) -> Result<AnyOf> {
        if !input.peek(token::Paren) {
            return Err(self.malformed());
        }
        let names;
        parenthesized!(names in input);
        let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&names, Ident::parse_any)
            .map_err(|error| Error::new(error.span(), self.expected_form()))?;
        Ok(AnyOf { fields: fields.into_iter().collect(), key: self.ident })
    }

    /// Parses `key(..)` with the keys of a list in pages.
    pub(super) fn pages(&self, input: ParseStream<'_>) -> Result<Pages> {
        if !input.peek(token::Paren) {
            return Err(self.malformed());
        }
        let entries;
        parenthesized!(entries in input);
        Pages::parse(&entries)
    }

    /// Parses `key = field: Type`.
    pub(super) fn typed_field(&self, input: ParseStream<'_>) -> Result<(Ident, Type)> {
        self.value_with(input, |input| {
            let field = input.call(Ident::parse_any)?;
            input.parse::<Token![:]>()?;
            Ok((field, input.parse()?))
        })
    }

    /// Parses `key = field`.
    pub(super) fn field(&self, input: ParseStream<'_>) -> Result<Ident> {
        self.value_with(input, Ident::parse_any)
    }

    /// Parses `key = ` and a value with `parse`. An error names the expected form.
    fn value_with<T>(&self, input: ParseStream<'_>, parse: fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
        if input.parse::<Token![=]>().is_err() || is_entry_end(input) {
            return Err(self.malformed());
        }
        let mistake = input.error(self.expected_form());
        match parse(input) {
            Ok(value) if is_entry_end(input) => Ok(value),
            Ok(_) if input.peek(Ident::peek_any) => Err(input.error("expected `,` before the next key")),
            _ => Err(mistake),
        }
    }

    fn malformed(&self) -> Error {
        Error::new_spanned(&self.ident, self.expected_form())
    }

    fn expected_form(&self) -> String {
        format!("`{}` {}", self.ident, self.form)
    }
}

/// Parses one bound of a range.
fn bound(literal: &LitInt) -> Result<i128> {
    literal.base10_parse().map_err(|_| {
        let (min, max) = (i128::MIN, i128::MAX);
        let text = format!(
            "a bound of `range` is a number from {min} to {max}, not `{literal}`; omit `range` for no limit"
        );
        Error::new_spanned(literal, text)
    })
}

/// Parses an integer code. `prefix` is the text before the code in the attribute, for the
/// suggestion.
pub(super) fn integer_code(literal: &LitInt, prefix: &str) -> Result<i64> {
    literal.base10_parse().map_err(|_| {
        let (min, max) = (i64::MIN, i64::MAX);
        let text = format!(
            "`{literal}` does not fit `i64`, which ranges from {min} to {max}; write it as text: `{prefix}\"{literal}\"`"
        );
        Error::new_spanned(literal, text)
    })
}

fn is_entry_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}
