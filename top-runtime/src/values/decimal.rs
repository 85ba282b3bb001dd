//! Decimal numbers, stored as text so that no digit is lost.

use std::fmt;
use std::str::FromStr;

use super::number::json_number;

/// A decimal number, stored digit for digit: a JSON number on the wire.
///
/// For parameters of type `Number` and `BigDecimal` with rates, coordinates or amounts. For
/// arithmetic, the feature `rust_decimal` has conversions.
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
/// A reply may have text or a number. A `+`, leading zeros and blanks are dropped.
///
/// Equality compares texts: `1.0` is not equal to `1.00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Returns the placeholder of decoding.
    pub(crate) fn empty() -> Self {
        Self(String::new())
    }

    /// Parses the number of a reply. A valid JSON number keeps its text.
    pub(crate) fn parse_lenient(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_number(text, true) { Some(Self(text.to_owned())) } else { json_number(text).map(Self) }
    }

    /// Returns the text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Parses a JSON number: sign, digits, fraction, exponent.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if is_number(text, true) { Ok(Self(text.to_owned())) } else { Err(DecimalError::new(text)) }
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
pub struct DecimalError(String);

impl DecimalError {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.chars().take(40).collect())
    }
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a decimal number: expected digits like `1200` or `200.07`", self.0)
    }
}

impl std::error::Error for DecimalError {}

/// Whether a text is a valid JSON number, with an exponent if `exponent` allows it.
pub(crate) fn is_number(text: &str, exponent: bool) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, Some(power.strip_prefix(['+', '-']).unwrap_or(power))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && power.is_none_or(|power| exponent && digits(power))
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn only_json_numbers_are_accepted() {
        for good in ["0", "-0", "12", "-12.50", "1e3", "1.5E-7", "99999999999999999999.1"] {
            assert!(is_number(good, true), "{good}");
        }
        for bad in ["", "-", "+1", "01", ".5", "5.", "1e", "1e+", "1 ", "NaN", "0x1", "1.2.3", "１"] {
            assert!(!is_number(bad, true), "{bad}");
        }
        assert!(!is_number("1e3", false));
    }
}
