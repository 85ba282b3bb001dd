//! Exact arithmetic and comparison of decimal numbers, digit by digit.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Limit: the exponent of a number, positive or negative. Doubles have exponents up to 324.
/// Without a limit, adding 1 to `1e999999999` would take a gigabyte.
pub(super) const MAX_EXPONENT: u32 = 1000;

/// A decimal number: sign, digits and the power of ten of the last digit.
///
/// Results keep the places of their operands: `1.50 + 1.5` is `3.00`.
#[derive(Debug, Clone, Default)]
pub(super) struct Digits {
    is_negative: bool,
    /// Digits from 0 to 9 without leading zeros. Empty for zero.
    mantissa: Vec<u8>,
    exponent: i64,
}

impl Digits {
    /// Reads a JSON number. The placeholder of decoding, an empty text, is zero.
    pub(super) fn of(number: &str) -> Self {
        let unsigned = number.strip_prefix('-').unwrap_or(number);
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i64>().unwrap_or(0)),
            None => (unsigned, 0),
        };
        let places = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let places = i64::try_from(places).unwrap_or(i64::MAX);
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0');
        let digits: Vec<u8> = digits.skip_while(|digit| *digit == 0).collect();
        // The exponent of zero means nothing, and has no limit.
        let exponent = if digits.is_empty() && power != 0 { 0 } else { power.saturating_sub(places) };
        Self { is_negative: number.starts_with('-'), mantissa: digits, exponent }
    }

    /// Formats the number without an exponent.
    pub(super) fn to_plain(&self) -> String {
        let mut text = String::with_capacity(self.mantissa.len() + 3);
        if self.is_negative && !self.mantissa.is_empty() {
            text.push('-');
        }
        let zeros = |count: i64| std::iter::repeat_n('0', usize::try_from(count).unwrap_or(0));
        let digits = || self.mantissa.iter().map(|digit| char::from(b'0' + digit));
        if self.exponent >= 0 {
            text.extend(digits());
            if self.mantissa.is_empty() {
                text.push('0');
            } else {
                text.extend(zeros(self.exponent));
            }
            return text;
        }
        let whole = self.leading_place();
        if whole <= 0 {
            text.push_str("0.");
            text.extend(zeros(-whole));
            text.extend(digits());
        } else {
            let whole = usize::try_from(whole).unwrap_or(0);
            text.extend(digits().take(whole));
            text.push('.');
            text.extend(digits().skip(whole));
        }
        text
    }

    /// Returns the number of digits before the decimal point, negative for zeros after the point.
    fn leading_place(&self) -> i64 {
        i64::try_from(self.mantissa.len()).unwrap_or(i64::MAX).saturating_add(self.exponent)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.mantissa.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.is_negative && !self.is_zero()
    }

    pub(super) fn negated(mut self) -> Self {
        self.is_negative = !self.is_negative;
        self
    }

    /// Returns the digits up to the last one that is not zero: equal for equal numbers.
    fn significant(&self) -> &[u8] {
        let len = self.mantissa.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        self.mantissa.get(..len).unwrap_or_default()
    }

    fn compare_magnitude(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => {
                let places = self.leading_place().cmp(&other.leading_place());
                places.then_with(|| self.significant().cmp(other.significant()))
            }
        }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.is_negative(), other.is_negative()) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_magnitude(other),
            (true, true) => other.compare_magnitude(self),
        }
    }

    /// Hashes equal numbers equally: `1.0` like `1.00`.
    pub(super) fn hash_value<H: Hasher>(&self, state: &mut H) {
        self.is_negative().hash(state);
        if !self.is_zero() {
            self.leading_place().hash(state);
        }
        self.significant().hash(state);
    }

    /// Appends zeros up to the place of `exponent`.
    fn extended_to(mut self, exponent: i64) -> Self {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or(0);
        if !self.is_zero() {
            self.mantissa.resize(self.mantissa.len() + zeros, 0);
        }
        self.exponent = exponent;
        self
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = (self.extended_to(exponent), other.extended_to(exponent));
        let (larger, smaller) = match left.compare_magnitude(&right) {
            Ordering::Less => (right, left),
            _ => (left, right),
        };
        let is_difference = larger.is_negative != smaller.is_negative;
        let digits = if is_difference {
            subtract(larger.mantissa, &smaller.mantissa)
        } else {
            add(larger.mantissa, &smaller.mantissa)
        };
        Self { is_negative: larger.is_negative, mantissa: digits, exponent }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let mut digits = vec![0_u8; self.mantissa.len() + other.mantissa.len()];
        for (at, left) in self.mantissa.iter().rev().enumerate() {
            let mut carry = 0;
            // The last step has no digit and stores the carry.
            let right = other.mantissa.iter().rev().copied().chain([0]);
            for (place, right) in digits.iter_mut().rev().skip(at).zip(right) {
                let sum = *place + left * right + carry;
                *place = sum % 10;
                carry = sum / 10;
            }
        }
        Self {
            is_negative: self.is_negative != other.is_negative,
            mantissa: without_leading_zeros(digits),
            exponent: self.exponent + other.exponent,
        }
    }

    /// Rounds to `places` digits after the point, half away from zero. A number with fewer places
    /// is unchanged.
    pub(super) fn rounded(mut self, places: u32) -> Self {
        let dropped = -self.exponent - i64::from(places);
        let Some(dropped) = usize::try_from(dropped).ok().filter(|dropped| *dropped > 0) else {
            return self;
        };
        let kept = self.mantissa.len().checked_sub(dropped);
        let next = kept.and_then(|kept| self.mantissa.get(kept)).copied().unwrap_or(0);
        self.mantissa.truncate(kept.unwrap_or(0));
        self.exponent = -i64::from(places);
        if next >= 5 {
            self.mantissa = add(self.mantissa, &[1]);
        }
        self
    }
}

