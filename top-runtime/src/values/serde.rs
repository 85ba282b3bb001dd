//! serde for the value types, in the forms of the wire.
//!
//! | type | serialized as | also deserialized from |
//! |---|---|---|
//! | `DateTime` | text `yyyy-MM-dd HH:mm:ss` | every form of a reply, as text or number |
//! | `Price`, `Decimal` | text, so that no digit is lost | a number |
//! | `Millis`, `Seconds` | whole number | text with a count or date |
//! | `Json<T>` | as `T` | |
//! | `Value` | its tree | |

mod value;

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::{DateTime, Decimal, Json, Millis, Price, Seconds};

/// Reads a value from text or from a number, in formats that tell them apart.
pub(crate) struct ScalarVisitor<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
    of: PhantomData<T>,
}

impl<T> ScalarVisitor<T> {
    pub(crate) fn new(expected: &'static str, parse: fn(&str) -> Option<T>) -> Self {
        Self { expected, parse, of: PhantomData }
    }

    fn visit<E: Error>(&self, text: &str, found: Unexpected<'_>) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(found, self))
    }

    fn visit_number<E: Error>(&self, number: &impl ToString) -> Result<T, E> {
        let text = number.to_string();
        self.visit(&text, Unexpected::Other(&format!("number {text}")))
    }
}

impl<T> Visitor<'_> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        self.visit(text, Unexpected::Str(text))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_number(&number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_number(&number)
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<T, E> {
        self.visit_number(&number)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<T, E> {
        self.visit_number(&number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit_number(&number)
    }
}

/// Implements both traits for types that are text.
macro_rules! impl_as_text {
    ($($type:ident, $expected:literal, $parse:expr;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = ScalarVisitor::new($expected, $parse);
                // Binary formats do not tell what comes.
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(visitor)
                } else {
                    deserializer.deserialize_str(visitor)
                }
            }
        }
    )*};
}

impl_as_text! {
    DateTime, "a time like `2025-11-17 00:00:00`", |text| text.parse().ok();
    Price, "a decimal number", Price::parse_lenient;
    Decimal, "a decimal number", Decimal::parse_lenient;
}

/// Implements both traits for types that are whole numbers.
macro_rules! impl_as_count {
    ($($type:ident, $expected:literal;)*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let visitor = ScalarVisitor::new($expected, |text| Self::from_str(text).ok());
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(visitor)
                } else {
                    deserializer.deserialize_i64(visitor)
                }
            }
        }
    )*};
}

impl_as_count! {
    Millis, "milliseconds since 1970";
    Seconds, "seconds since 1970";
}

impl<T: Serialize> Serialize for Json<T> {
    /// Serializes the value itself, not its JSON text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Json)
    }
}
