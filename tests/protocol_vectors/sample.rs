//! Creates a value for every field of a page, to find missing fields of a declaration.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::vector::text;

/// Reads the pages.
static PAGES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("data/apis.json")).unwrap());

/// Returns the page of an API.
pub(crate) fn page(method: &str) -> &'static Value {
    let mut pages = PAGES["apis"].as_array().unwrap().iter();
    pages.find(|page| page["method"] == method).unwrap()
}

/// Returns every parameter of an API as typed input.
pub(crate) fn request(method: &str) -> Value {
    fields(&page(method)["req"])
}

/// Adds a value to a field description.
fn field(described: &Value) -> Value {
    let kind = text(described, "type");
    let mut field = json!({"name": described["name"], "type": kind});
    let members = || fields(&described["fields"]);
    match (kind.strip_suffix("[]"), scalar(kind.trim_end_matches("[]"))) {
        (Some(_), Some(value)) => field["value"] = json!([value, value]),
        (None, Some(value)) => field["value"] = value,
        (Some(_), None) => field["items"] = json!([members()]),
        (None, None) => field["fields"] = members(),
    }
    field
}

/// Adds values to field descriptions.
fn fields(described: &Value) -> Value {
    described.as_array().unwrap().iter().map(field).collect()
}

/// Returns a value of a scalar type.
fn scalar(kind: &str) -> Option<Value> {
    Some(match kind {
        "String" => json!("text"),
        "Number" => json!(7),
        "Boolean" => json!(true),
        "Date" => json!("2025-11-17 00:00:00"),
        "Price" => json!("1.20"),
        "Json" => json!(r#"{"a":1}"#),
        _ => return None,
    })
}

/// Returns every field of an API's reply: with list wrappers as the platform sends it, and as
/// decoded.
pub(crate) fn reply(method: &str) -> (Value, Value) {
    let fields = page(method)["resp"].as_array().unwrap();
    (object(fields, true), object(fields, false))
}

fn object(fields: &[Value], wrapped: bool) -> Value {
    let members: Map<_, _> =
        fields.iter().map(|field| (text(field, "name").to_owned(), member(field, wrapped))).collect();
    members.into()
}

fn member(field: &Value, wrapped: bool) -> Value {
    let kind = text(field, "type");
    let of = kind.trim_end_matches("[]");
    let value = scalar(of).unwrap_or_else(|| object(field["fields"].as_array().unwrap(), wrapped));
    match (kind.ends_with("[]"), wrapped) {
        (false, _) => value,
        (true, false) => json!([value, value]),
        (true, true) => json!({item_name(of): [value, value]}),
    }
}

/// Returns the platform's element name of a list: each capital of the type name starts a word.
fn item_name(kind: &str) -> String {
    let mut name = String::new();
    for c in kind.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}