/// Adds digits that end at one place. `left` may be the shorter number.
fn add(mut left: Vec<u8>, right: &[u8]) -> Vec<u8> {
    let missing = right.len().saturating_sub(left.len()) + 1;
    left.splice(0..0, std::iter::repeat_n(0, missing));
    let mut carry = 0;
    for (place, digit) in left.iter_mut().rev().zip(right.iter().rev().copied().chain(std::iter::repeat(0))) {
        let sum = *place + digit + carry;
        *place = sum % 10;
        carry = sum / 10;
    }
    without_leading_zeros(left)
}

/// Subtracts digits that end at one place. `left` is not the smaller number.
fn subtract(mut left: Vec<u8>, right: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    for (place, digit) in left.iter_mut().rev().zip(right.iter().rev().copied().chain(std::iter::repeat(0))) {
        let taken = digit + borrow;
        borrow = u8::from(*place < taken);
        *place = *place + 10 * borrow - taken;
    }
    without_leading_zeros(left)
}

fn without_leading_zeros(mut digits: Vec<u8>) -> Vec<u8> {
    let zeros = digits.iter().take_while(|digit| **digit == 0).count();
    digits.drain(..zeros);
    digits
}

#[cfg(test)]
mod tests {
    use super::Digits;

    fn plain(digits: &Digits) -> String {
        digits.to_plain()
    }

    #[test]
    fn results_equal_those_of_integers() {
        let numbers = [0, 1, 5, 9, 10, 99, 100, 101, 999, 1000, 98_765, 1_000_001, i128::from(i64::MAX)];
        let signed = || numbers.into_iter().flat_map(|number| [number, -number]);
        for (left, right) in signed().flat_map(|left| signed().map(move |right| (left, right))) {
            let (a, b) = (Digits::of(&left.to_string()), Digits::of(&right.to_string()));
            assert_eq!(plain(&a.clone().plus(b.clone())), (left + right).to_string());
            assert_eq!(plain(&a.clone().minus(b.clone())), (left - right).to_string());
            assert_eq!(plain(&a.times(&b)), (left * right).to_string());
            assert_eq!(a.compare(&b), left.cmp(&right), "{left} {right}");
        }
    }

    #[test]
    fn results_keep_the_places_of_their_operands() {
        for (left, right, sum) in [
            ("1.50", "1.5", "3.00"),
            ("1.00", "-1.0", "0.00"),
            ("0.1", "0.2", "0.3"),
            ("-0.05", "0.02", "-0.03"),
            ("99.99", "0.01", "100.00"),
            ("1e3", "0.5", "1000.5"),
            ("15E-1", "1", "2.5"),
            ("0e999999999", "1", "1"),
            ("-0", "0", "0"),
            ("", "2", "2"),
            ("79228162514264337593543950336", "0.0001", "79228162514264337593543950336.0001"),
        ] {
            assert_eq!(plain(&Digits::of(left).plus(Digits::of(right))), sum, "{left} + {right}");
        }
        assert_eq!(plain(&Digits::of("0.07").times(&Digits::of("-100"))), "-7.00");
        assert_eq!(plain(&Digits::of("1.5").times(&Digits::of("0"))), "0.0");
    }

    #[test]
    fn halves_round_away_from_zero() {
        for (number, places, rounded) in [
            ("1.005", 2, "1.01"),
            ("-1.005", 2, "-1.01"),
            ("1.0049", 2, "1.00"),
            ("9.995", 2, "10.00"),
            ("0.5", 0, "1"),
            ("0.49", 0, "0"),
            ("0.04", 1, "0.0"),
            ("0.004", 1, "0.0"),
            ("1.5", 2, "1.5"),
            ("5e-1", 0, "1"),
            ("1e3", 0, "1000"),
        ] {
            assert_eq!(plain(&Digits::of(number).rounded(places)), rounded, "{number}");
        }
    }
}
