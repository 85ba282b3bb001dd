//! Arithmetic of decimals agrees with that of integers at a fixed scale.

use std::hash::{BuildHasher as _, RandomState};

use proptest::prelude::*;
use top_runtime::{Decimal, Price};

/// Places of the fixed scale.
const SCALE: u32 = 8;

/// Returns a number as text in one of its forms, and as an integer at the fixed scale.
fn number() -> impl Strategy<Value = (String, i128)> {
    (any::<i64>(), 0..=SCALE, any::<bool>()).prop_map(|(digits, places, has_exponent)| {
        let scaled = i128::from(digits) * 10_i128.pow(SCALE - places);
        let text = if has_exponent { format!("{digits}e-{places}") } else { plain(digits.into(), places) };
        (text, scaled)
    })
}

/// Formats an integer as a decimal with these places.
fn plain(digits: i128, places: u32) -> String {
    let unit = 10_u128.pow(places);
    let (sign, digits) = (if digits < 0 { "-" } else { "" }, digits.unsigned_abs());
    if places == 0 {
        return format!("{sign}{digits}");
    }
    format!("{sign}{}.{:0width$}", digits / unit, digits % unit, width = places as usize)
}

/// Asserts that a number has the value of the integer at the fixed scale.
fn assert_value(number: &Decimal, scaled: i128) -> Result<(), TestCaseError> {
    let expected: Decimal = plain(scaled, SCALE).parse().unwrap();
    prop_assert_eq!(number, &expected);
    let hasher = RandomState::new();
    prop_assert_eq!(hasher.hash_one(number), hasher.hash_one(&expected));
    prop_assert!(!number.as_str().contains('e'));
    Ok(())
}

proptest! {
    #[test]
    fn decimals_calculate_like_integers((a, a_scaled) in number(), (b, b_scaled) in number(), factor in any::<i32>()) {
        let (x, y): (Decimal, Decimal) = (a.parse().unwrap(), b.parse().unwrap());
        assert_value(&(&x + &y), a_scaled + b_scaled)?;
        assert_value(&(&x - &y), a_scaled - b_scaled)?;
        assert_value(&(-&x), -a_scaled)?;
        assert_value(&(&x * factor), a_scaled * i128::from(factor))?;
        assert_value(&[x.clone(), y.clone(), x.clone()].iter().sum(), 2 * a_scaled + b_scaled)?;
        prop_assert_eq!(x.cmp(&y), a_scaled.cmp(&b_scaled));
        prop_assert_eq!(x == y, a_scaled == b_scaled);
        // What came is sent back unchanged.
        prop_assert_eq!(x.as_str(), a);
    }

    #[test]
    fn prices_round_like_integers(cents in any::<i32>(), rest in 0..1000_i128) {
        let scaled = i128::from(cents) * 1000 + rest * i128::from(cents.signum());
        let price: Price = plain(scaled, 5).parse().unwrap();
        let up = i128::from(rest >= 500 && cents != 0) * i128::from(cents.signum());
        prop_assert_eq!(price.round(2).as_cents().map(i128::from), Some(i128::from(cents) + up));
    }
}
