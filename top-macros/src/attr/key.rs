//! One key of an attribute and the forms its value can have.

use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitBool, LitInt, LitStr, Path, Result, Token, parenthesized, token};

use crate::attr::AnyOf;
use crate::attr::field::{Range, Success};
use crate::attr::keys::{Place, Unknown};

/// A key that may stand where it was read. Its value is read through it, so that an error can say the right form.
pub(super) struct Key {
    pub(super) ident: Ident,
    form: &'static str,
}

impl Key {
    /// Reads one key of `place`.
    pub(super) fn read(input: ParseStream<'_>, place: &Place) -> std::result::Result<Self, Unknown> {
        let ident = input.call(Ident::parse_any).map_err(|_| Unknown {
            meant: None,
            error: input.error(format_args!("expected a `{}` key: {}", place.attribute, place.expected())),
        })?;
        match place.form(&ident.to_string()) {
            Some(form) => Ok(Self { ident, form }),
            None => Err(place.unknown(&ident)),
        }
    }

    /// A key without a value.
    pub(super) fn flag(&self, input: ParseStream<'_>) -> Result<()> {
        if ends(input) { Ok(()) } else { Err(self.malformed()) }
    }

    /// `key = value`, for values that `syn` can read by themselves: a text, a type, a path.
    pub(super) fn value<T: Parse>(&self, input: ParseStream<'_>) -> Result<T> {
        self.value_with(input, T::parse)
    }

    /// `key = 64`. No limit of the platform comes near the greatest, which is one on every machine.
    pub(super) fn count(&self, input: ParseStream<'_>) -> Result<usize> {
        let literal: LitInt = self.value(input)?;
        let count = literal.base10_parse::<u32>().ok().and_then(|count| usize::try_from(count).ok());
        count.ok_or_else(|| {
            let (key, most) = (&self.ident, u32::MAX);
            let text = format!(
                "`{key}` is a number from 0 to {most}, not `{literal}`; without a limit leave it out"
            );
            Error::new_spanned(&literal, text)
        })
    }

    /// `key = 1..=100`.
    pub(super) fn range(&self, input: ParseStream<'_>) -> Result<Range> {
        let (first, dots, last) = self.value_with(input, |input| {
            let first: LitInt = input.parse()?;
            let dots: Token![..=] = input.parse()?;
            Ok((first, dots, input.parse::<LitInt>()?))
        })?;
        Ok(Range { min: bound(&first)?, max: bound(&last)?, tokens: quote!(#first #dots #last), first, last })
    }

    /// `key = path::of::module`.
    pub(super) fn module(&self, input: ParseStream<'_>) -> Result<Path> {
        self.value_with(input, Path::parse_mod_style)
    }

    /// `key`, or `key = ` a text, an integer or a bool.
    pub(super) fn success(&self, input: ParseStream<'_>) -> Result<Success> {
        if ends(input) {
            return Ok(Success::Flag);
        }
        if input.peek(Token![=]) && (input.peek2(LitInt) || input.peek2(Token![-])) {
            return code(&self.value(input)?, "success = ").map(Success::Integer);
        }
        self.value_with(input, |input| {
            if input.peek(LitStr) {
                input.parse().map(Success::Text)
            } else {
                input.parse::<LitBool>().map(|literal| Success::Bool(literal.value))
            }
        })
    }

    /// `key(a, b)`.
    pub(super) fn any_of(self, input: ParseStream<'_>) -> Result<AnyOf> {
        if !input.peek(token::Paren) {
            return Err(self.malformed());
        }
        let names;
        parenthesized!(names in input);
        let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&names, Ident::parse_any)
            .map_err(|error| Error::new(error.span(), self.sentence()))?;
        Ok(AnyOf { fields: fields.into_iter().collect(), key: self.ident })
    }

    /// `key = ` whatever `parse` reads; any mistake in it is answered with the form the value has.
    fn value_with<T>(&self, input: ParseStream<'_>, parse: fn(ParseStream<'_>) -> Result<T>) -> Result<T> {
        if input.parse::<Token![=]>().is_err() || ends(input) {
            return Err(self.malformed());
        }
        let mistake = input.error(self.sentence());
        match parse(input) {
            Ok(value) if ends(input) => Ok(value),
            Ok(_) if input.peek(Ident::peek_any) => Err(input.error("expected `,` before the next key")),
            _ => Err(mistake),
        }
    }

    /// The error for a key that is not followed by what it takes.
    fn malformed(&self) -> Error {
        Error::new_spanned(&self.ident, self.sentence())
    }

    fn sentence(&self) -> String {
        format!("`{}` {}", self.ident, self.form)
    }
}

/// One end of a range.
fn bound(literal: &LitInt) -> Result<i128> {
    literal.base10_parse().map_err(|_| {
        let (least, most) = (i128::MIN, i128::MAX);
        let text = format!(
            "a bound of `range` is a number from {least} to {most}, not `{literal}`; without a limit leave `range` out"
        );
        Error::new_spanned(literal, text)
    })
}

/// An integer that a reply or request holds as a code; `before` is what stands before it in the attribute.
pub(super) fn code(literal: &LitInt, before: &str) -> Result<i64> {
    literal.base10_parse().map_err(|_| {
        let (least, most) = (i64::MIN, i64::MAX);
        let text = format!(
            "`{literal}` does not fit `i64`, which goes from {least} to {most}; write it as text: `{before}\"{literal}\"`"
        );
        Error::new_spanned(literal, text)
    })
}

/// Whether the entry ends here.
fn ends(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}
