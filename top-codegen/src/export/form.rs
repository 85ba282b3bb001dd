//! Request bodies.

use serde_json::{Map, Value, json};

use super::types::{Types, described, with_required};
use super::{Direction, schema_prefix};
use crate::Api;
use crate::model::{Field, Kind, Protocol};

/// Returns the body of a request: URL-encoded, or multipart if it has files. `is_body` tells whether
/// a parameter is in the body.
pub(super) fn body(
    api: &Api,
    is_body: impl Fn(&Field) -> bool,
    base: &'static str,
    schemas: &mut Map<String, Value>,
) -> Value {
    let prefix = format!("{}.request", schema_prefix(api));
    let mut types = Types::new(Direction::Request, base, prefix, schemas);
    let mut properties = Map::new();
    let mut encoding = Map::new();
    for field in api.request.iter().filter(|field| is_body(field)) {
        if properties.contains_key(&field.name) {
            continue;
        }
        properties.insert(field.name.clone(), parameter(api.protocol, field, &mut types));
        if sent_as(api.protocol, field) == Sent::Joined {
            encoding.insert(field.name.clone(), json!({"style": "form", "explode": false}));
        }
    }
    let fields = api.request.iter().filter(|field| is_body(field));
    let schema = with_required(json!({"type": "object", "properties": properties}), fields);
    let has_files = api.request.iter().any(|field| sent_as(api.protocol, field) == Sent::File);
    let media = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let mut content = json!({"schema": schema});
    if !encoding.is_empty() {
        content["encoding"] = encoding.into();
    }
    let required = api.request.iter().any(|field| is_body(field) && field.required);
    json!({"required": required, "content": {media: content}})
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

fn sent_as(protocol: Protocol, field: &Field) -> Sent {
    match (field.ty.kind(), field.ty.depth()) {
        (Kind::Bytes, 0) => Sent::File,
        (Kind::Object(_) | Kind::Map, _) | (_, 2..) => Sent::Json,
        (Kind::Unknown, _) if !field.fields.is_empty() => Sent::Json,
        (_, 1) if protocol.is_iop() => Sent::Json,
        (_, 1) => Sent::Joined,
        _ => Sent::Plain,
    }
}

/// Returns the schema of a parameter.
pub(super) fn parameter<'a>(protocol: Protocol, field: &'a Field, types: &mut Types<'a>) -> Value {
    match sent_as(protocol, field) {
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
