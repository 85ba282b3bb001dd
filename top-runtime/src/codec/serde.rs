//! serde for coded enums and selections.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::decode::Decode;
use crate::codec::decoder::issues::list_codes;
use crate::codec::encode::{Encode, Shape};
use crate::codec::field_table::Members;
use crate::codec::fields::Fields;
use crate::quoting::quote_excerpt;
use crate::values::{ScalarVisitor, whole_number};

/// Serializes a coded enum as its code: a text or a whole number.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_code<S: Serializer>(code: &impl Encode, serializer: S) -> Result<S::Ok, S::Error> {
    match code.shape() {
        Shape::Text(code) => serializer.serialize_str(code),
        // The codes of an enum are `i64`.
        Shape::Integer(code) => serializer.serialize_i64(i64::try_from(code).unwrap_or_default()),
        _ => serializer.serialize_unit(),
    }
}

/// Deserializes a text code, also from a number.
///
/// # Errors
///
/// For anything else, and those of the deserializer.
pub fn deserialize_text_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let visitor = ScalarVisitor::new("a code", |text| Some(text.to_owned()));
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor)
    }
}

/// Deserializes an integer code, also from text.
///
/// # Errors
///
/// For anything else, and those of the deserializer.
pub fn deserialize_integer_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let parse = |text: &str| text.parse().ok().or_else(|| whole_number(text)?.parse().ok());
    let visitor = ScalarVisitor::new("a whole number as code", parse);
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_i64(visitor)
    }
}

/// Returns the error of a code that the enum lacks.
pub fn unknown_code<T: Encode, E: Error>(code: &impl ToString) -> E {
    let expected = format!("one of the codes {}", list_codes(T::kind()));
    E::invalid_value(Unexpected::Other(&quote_excerpt(&code.to_string())), &expected.as_str())
}

impl<T: Members + Decode> Serialize for Fields<T> {
    /// Serializes the text that is sent: names with commas.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Fields<T> {
    /// Deserializes names with commas. They are checked before the request is sent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(ScalarVisitor::new("names with commas", |text| text.parse().ok()))
    }
}
