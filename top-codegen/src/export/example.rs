//! Conversion of example texts to values.

use serde_json::Value;

use crate::model::{Field, FieldType, Kind};

/// Returns the example as a value of the field's type, if it is valid.
pub(super) fn value(field: &Field) -> Option<Value> {
    let text = field.example.trim();
    if text.is_empty() {
        return None;
    }
    if field.ty.is_list() { list(text, &field.ty) } else { single(text, field.ty.kind()) }
}

fn single(text: &str, kind: &Kind) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Price | Kind::Json => Some(text.into()),
        Kind::Date => is_date(text).then(|| text.into()),
        Kind::Number => text.parse::<i64>().ok().map(Value::from),
        Kind::Byte => text.parse::<i8>().ok().map(Value::from),
        Kind::Decimal => serde_json::from_str(text).ok().filter(Value::is_number),
        Kind::Boolean => text.parse::<bool>().ok().map(Value::from),
        Kind::Map => serde_json::from_str(text).ok().filter(Value::is_object),
        // The content of object examples cannot be validated, and the examples of their members are
        // shown anyway.
        Kind::Object(_) | Kind::Bytes | Kind::Unknown => None,
    }
}

/// Parses a list of scalars: `1,2` or `["a"]`.
fn list(text: &str, ty: &FieldType) -> Option<Value> {
    if ty.depth() > 1 || matches!(ty.kind(), Kind::Object(_) | Kind::Map) {
        return None;
    }
    let elements: Vec<String> = match serde_json::from_str::<Vec<Value>>(text) {
        Ok(values) => values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect(),
        Err(_) => text.split(',').map(|part| part.trim().to_owned()).collect(),
    };
    elements.iter().map(|element| single(element, ty.kind())).collect()
}

/// Returns `true` for the platform's date format: `2019-08-07 13:27:00`.
fn is_date(text: &str) -> bool {
    text.len() == 19
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b' ',
            13 | 16 => byte == b':',
            _ => byte.is_ascii_digit(),
        })
}
