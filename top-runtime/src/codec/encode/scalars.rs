//! Encoding of the values that are one text, number or truth value.

use std::borrow::Cow;

use serde::Serialize;

use super::{Encode, Kind, Shape};
use crate::codec::encoder::Encoder;
#[cfg(feature = "schema")]
use crate::schema::Type;
use crate::values::{DateTime, Decimal, Json, Millis, Price, Seconds};

macro_rules! text {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                encoder.text(self);
            }

            fn shape(&self) -> Shape<'_> {
                Shape::Text(self)
            }

            fn kind() -> Kind {
                Kind::Text
            }
        }
    )*};
}

text!(String, &str, Cow<'_, str>);

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                encoder.number(itoa::Buffer::new().format(*self));
            }

            fn shape(&self) -> Shape<'_> {
                // Only the upper half of u128 does not fit, and is above any range that could be declared.
                Shape::Integer(i128::try_from(*self).unwrap_or(i128::MAX))
            }

            fn kind() -> Kind {
                Kind::Number
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u16, u32, u64, u128, usize);

impl Encode for bool {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.bool(*self);
    }

    fn kind() -> Kind {
        Kind::Boolean
    }
}

impl Encode for DateTime {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.date(*self);
    }

    fn kind() -> Kind {
        Kind::Date
    }
}

macro_rules! counts {
    ($($type:ident),*) => {$(
        impl Encode for $type {
            fn encode(&self, encoder: &mut Encoder) {
                self.0.encode(encoder);
            }

            fn shape(&self) -> Shape<'_> {
                self.0.shape()
            }

            fn kind() -> Kind {
                Kind::Number
            }

            #[cfg(feature = "schema")]
            fn describe() -> Type {
                Type::$type
            }
        }
    )*};
}

counts!(Millis, Seconds);

impl Encode for Price {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.text(self.as_str());
    }

    fn shape(&self) -> Shape<'_> {
        Shape::Text(self.as_str())
    }

    fn kind() -> Kind {
        Kind::Price
    }
}

impl Encode for Decimal {
    fn encode(&self, encoder: &mut Encoder) {
        encoder.number(self.as_str());
    }

    fn kind() -> Kind {
        Kind::Decimal
    }
}

impl<T: Serialize> Encode for Json<T> {
    fn encode(&self, encoder: &mut Encoder) {
        match serde_json::to_string(&self.get()) {
            Ok(text) if text == "null" => encoder.null_text(),
            Ok(text) => encoder.text(&text),
            Err(e) => encoder.refuse("a value that serde can write as JSON", &e.to_string()),
        }
    }

    fn kind() -> Kind {
        Kind::Json
    }
}
