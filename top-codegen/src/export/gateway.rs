//! Common parts of all APIs: system parameters, reply root, error reply.

use serde_json::{Map, Value, json};

use super::Direction;
use super::types::Types;
use crate::Api;

/// Name of the error schema.
pub(super) const ERROR: &str = "error_response";

/// Adds the reply of an API as `METHOD.response`, with its root and request id, and returns that
/// name.
pub(super) fn reply(api: &Api, base: &'static str, schemas: &mut Map<String, Value>) -> String {
    let name = format!("{}.response", api.method);
    schemas.insert(name.clone(), Value::Null); // its place, before the types that it holds
    let mut root = Types::new(Direction::Response, base, name.clone(), schemas).object(&api.response);
    if root["properties"].get("request_id").is_none() {
        root["properties"]["request_id"] = json!({"type": "string"});
    }
    let around = api.root();
    let schema = json!({"type": "object", "properties": {(around.as_str()): root}, "required": [around]});
    schemas.insert(name.clone(), schema);
    name
}

/// Returns the schema of an error reply.
pub(super) fn error() -> Value {
    json!({
        "type": "object",
        "properties": {"error_response": {
            "type": "object",
            "properties": {
                "code": {"type": "integer", "description": "below 100: the platform's; 15, 40, 41: the API's"},
                "msg": {"type": "string"},
                "sub_code": {"type": "string", "description": "isv.*: the caller's fault; isp.*: the server's"},
                "sub_msg": {"type": "string"},
                "request_id": {"type": "string"},
            },
            "required": ["code", "msg"],
        }},
        "required": ["error_response"],
    })
}

/// Returns the system parameters without credentials and signature.
pub(super) fn parameters() -> Value {
    let parameter = |name: &str, description: &str, schema: Value| json!({"name": name, "in": "query", "required": true, "description": description, "schema": schema});
    json!({
        "timestamp": parameter(
            "timestamp",
            "now in GMT+8; the gateway allows ten minutes",
            json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"}),
        ),
        "v": parameter("v", "version of the protocol", json!({"const": "2.0"})),
        "format": parameter("format", "form of the reply", json!({"const": "json"})),
        "sign_method": parameter("sign_method", "how `sign` is made", json!({"enum": ["hmac-sha256", "hmac", "md5"]})),
    })
}

/// Returns the security schemes: credentials and signature, all sent in the query.
pub(super) fn security_schemes() -> Value {
    let scheme = |name: &str, description: &str| json!({"type": "apiKey", "in": "query", "name": name, "description": description});
    json!({
        "app_key": scheme("app_key", "the application's key"),
        "sign": scheme(
            "sign",
            "signature over all parameters of query and form but files, with the application's secret; made anew per call",
        ),
        "session": scheme("session", "the session of the user that the call is made for"),
    })
}

/// Returns the title of a document about these APIs.
pub(super) fn title(apis: &[Api]) -> String {
    match apis {
        [api] if api.title.is_empty() => api.method.clone(),
        [api] => format!("{}: {}", api.method, api.title),
        apis => format!("Taobao Open Platform: {} APIs", apis.len()),
    }
}
