//! Request bodies.

use serde_json::{Map, Value, json};

use super::Direction;
use super::types::{Types, described, with_required};
use crate::Api;
use crate::model::{Field, Kind};

/// Returns the body of a request: URL-encoded, or multipart if it has files.
pub(super) fn body(api: &Api, base: &'static str, schemas: &mut Map<String, Value>) -> Value {
    let prefix = format!("{}.request", api.method);
    let mut types = Types::new(Direction::Request, base, prefix, schemas);
    let mut properties = Map::new();
    let mut encoding = Map::new();
    for field in &api.request {
        if properties.contains_key(&field.name) {
            continue;
        }
        properties.insert(field.name.clone(), parameter(field, &mut types));
        if sent_as(field) == Sent::Joined {
            encoding.insert(field.name.clone(), json!({"style": "form", "explode": false}));
        }
    }
    let schema = with_required(json!({"type": "object", "properties": properties}), &api.request);
    let has_files = api.request.iter().any(|field| sent_as(field) == Sent::File);
    let media = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let mut content = json!({"schema": schema});
    if !encoding.is_empty() {
        content["encoding"] = encoding.into();
    }
    json!({"required": api.request.iter().any(|field| field.required), "content": {media: content}})
}

/// Encoding of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// Plain text.
    Plain,
    /// Elements separated by commas.
    Joined,
    /// JSON text.
    Json,
    /// A multipart part.
    File,
}

fn sent_as(field: &Field) -> Sent {
    match (field.ty.kind(), field.ty.depth()) {
        (Kind::Bytes, 0) => Sent::File,
        (Kind::Object(_) | Kind::Map, _) | (_, 2..) => Sent::Json,
        (Kind::Unknown, _) if !field.fields.is_empty() => Sent::Json,
        (_, 1) => Sent::Joined,
        _ => Sent::Plain,
    }
}

fn parameter<'a>(field: &'a Field, types: &mut Types<'a>) -> Value {
    match sent_as(field) {
        Sent::Plain | Sent::Joined => types.field(field),
        Sent::File => {
            described(json!({"type": "string", "contentMediaType": "application/octet-stream"}), field)
        }
        Sent::Json => {
            let mut content = types.field(field);
            let description = content.as_object_mut().and_then(|content| content.shift_remove("description"));
            let mut schema =
                json!({"type": "string", "contentMediaType": "application/json", "contentSchema": content});
            if let Some(description) = description {
                schema["description"] = description;
            }
            schema
        }
    }
}
