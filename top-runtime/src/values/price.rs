//! Amounts of money in yuan: decimal text on the wire.

use std::fmt;
use std::str::FromStr;

use super::Decimal;
use super::decimal::{DecimalError, is_plain_number};
use super::digits::Digits;
use super::number::plain_number;

/// An amount of money as decimal text, like `200.07`: a quoted string inside JSON.
///
/// A reply may have text or a number, with an exponent (`1.0E7`), a `+`, leading zeros or blanks.
/// It is stored as plain decimal text. Limit: 40 zeros from an exponent.
///
/// ```
/// use top_runtime::Price;
/// let price = Price::from_cents(20_007);
/// assert_eq!(price.as_str(), "200.07");
/// assert_eq!("1200.5".parse::<Price>()?.as_cents(), Some(120_050));
/// assert_eq!("0.005".parse::<Price>()?.as_cents(), None);
///
/// let total: Price = ["9.90", "0.10"].iter().map(|text| text.parse::<Price>()).sum::<Result<_, _>>()?;
/// assert_eq!((total * 3 - Price::from_cents(50)).as_str(), "29.50");
/// # Ok::<(), top_runtime::error::DecimalError>(())
/// ```
///
/// - Never a float. A received text is sent back unchanged; only arithmetic writes a new one.
/// - Arithmetic is exact and cannot overflow: sums, differences, products with integers. The result
///   has the places of the operand with the most: `1.50 + 1.5` is `3.00`. Rounding:
///   [`Price::round`].
/// - Comparison and hash are by value: `120` equals `120.00`. For the texts compare
///   [`Price::as_str`].
/// - Default: `0`.
#[derive(Clone)]
pub struct Price(String);

impl Price {
    /// Returns the placeholder of decoding.
    pub(crate) fn empty() -> Self {
        Self(String::new())
    }

    pub(super) fn of_digits(digits: &Digits) -> Self {
        Self(digits.to_plain())
    }

    /// Parses the amount of a reply in any form of a number. An exponent is expanded: `1.0E7` is
    /// `10000000`.
    pub(crate) fn parse_lenient(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_plain_number(text) { Some(Self(text.to_owned())) } else { plain_number(text).map(Self) }
    }

    /// Creates a price from whole cents (分), with two decimal places.
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        let sign = if cents < 0 { "-" } else { "" };
        let cents = cents.unsigned_abs();
        Self(format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }

    /// Returns the amount in whole cents, or `None` if it has a fraction of a cent or exceeds
    /// `i64`.
    #[must_use]
    pub fn as_cents(&self) -> Option<i64> {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let (cents, rest) = fraction.split_at(fraction.len().min(2));
        if rest.bytes().any(|b| b != b'0') {
            return None;
        }
        format!("{whole}{cents:0<2}").parse().ok()
    }

    /// Returns the text on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Price {
    /// Returns zero.
    fn default() -> Self {
        Self("0".to_owned())
    }
}

/// Expands an exponent.
impl From<Decimal> for Price {
    fn from(number: Decimal) -> Self {
        let text = number.into_string();
        if is_plain_number(&text) { Self(text) } else { Self::of_digits(&Digits::of(&text)) }
    }
}

impl From<Price> for Decimal {
    fn from(price: Price) -> Self {
        Self::of_text(price.0)
    }
}

impl TryFrom<&str> for Price {
    type Error = DecimalError;

    fn try_from(text: &str) -> Result<Self, DecimalError> {
        text.parse()
    }
}

impl TryFrom<String> for Price {
    type Error = DecimalError;

    fn try_from(text: String) -> Result<Self, DecimalError> {
        if is_plain_number(&text) { Ok(Self(text)) } else { Err(DecimalError::new(&text)) }
    }
}

impl From<Price> for String {
    fn from(price: Price) -> Self {
        price.0
    }
}

impl FromStr for Price {
    type Err = DecimalError;

    /// Parses sign, digits and fraction. Refuses exponents, thousands separators and currencies.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if is_plain_number(text) { Ok(Self(text.to_owned())) } else { Err(DecimalError::new(text)) }
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Price({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Price;

    #[test]
    fn amounts_convert_to_cents_exactly_or_not_at_all() -> Result<(), super::DecimalError> {
        for (text, cents) in [
            ("120", Some(12_000)),
            ("-0.05", Some(-5)),
            ("0.5", Some(50)),
            ("1.230", Some(123)),
            ("1.234", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(text.parse::<Price>()?.as_cents(), cents, "{text}");
        }
        assert_eq!(Price::from_cents(-5).as_str(), "-0.05");
        assert_eq!(Price::from_cents(i64::MIN).as_cents(), Some(i64::MIN));
        Ok(())
    }
}
