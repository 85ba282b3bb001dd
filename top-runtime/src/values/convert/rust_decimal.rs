//! Conversions between [`Decimal`] or [`Price`] and `rust_decimal`.

use crate::values::{Decimal, DecimalError, Price};

macro_rules! impl_conversions {
    ($($type:ty),*) => {$(
        impl From<rust_decimal::Decimal> for $type {
            fn from(number: rust_decimal::Decimal) -> Self {
                // rust_decimal formats sign, digits and fraction only.
                number.to_string().parse().unwrap_or_else(|_| Self::empty())
            }
        }

        /// Fails if the number has more than 28 digits.
        impl TryFrom<&$type> for rust_decimal::Decimal {
            type Error = DecimalError;

            fn try_from(number: &$type) -> Result<Self, DecimalError> {
                let text = number.as_str();
                Self::from_str_exact(text).or_else(|_| Self::from_scientific(text)).map_err(|_| DecimalError::new(text))
            }
        }
    )*};
}

impl_conversions!(Decimal, Price);

#[cfg(test)]
mod tests {
    use crate::{Decimal, Price};

    #[test]
    fn numbers_convert_without_loss() {
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
