//! Parameters of APIs with a path.

use serde_json::{Map, Value, json};

use super::openapi::BASE;
use super::types::Types;
use super::{Direction, form, schema_prefix};
use crate::Api;
use crate::model::{Field, HttpMethod, PathPart, Protocol, path_parts};

/// The place of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Body,
}

/// Returns the place of a parameter: a variable of the path, the query of a GET, or the body.
pub(super) fn place(api: &Api, field: &Field) -> Place {
    let Protocol::IopRest(http) = api.protocol else { return Place::Body };
    if path_parts(&api.method).any(|part| part == PathPart::Variable(&field.name)) {
        return Place::Path;
    }
    match http {
        HttpMethod::Get => Place::Query,
        HttpMethod::Post => Place::Body,
    }
}

/// Returns the parameters of the path and the query.
pub(super) fn parameters(api: &Api, schemas: &mut Map<String, Value>) -> Vec<Value> {
    let mut types = Types::new(Direction::Request, BASE, format!("{}.request", schema_prefix(api)), schemas);
    let mut parameters: Vec<Value> = Vec::new();
    for field in &api.request {
        let place = match place(api, field) {
            Place::Path => "path",
            Place::Query => "query",
            Place::Body => continue,
        };
        if parameters.iter().any(|known| known["name"] == field.name.as_str()) {
            continue;
        }
        let mut schema = form::parameter(api.protocol, field, &mut types);
        let description = schema.as_object_mut().and_then(|schema| schema.shift_remove("description"));
        let mut parameter = json!({
            "name": field.name, "in": place, "required": place == "path" || field.required, "schema": schema,
        });
        if let Some(description) = description {
            parameter["description"] = description;
        }
        parameters.push(parameter);
    }
    parameters
}
