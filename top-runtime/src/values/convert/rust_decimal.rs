//! `rust_decimal`: numbers to and from [`Decimal`] and [`Price`].

use crate::values::{Decimal, DecimalError, Price};

macro_rules! convert {
    ($($type:ty),*) => {$(
        impl From<rust_decimal::Decimal> for $type {
            fn from(number: rust_decimal::Decimal) -> Self {
                // What rust_decimal prints is always sign, digits and fraction.
                number.to_string().parse().unwrap_or_else(|_| Self::empty())
            }
        }

        /// Fails where the number has more digits than `rust_decimal` holds (28).
        impl TryFrom<&$type> for rust_decimal::Decimal {
            type Error = DecimalError;

            fn try_from(number: &$type) -> Result<Self, DecimalError> {
                let text = number.as_str();
                Self::from_str_exact(text).or_else(|_| Self::from_scientific(text)).map_err(|_| DecimalError::new(text))
            }
        }
    )*};
}

convert!(Decimal, Price);

#[cfg(test)]
mod tests {
    use crate::{Decimal, Price};

    #[test]
    fn there_and_back() {
        for text in ["200.07", "-0.5", "12345678901234567.89"] {
            for number in [
                text.parse::<Decimal>().map(|d| rust_decimal::Decimal::try_from(&d)),
                text.parse::<Price>().map(|p| rust_decimal::Decimal::try_from(&p)),
            ] {
                let number = number.and_then(|converted| converted).unwrap_or_default();
                assert_eq!(Decimal::from(number).as_str(), text);
            }
        }
        assert!(rust_decimal::Decimal::try_from(&Decimal::from(i64::MAX)).is_ok());
    }
}
