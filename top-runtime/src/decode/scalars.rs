//! Decoding of the values that are one text, number or truth value: tolerant of numbers as text and of text as numbers.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::text::TOO_DEEP;
use super::{Decode, Reader};
use crate::Value;
use crate::tree::{Content, Node};
use crate::types::{DateTime, Decimal, Json, Millis, Price, Seconds};

impl Decode for String {
    fn empty() -> Self {
        Self::new()
    }

    /// Numbers and truth values keep their text; an object or list becomes its JSON text.
    fn read(&mut self, node: Node<'_>, _: &mut Reader<'_>) {
        match node.scalar() {
            Some(text) => *self = String::from(text),
            None => *self = Value::from_node(node).to_string(),
        }
    }
}

impl Decode for Cow<'_, str> {
    fn empty() -> Self {
        Cow::Borrowed("")
    }

    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        self.to_mut().read(node, from);
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn empty() -> Self {
                0
            }

            fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
                // Nearly always the text is that of a number of this type; all else takes the longer way.
                let plain = node.digits().and_then(|digits| digits.parse().ok());
                match plain.or_else(|| Self::try_from(integer(node)?).ok()) {
                    Some(number) => *self = number,
                    None => from.mismatch(concat!("a whole number (", stringify!($type), ")"), node),
                }
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize);

/// The whole number at a place, from a number or from text.
fn integer(node: Node<'_>) -> Option<i128> {
    let text = node.digits()?.trim();
    text.parse().ok().or_else(|| integral(text))
}

/// The value of a number that is written with a fraction or exponent but is whole: `12.0`, `1e3`.
fn integral(text: &str) -> Option<i128> {
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power = power.parse::<i32>().ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let digits = format!("{whole}{fraction}");
    let Ok(zeros) = usize::try_from(power) else {
        let cut = digits.len().checked_sub(usize::try_from(power.unsigned_abs()).ok()?)?;
        let (kept, dropped) = digits.split_at_checked(cut)?;
        return if dropped.bytes().all(|b| b == b'0') { kept.parse().ok() } else { None };
    };
    // Longer ones do not fit into any integer; the bound also keeps `1e999999999` from taking memory.
    if zeros > 38 { None } else { format!("{digits}{:0<zeros$}", "").parse().ok() }
}

impl Decode for bool {
    fn empty() -> Self {
        false
    }

    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        match node.scalar().map(str::trim) {
            Some(text) if text.eq_ignore_ascii_case("true") || text == "1" => *self = true,
            Some(text) if text.eq_ignore_ascii_case("false") || text == "0" => *self = false,
            _ => from.mismatch("true or false", node),
        }
    }
}

/// A time from its text, or from milliseconds since 1970 as a number.
fn time(node: Node<'_>) -> Option<DateTime> {
    match node.content() {
        Content::Text(text) => text.parse().ok(),
        Content::Number(digits) => digits.parse().ok().map(|millis| Millis(millis).into()),
        _ => None,
    }
}

impl Decode for DateTime {
    fn empty() -> Self {
        Self::from_unix(0)
    }

    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        match time(node) {
            Some(time) => *self = time,
            None => from.mismatch("a time like `2025-11-17 00:00:00`", node),
        }
    }
}

macro_rules! counts {
    ($($type:ty, $unit:literal;)*) => {$(
        impl Decode for $type {
            fn empty() -> Self {
                Self(0)
            }

            fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
                let count = integer(node).and_then(|count| i64::try_from(count).ok());
                match count.map(Self).or_else(|| time(node).map(Self::from)) {
                    Some(count) => *self = count,
                    None => from.mismatch(concat!($unit, " since 1970"), node),
                }
            }
        }
    )*};
}

counts! {
    Millis, "milliseconds";
    Seconds, "seconds";
}

macro_rules! decimals {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn empty() -> Self {
                Self::unread()
            }

            fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
                match node.scalar().map(|text| text.trim().parse()) {
                    Some(Ok(number)) => *self = number,
                    _ => from.mismatch("a decimal number", node),
                }
            }
        }
    )*};
}

decimals!(Decimal, Price);

impl<T: Serialize + DeserializeOwned> Decode for Json<T> {
    fn empty() -> Self {
        Self::EMPTY
    }

    /// The JSON inside the text, or real JSON in its place.
    fn read(&mut self, node: Node<'_>, from: &mut Reader<'_>) {
        let text = match node.content() {
            Content::Text(text) => Cow::Borrowed(text),
            _ => Cow::Owned(Value::from_node(node).to_string()),
        };
        if !from.fits_in_levels(&text) {
            return from.mismatch(TOO_DEEP, node);
        }
        // What is wrong inside of its strings is mended as in the reply itself.
        let read = match serde_json::from_str(&text) {
            Err(error) if error.is_syntax() => {
                from.mended_text(&text).map_or(Err(error), |mended| serde_json::from_str(&mended))
            }
            read => read,
        };
        match read {
            Ok(value) => *self = Json(value),
            Err(e) => from.mismatch(&format!("JSON ({e})"), node),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::integral;

    #[test]
    fn whole_numbers_in_disguise() {
        for (text, number) in [
            ("12.0", Some(12)),
            ("-12.00", Some(-12)),
            ("1e3", Some(1000)),
            ("1.5e1", Some(15)),
            ("1200e-2", Some(12)),
            ("12.5", None),
            ("1e-1", None),
            ("1e999999999", None),
            ("", None),
            ("e", None),
            (".", None),
            ("1e-99999999999", None),
        ] {
            assert_eq!(integral(text), number, "{text}");
        }
    }
}
