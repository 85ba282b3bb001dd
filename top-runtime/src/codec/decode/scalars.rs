//! Decoding of the values that are one text, number or truth value: tolerant of numbers as text and of text as numbers.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Decode;
use crate::Value;
use crate::codec::decoder::Decoder;
use crate::codec::decoder::text::TOO_DEEP;
use crate::tree::{Content, Node};
use crate::values::{DateTime, Decimal, Json, Millis, Moment, Price, Seconds, whole_number};

impl Decode for String {
    fn placeholder() -> Self {
        Self::new()
    }

    /// Numbers and truth values keep their text; an object or list becomes its JSON text.
    fn decode(&mut self, node: Node<'_>, _: &mut Decoder<'_>) {
        match node.scalar() {
            Some(text) => *self = String::from(text),
            None => *self = Value::from_node(node).to_string(),
        }
    }
}

impl Decode for Cow<'_, str> {
    fn placeholder() -> Self {
        Cow::Borrowed("")
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        self.to_mut().decode(node, decoder);
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                0
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                // Nearly always the text is that of a number of this type; all else takes the longer way.
                let plain = node.digits().and_then(|digits| digits.parse().ok());
                match plain.or_else(|| whole_number(node.digits()?)?.parse().ok()) {
                    Some(number) => *self = number,
                    None => decoder.mismatch(concat!("a whole number (", stringify!($type), ")"), node),
                }
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize);

impl Decode for bool {
    fn placeholder() -> Self {
        false
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        match node.scalar().and_then(truth) {
            Some(truth) => *self = truth,
            None => decoder.mismatch("true or false", node),
        }
    }
}

/// A truth value: `true` or `false` in any case, or the number 1 or 0.
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

impl Decode for DateTime {
    fn placeholder() -> Self {
        Self::from_unix(0)
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        match node.digits().and_then(Moment::read) {
            Some(moment) => *self = Self::from_unix(moment.seconds),
            None => decoder.mismatch("a time like `2025-11-17 00:00:00`", node),
        }
    }
}

/// A count of time, or the date in its place.
fn count(text: &str, of: fn(Moment) -> i64) -> Option<i64> {
    text.parse().ok().or_else(|| match whole_number(text) {
        Some(count) => count.parse().ok(),
        None => Moment::read(text).map(of),
    })
}

macro_rules! counts {
    ($($type:ty, $unit:literal, $of:expr;)*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                Self(0)
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                match node.digits().and_then(|text| count(text, $of)) {
                    Some(count) => *self = Self(count),
                    None => decoder.mismatch(concat!($unit, " since 1970"), node),
                }
            }
        }
    )*};
}

counts! {
    Millis, "milliseconds", |moment| moment.seconds * 1000 + moment.millis;
    Seconds, "seconds", |moment| moment.seconds;
}

macro_rules! decimals {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                Self::unread()
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                match node.digits().and_then(Self::read) {
                    Some(number) => *self = number,
                    None => decoder.mismatch("a decimal number", node),
                }
            }
        }
    )*};
}

decimals!(Decimal, Price);

impl<T: Serialize + DeserializeOwned> Decode for Json<T> {
    fn placeholder() -> Self {
        Self::EMPTY
    }

    /// The JSON inside the text, or real JSON in its place.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        let text = match node.content() {
            Content::Text(text) => Cow::Borrowed(text),
            _ => Cow::Owned(Value::from_node(node).to_string()),
        };
        if !decoder.fits_in_levels(&text) {
            return decoder.mismatch(TOO_DEEP, node);
        }
        // What is wrong inside of its strings is mended as in the reply itself.
        let read = match serde_json::from_str(&text) {
            Err(error) if error.is_syntax() => {
                decoder.mended_text(&text).map_or(Err(error), |mended| serde_json::from_str(&mended))
            }
            read => read,
        };
        match read {
            Ok(value) => *self = Json(value),
            Err(e) => decoder.mismatch(&format!("JSON ({e})"), node),
        }
    }
}
