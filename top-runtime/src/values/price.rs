//! Money in yuan as the platform writes it: decimal text.

use std::fmt;
use std::str::FromStr;

use super::decimal::{DecimalError, is_number};
use super::number::plain_number;

/// An amount of money as decimal text, like `200.07`: a quoted string inside JSON.
///
/// A reply may write it as text or as a number, with an exponent (`1.0E7`), a `+`, leading zeros or blanks: it is then kept as plain
/// decimal text. An exponent that adds more than 40 zeros is not read.
///
/// Never a float. Two prices are equal when their texts are: `120` is not `120.00`; compare [`Price::as_cents`] for the amount.
///
/// ```
/// use top_runtime::Price;
/// let price = Price::from_cents(20_007);
/// assert_eq!(price.as_str(), "200.07");
/// assert_eq!("1200.5".parse::<Price>()?.as_cents(), Some(120_050));
/// assert_eq!("0.005".parse::<Price>()?.as_cents(), None);
/// # Ok::<(), top_runtime::error::DecimalError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Price(String);

impl Price {
    /// Where reading starts.
    pub(crate) fn empty() -> Self {
        Self(String::new())
    }

    /// Reads the amount of a reply in any writing of a number. An exponent is resolved: `1.0E7` is `10000000`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_number(text, false) { Some(Self(text.to_owned())) } else { plain_number(text).map(Self) }
    }

    /// From whole cents (分), written with two places.
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        let sign = if cents < 0 { "-" } else { "" };
        let cents = cents.unsigned_abs();
        Self(format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }

    /// The amount in whole cents; `None` where it has a fraction of a cent or does not fit.
    #[must_use]
    pub fn as_cents(&self) -> Option<i64> {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let (cents, rest) = fraction.split_at(fraction.len().min(2));
        if rest.bytes().any(|b| b != b'0') {
            return None;
        }
        format!("{whole}{cents:0<2}").parse().ok()
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Price {
    type Err = DecimalError;

    /// Takes sign, digits and fraction; no exponent, no thousands separators, no currency.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if is_number(text, false) { Ok(Self(text.to_owned())) } else { Err(DecimalError::new(text)) }
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
    fn cents_are_exact_or_none() -> Result<(), super::DecimalError> {
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
