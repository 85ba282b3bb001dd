//! JSON Schema, draft 2020-12.

use serde_json::{Map, Value, json};

use super::types::Types;
use super::{Direction, gateway, schema_prefix};
use crate::Api;
use crate::model::Protocol;

const BASE: &str = "#/$defs/";

/// Exports APIs as JSON Schema 2020-12: one document whose `$defs` contain `METHOD.request` and
/// `METHOD.response` for each API, and the types they refer to; `rest.order.get.request` for the path
/// `/order/get`.
///
/// A request is the JSON object of its parameters, with nested objects as objects. A reply is
/// described as received: with its root object and list wrappers. A topic has no request, and its
/// `TOPIC.response` is a message.
///
/// ```
/// let page = br#"{"name": "example.stock.get", "requestParams": [{"name": "sku", "type": "String", "required": true}]}"#;
/// let api = top_codegen::read("stock.json", page)?.api;
/// let schema = top_codegen::export::json_schema(&[api]);
/// assert_eq!(schema["$defs"]["example.stock.get.request"]["required"], serde_json::json!(["sku"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn json_schema(apis: &[Api]) -> Value {
    let mut definitions = Map::new();
    for api in apis {
        if api.protocol == Protocol::Tmc {
            gateway::reply(api, BASE, &mut definitions);
            continue;
        }
        let request = format!("{}.request", schema_prefix(api));
        definitions.insert(request.clone(), Value::Null); // its place, before the types that it holds
        let mut schema =
            Types::new(Direction::Request, BASE, request.clone(), &mut definitions).object(&api.request);
        if !api.description.is_empty() {
            schema["description"] = api.description.as_str().into();
        }
        definitions.insert(request, schema);
        gateway::reply(api, BASE, &mut definitions);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": gateway::title(apis),
        "$defs": definitions,
    })
}
