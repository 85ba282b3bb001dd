//! Decoding of texts, numbers, truth values and times. Numbers may be text, and text may be a
//! number.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Decode;
use crate::Value;
use crate::codec::decoder::Decoder;
use crate::codec::decoder::text::TOO_DEEP;
use crate::tree::{Content, Node};
use crate::values::{DateTime, Decimal, Json, Millis, Moment, Price, Seconds, truth, whole_number};

impl Decode for String {
    fn placeholder() -> Self {
        Self::new()
    }

    /// Decodes the text of a scalar, or the JSON text of an object or list.
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

macro_rules! impl_decode_for_integers {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                0
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                // Fast path: nearly every number has the form of this type.
                let plain = node.digits().and_then(|digits| digits.parse().ok());
                match plain.or_else(|| whole_number(node.digits()?)?.parse().ok()) {
                    Some(number) => *self = number,
                    None => decoder.mismatch(concat!("a whole number (", stringify!($type), ")"), node),
                }
            }
        }
    )*};
}

impl_decode_for_integers!(i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize);

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

impl Decode for DateTime {
    fn placeholder() -> Self {
        Self::from_unix(0)
    }

    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        match node.digits().and_then(Moment::parse) {
            Some(moment) => *self = Self::from_unix(moment.seconds),
            None => decoder.mismatch("a time like `2025-11-17 00:00:00`", node),
        }
    }
}

macro_rules! impl_decode_for_counts {
    ($($type:ty, $unit:literal;)*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                Self(0)
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                match node.digits().and_then(|text| text.parse().ok()) {
                    Some(count) => *self = count,
                    None => decoder.mismatch(concat!($unit, " since 1970"), node),
                }
            }
        }
    )*};
}

impl_decode_for_counts! {
    Millis, "milliseconds";
    Seconds, "seconds";
}

macro_rules! impl_decode_for_decimals {
    ($($type:ty),*) => {$(
        impl Decode for $type {
            fn placeholder() -> Self {
                Self::empty()
            }

            fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
                match node.digits().and_then(Self::parse_lenient) {
                    Some(number) => *self = number,
                    None => decoder.mismatch("a decimal number", node),
                }
            }
        }
    )*};
}

impl_decode_for_decimals!(Decimal, Price);

impl<T: Serialize + DeserializeOwned> Decode for Json<T> {
    fn placeholder() -> Self {
        Self::EMPTY
    }

    /// Decodes the JSON inside a text, or a JSON value in its place.
    fn decode(&mut self, node: Node<'_>, decoder: &mut Decoder<'_>) {
        let text = match node.content() {
            Content::Text(text) => Cow::Borrowed(text),
            _ => Cow::Owned(Value::from_node(node).to_string()),
        };
        if !decoder.fits_in_levels(&text) {
            return decoder.mismatch(TOO_DEEP, node);
        }
        // Errors inside its strings are repaired, as in the reply itself.
        let read = match serde_json::from_str(&text) {
            Err(error) if error.is_syntax() => {
                decoder.repaired_json(&text).map_or(Err(error), |json| serde_json::from_str(&json))
            }
            read => read,
        };
        match read {
            Ok(value) => *self = Json(value),
            Err(e) => decoder.mismatch(&format!("JSON ({e})"), node),
        }
    }
}
