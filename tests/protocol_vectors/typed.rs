//! Converts the typed input of the vectors to parameter texts, independent of the code under test
//! except for dates in milliseconds.

use serde_json::{Map, Value};
use top_runtime::{DateTime, Millis, Params};

use crate::vector::text;

/// Returns the parameters of a list of typed fields. A field with the value null is omitted.
pub(crate) fn params(fields: &Value) -> Params {
    let fields = fields.as_array().into_iter().flatten();
    fields.filter_map(|field| Some((text(field, "name").to_owned(), parameter(field)?))).collect()
}

/// Returns the text of one parameter.
fn parameter(field: &Value) -> Option<String> {
    match json(field)? {
        Value::Array(items) if is_scalar_list(field) => {
            Some(items.iter().map(scalar).collect::<Vec<_>>().join(","))
        }
        container @ (Value::Array(_) | Value::Object(_)) => Some(container.to_string()),
        value => Some(scalar(&value)),
    }
}

fn is_scalar_list(field: &Value) -> bool {
    text(field, "type").ends_with("[]") && field.get("items").is_none()
}

/// Returns a scalar as text. Texts are unchanged.
fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Returns one field as JSON.
pub(crate) fn json(field: &Value) -> Option<Value> {
    if let Some(fields) = field.get("fields") {
        return Some(object(fields));
    }
    if let Some(items) = field.get("items") {
        let item = |item: &Value| if item.is_null() { Value::Null } else { object(item) };
        return Some(items.as_array().unwrap().iter().map(item).collect());
    }
    match &field["value"] {
        Value::Null => None,
        Value::Number(millis) if text(field, "type") == "Date" => {
            let time = DateTime::from(Millis(millis.as_i64().unwrap()));
            Some(Value::String(time.to_string()))
        }
        value => Some(value.clone()),
    }
}

fn object(fields: &Value) -> Value {
    let fields = fields.as_array().unwrap().iter();
    let members: Map<_, _> =
        fields.filter_map(|field| Some((text(field, "name").to_owned(), json(field)?))).collect();
    members.into()
}
