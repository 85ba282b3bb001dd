//! Arithmetic and comparison of [`Decimal`] and [`Price`] by their value.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use super::digits::Digits;
use super::{Decimal, Price};

/// Implements an operator for values and references. Results are exact and cannot overflow.
macro_rules! impl_operator {
    ($type:ident, $operator:ident, $function:ident, $assign:ident, $assign_function:ident, $method:ident) => {
        impl_operator!($type, $operator, $function, $method; $type, $type; $type, &$type; &$type, $type; &$type, &$type);

        impl $assign for $type {
            fn $assign_function(&mut self, other: Self) {
                *self = $operator::$function(&*self, &other);
            }
        }

        impl $assign<&$type> for $type {
            fn $assign_function(&mut self, other: &Self) {
                *self = $operator::$function(&*self, other);
            }
        }
    };
    ($type:ident, $operator:ident, $function:ident, $method:ident; $($left:ty, $right:ty);*) => {$(
        impl $operator<$right> for $left {
            type Output = $type;

            fn $function(self, other: $right) -> $type {
                $type::of_digits(&self.digits().$method(other.digits()))
            }
        }
    )*};
}

/// A factor of [`Price`] and [`Decimal`]: a primitive integer.
///
/// One generic impl in place of one for each integer type: the compiler can infer the type of
/// `price * 3`.
pub trait Integer: ToString {}

macro_rules! impl_integer {
    ($($type:ty),*) => {
        $(impl Integer for $type {})*
    };
}

impl_integer!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// Implements multiplication by an integer.
macro_rules! impl_multiplication {
    ($type:ident) => {
        impl<N: Integer> Mul<N> for $type {
            type Output = $type;

            fn mul(self, factor: N) -> $type {
                &self * factor
            }
        }

        impl<N: Integer> Mul<N> for &$type {
            type Output = $type;

            fn mul(self, factor: N) -> $type {
                $type::of_digits(&self.digits().times(&Digits::of(&factor.to_string())))
            }
        }

        impl<N: Integer> MulAssign<N> for $type {
            fn mul_assign(&mut self, factor: N) {
                *self = &*self * factor;
            }
        }
    };
}

macro_rules! impl_arithmetic {
    ($($type:ident),*) => {$(
        impl_operator!($type, Add, add, AddAssign, add_assign, plus);
        impl_operator!($type, Sub, sub, SubAssign, sub_assign, minus);
        impl_multiplication!($type);

        impl Neg for $type {
            type Output = Self;

            fn neg(self) -> Self {
                -&self
            }
        }

        impl Neg for &$type {
            type Output = $type;

            fn neg(self) -> $type {
                $type::of_digits(&self.digits().negated())
            }
        }

        impl Sum for $type {
            fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
                let sum = numbers.fold(Digits::default(), |sum, number| sum.plus(number.digits()));
                Self::of_digits(&sum)
            }
        }

        impl<'a> Sum<&'a Self> for $type {
            fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
                let sum = numbers.fold(Digits::default(), |sum, number| sum.plus(number.digits()));
                Self::of_digits(&sum)
            }
        }

        impl PartialEq for $type {
            /// Compares the numbers: `1.0` is equal to `1.00`.
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str() || self.cmp(other) == Ordering::Equal
            }
        }

        impl Eq for $type {}

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type {
            /// Compares the numbers, not their texts.
            fn cmp(&self, other: &Self) -> Ordering {
                self.digits().compare(&other.digits())
            }
        }

        impl Hash for $type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.digits().hash_value(state);
            }
        }

        impl $type {
            fn digits(&self) -> Digits {
                Digits::of(self.as_str())
            }

            /// Returns `true` for zero with any number of places.
            #[must_use]
            pub fn is_zero(&self) -> bool {
                self.digits().is_zero()
            }

            /// Returns `true` for a number below zero.
            #[must_use]
            pub fn is_negative(&self) -> bool {
                self.digits().is_negative()
            }

            /// Returns the number without its sign.
            #[must_use]
            pub fn abs(&self) -> Self {
                if self.is_negative() { -self } else { self.clone() }
            }

            /// Rounds to this number of decimal places, half away from zero (四舍五入). A number
            /// with fewer places is unchanged.
            #[must_use]
            pub fn round(&self, places: u32) -> Self {
                Self::of_digits(&self.digits().rounded(places))
            }

            /// Returns the nearest float, for charts and statistics. Infinite beyond the range of
            /// `f64`.
            #[must_use]
            pub fn to_f64(&self) -> f64 {
                self.as_str().parse().unwrap_or(0.0)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    )*};
}

impl_arithmetic!(Decimal, Price);

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use crate::values::DecimalError;
    use crate::{Decimal, Price};

    #[test]
    fn numbers_are_equal_and_ordered_by_value() -> Result<(), DecimalError> {
        let groups =
            [&["-10", "-1e1"][..], &["-0.5"], &["0", "-0", "0.00", "0e9"], &["0.5"], &["1", "1.00", "10e-1"]];
        let mut numbers = Vec::new();
        for (at, text) in
            groups.iter().enumerate().flat_map(|(at, texts)| texts.iter().map(move |text| (at, text)))
        {
            numbers.push((at, text.parse::<Decimal>()?));
        }
        for (left_at, left) in &numbers {
            for (right_at, right) in &numbers {
                assert_eq!(left.cmp(right), left_at.cmp(right_at), "{left} {right}");
                assert_eq!(left == right, left_at == right_at, "{left} {right}");
            }
        }
        let numbers = || numbers.iter().map(|(_, number)| number);
        assert_eq!(numbers().collect::<HashSet<_>>().len(), groups.len());
        assert_eq!(numbers().collect::<BTreeSet<_>>().len(), groups.len());
        Ok(())
    }

    #[test]
    fn sums_of_prices_are_exact() -> Result<(), DecimalError> {
        let prices = vec!["0.10".parse::<Price>()?; 10];
        assert_eq!(prices.iter().sum::<Price>().as_str(), "1.00");
        assert_eq!(prices.into_iter().sum::<Price>().as_cents(), Some(100));
        assert_eq!(Vec::<Price>::new().into_iter().sum::<Price>().as_str(), "0");
        let mut total: Price = "99999999999999999999999999999999999999999.99".parse()?;
        total += Price::from_cents(1);
        assert_eq!(total.as_str(), "100000000000000000000000000000000000000000.00");
        total *= -2;
        total -= &Price::from_cents(50);
        assert_eq!(total.as_str(), "-200000000000000000000000000000000000000000.50");
        assert_eq!((-&total).abs().round(0).as_str(), "200000000000000000000000000000000000000001");
        Ok(())
    }

    #[test]
    fn largest_exponents_take_little_memory() -> Result<(), DecimalError> {
        let (large, small): (Decimal, Decimal) = ("1e1000".parse()?, "1e-1000".parse()?);
        assert_eq!((large + small).as_str().len(), 1001 + 1 + 1000);
        assert!("1e1001".parse::<Decimal>().is_err());
        assert!("1E-99999999999".parse::<Decimal>().is_err());
        Ok(())
    }
}
