//! Parsing of numbers in each form that replies have: with a sign, blanks, leading zeros, a
//! fraction or an exponent.

use std::borrow::Cow;

/// Limit: zeros from an exponent. No integer type has more digits, and `1e999999999` must not take
/// memory.
const MAX_ZEROS: usize = 40;

/// A decimal number: all digits, and the number of digits before the decimal point.
struct Parts<'t> {
    is_negative: bool,
    digits: Cow<'t, str>,
    point: i64,
    /// The exponent in its original form, with its letter; empty if there is none.
    exponent: &'t str,
    /// Number of digits before the point in the original form.
    whole: usize,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_at(unsigned.find(['e', 'E']).unwrap_or(unsigned.len()));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits =
            if fraction.is_empty() { Cow::Borrowed(whole) } else { Cow::Owned([whole, fraction].concat()) };
        let power = match exponent.get(1..) {
            Some(power) => power.parse::<i32>().ok()?,
            None => 0,
        };
        let point = i64::try_from(whole.len()).ok()?.checked_add(power.into())?;
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let is_negative = text.starts_with('-');
        is_number.then_some(Self { is_negative, digits, point, exponent, whole: whole.len() })
    }

    fn is_zero(&self) -> bool {
        self.digits.bytes().all(|b| b == b'0')
    }

    /// Returns the digits before and after the decimal point with the exponent applied, or `None`
    /// if it adds too many zeros.
    fn expand_exponent(&self) -> Option<(String, String)> {
        let digits = &*self.digits;
        let zeros = |count: i64| {
            usize::try_from(count).ok().filter(|count| *count <= MAX_ZEROS).map(|count| "0".repeat(count))
        };
        let len = i64::try_from(digits.len()).ok()?;
        match usize::try_from(self.point) {
            Ok(point) if point <= digits.len() => {
                let (whole, fraction) = digits.split_at(point);
                Some((whole.to_owned(), fraction.to_owned()))
            }
            Ok(_) => Some((digits.to_owned() + &zeros(self.point - len)?, String::new())),
            Err(_) => Some((String::new(), zeros(-self.point)? + digits)),
        }
    }
}

/// Formats a JSON number.
fn format_number(is_negative: bool, whole: &str, fraction: &str, exponent: &str) -> String {
    let sign = if is_negative { "-" } else { "" };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    [sign, whole, point, fraction, exponent].concat()
}

/// Returns the digits of a whole number in any form: `12`, `12.0`, `1.2e1`, ` +012 `. Adds at most
/// 40 zeros.
pub(crate) fn whole_number(text: &str) -> Option<String> {
    let parts = Parts::of(text)?;
    if parts.is_zero() {
        return Some("0".to_owned());
    }
    let (whole, fraction) = parts.expand_exponent()?;
    fraction.bytes().all(|b| b == b'0').then(|| format_number(parts.is_negative, &whole, "", ""))
}

/// Formats a JSON number with the original exponent.
pub(super) fn json_number(text: &str) -> Option<String> {
    let parts = Parts::of(text)?;
    let (whole, fraction) = parts.digits.split_at_checked(parts.whole)?;
    Some(format_number(parts.is_negative, whole, fraction, parts.exponent))
}

/// Formats a number without an exponent. Adds at most 40 zeros.
pub(super) fn plain_number(text: &str) -> Option<String> {
    let parts = Parts::of(text)?;
    if parts.is_zero() && !parts.exponent.is_empty() {
        return Some("0".to_owned());
    }
    let (whole, fraction) = parts.expand_exponent()?;
    Some(format_number(parts.is_negative, &whole, &fraction, ""))
}

/// Parses a truth value: `true` or `false` in any case, or the number 1 or 0.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim() {
        "1" => Some(true),
        "0" => Some(false),
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        text => match whole_number(text)?.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{json_number, plain_number, whole_number};

    #[test]
    fn whole_numbers_are_accepted_in_any_form() {
        for (text, number) in [
            ("12", Some("12")),
            (" +012 ", Some("12")),
            ("12.0", Some("12")),
            ("-12.00", Some("-12")),
            ("-0.0", Some("0")),
            ("5.", Some("5")),
            ("1e3", Some("1000")),
            ("1.5E+1", Some("15")),
            ("1200e-2", Some("12")),
            ("0.0012e4", Some("12")),
            ("0e999999999", Some("0")),
            ("3e38", Some("300000000000000000000000000000000000000")),
            ("12.5", None),
            ("1e-1", None),
            ("1e999999999", None),
            ("1e-99999999999", None),
            ("1e-2147483648", None),
            ("", None),
            ("+", None),
            ("--1", None),
            ("e", None),
            (".", None),
            ("1e", None),
            ("1 2", None),
            ("1,000", None),
            ("0x10", None),
            ("１２", None),
        ] {
            assert_eq!(whole_number(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn numbers_are_normalized_to_json() {
        for (text, json, plain) in [
            ("+200.07", "200.07", "200.07"),
            ("007.50", "7.50", "7.50"),
            ("-.5", "-0.5", "-0.5"),
            ("5.", "5", "5"),
            ("1.0E7", "1.0E7", "10000000"),
            ("+1.20e+1", "1.20e+1", "12.0"),
            ("1.5E-3", "1.5E-3", "0.0015"),
            ("-12e-1", "-12e-1", "-1.2"),
            ("0.0E99", "0.0E99", "0"),
            ("1e40", "1e40", "10000000000000000000000000000000000000000"),
        ] {
            assert_eq!(json_number(text).as_deref(), Some(json), "{text}");
            assert_eq!(plain_number(text).as_deref(), Some(plain), "{text}");
        }
        for text in ["1e999", "1e-999", "1e999999999"] {
            assert_eq!(plain_number(text), None, "{text}");
        }
        for text in ["", ".", "NaN", "Infinity", "1.2.3", "¥5", "1e5e5", "1e1.5", "true"] {
            assert_eq!((json_number(text), plain_number(text)), (None, None), "{text}");
        }
    }
}
