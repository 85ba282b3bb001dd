//! Decimal numbers, stored as text so that no digit is lost.

use std::fmt;
use std::str::FromStr;

use super::digits::{Digits, MAX_EXPONENT};
use super::number::{json_number, whole_number};

/// A decimal number, stored digit for digit: a JSON number on the wire.
///
/// For parameters of type `Number` and `BigDecimal` with rates, coordinates or amounts.
///
/// ```
/// use top_runtime::Decimal;
/// let rate: Decimal = "12345678901234567.890".parse()?;
/// assert_eq!(rate.to_string(), "12345678901234567.890");
/// assert_eq!(Decimal::from(3).as_str(), "3");
/// assert!("1,5".parse::<Decimal>().is_err());
/// # Ok::<(), top_runtime::error::DecimalError>(())
/// ```
///
/// - A reply may have text or a number. A `+`, leading zeros and blanks are dropped. Otherwise a
///   received text is sent back unchanged; only arithmetic writes a new one.
/// - Limit: an exponent from -1000 to 1000, unless the number is zero.
/// - Arithmetic is exact and cannot overflow: sums, differences, products with integers. Results have
///   no exponent. The feature `rust_decimal` has conversions to a type with division and
///   multiplication.
/// - Comparison and hash are by value: `1.0` equals `1.00`. For the texts compare
///   [`Decimal::as_str`].
/// - Default: `0`.
#[derive(Clone)]
pub struct Decimal(String);

impl Decimal {
    /// Returns the placeholder of decoding.
    pub(crate) fn empty() -> Self {
        Self(String::new())
    }

    pub(super) fn of_digits(digits: &Digits) -> Self {
        Self(digits.to_plain())
    }

    /// Wraps a number without an exponent.
    pub(super) fn of_text(number: String) -> Self {
        Self(number)
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// Parses the number of a reply. A valid JSON number keeps its text.
    pub(crate) fn parse_lenient(text: &str) -> Option<Self> {
        let text = text.trim();
        text.parse().ok().or_else(|| json_number(text)?.parse().ok())
    }

    /// Returns the number if it is whole and within `i64`: `12`, `12.0`, `1.2e1`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok().or_else(|| whole_number(&self.0)?.parse().ok())
    }

    /// Returns the text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    /// Returns zero.
    fn default() -> Self {
        Self("0".to_owned())
    }
}

macro_rules! impl_from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Decimal {
            fn from(number: $integer) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

impl_from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl TryFrom<f64> for Decimal {
    type Error = DecimalError;

    /// Takes the shortest digits that are the float: `0.1` for `0.1_f64`. Refuses infinite floats
    /// and NaN.
    fn try_from(number: f64) -> Result<Self, DecimalError> {
        number.to_string().parse()
    }
}

impl TryFrom<&Decimal> for i64 {
    type Error = DecimalError;

    /// Fails for a number with a fraction, or beyond `i64`.
    fn try_from(number: &Decimal) -> Result<Self, DecimalError> {
        number.as_i64().ok_or_else(|| DecimalError { text: excerpt(&number.0), expected: WHOLE })
    }
}

impl TryFrom<&str> for Decimal {
    type Error = DecimalError;

    fn try_from(text: &str) -> Result<Self, DecimalError> {
        text.parse()
    }
}

impl TryFrom<String> for Decimal {
    type Error = DecimalError;

    fn try_from(text: String) -> Result<Self, DecimalError> {
        check(&text).map(|()| Self(text))
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.0
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Parses a JSON number: sign, digits, fraction, exponent.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        check(text).map(|()| Self(text.to_owned()))
    }
}

/// Checks that a text is a JSON number, with an exponent that arithmetic can expand.
fn check(text: &str) -> Result<(), DecimalError> {
    let Some(number) = JsonNumber::of(text) else {
        return Err(DecimalError::new(text));
    };
    let is_expandable = |power: &str| {
        power.parse::<i64>().is_ok_and(|power| power.unsigned_abs() <= MAX_EXPONENT.into())
            || number.mantissa.bytes().all(|b| matches!(b, b'.' | b'0'))
    };
    if number.power.is_none_or(is_expandable) {
        Ok(())
    } else {
        Err(DecimalError { text: excerpt(text), expected: EXPANDABLE })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

/// The error of parsing a text that is not a decimal number. Shows the first 40 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecimalError {
    text: String,
    expected: &'static str,
}

const EXPANDABLE: &str = "a decimal number: expected an exponent from -1000 to 1000";
const WHOLE: &str = "a whole number within `i64`";

impl DecimalError {
    pub(crate) fn new(text: &str) -> Self {
        let expected = "a decimal number: expected digits like `1200` or `200.07`";
        Self { text: excerpt(text), expected }
    }
}

fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for DecimalError {}

/// The parts of a valid JSON number.
struct JsonNumber<'t> {
    mantissa: &'t str,
    /// The exponent with its sign.
    power: Option<&'t str>,
}

impl<'t> JsonNumber<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, Some(power)),
            None => (unsigned, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let is_number = digits(whole)
            && (whole.len() == 1 || !whole.starts_with('0'))
            && fraction.is_none_or(digits)
            && power.is_none_or(|power| digits(power.strip_prefix(['+', '-']).unwrap_or(power)));
        is_number.then_some(Self { mantissa, power })
    }
}

/// Whether a text is a valid JSON number without an exponent.
pub(super) fn is_plain_number(text: &str) -> bool {
    JsonNumber::of(text).is_some_and(|number| number.power.is_none())
}

#[cfg(test)]
mod tests {
    use super::{check, is_plain_number};

    #[test]
    fn only_json_numbers_are_accepted() {
        for good in ["0", "-0", "12", "-12.50", "1e3", "1.5E-7", "99999999999999999999.1"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "-", "+1", "01", ".5", "5.", "1e", "1e+", "1 ", "NaN", "0x1", "1.2.3", "１"] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(is_plain_number("-12.50") && !is_plain_number("1e3"));
    }
}
