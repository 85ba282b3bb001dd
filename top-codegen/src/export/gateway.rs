//! Common parts of all APIs: system parameters, reply root, error reply.

use serde_json::{Map, Value, json};

use super::types::Types;
use super::{Direction, schema_prefix};
use crate::Api;
use crate::model::Protocol;

/// Name of the error schema of methods.
pub(super) const ERROR: &str = "error_response";

/// Name of the error schema of paths.
pub(super) const PATH_ERROR: &str = "path_error";

/// Adds the reply of an API as `METHOD.response`, with its root and request id, and returns that
/// name. A simplified reply, and that of a path, has no root; a message is described as it comes.
pub(super) fn reply(api: &Api, base: &'static str, schemas: &mut Map<String, Value>) -> String {
    let name = format!("{}.response", schema_prefix(api));
    schemas.insert(name.clone(), Value::Null); // its place, before the types that it holds
    let direction = Direction::of_replies(api.protocol);
    let mut root = Types::new(direction, base, name.clone(), schemas).object(&api.response);
    let mut add = |member: &str, schema: Value| {
        if root["properties"].get(member).is_none() {
            root["properties"][member] = schema;
        }
    };
    if api.protocol != Protocol::Tmc {
        add("request_id", json!({"type": "string"}));
    }
    if matches!(api.protocol, Protocol::IopRest(_)) {
        add("code", json!({"type": "string", "description": "0 for success"}));
    }
    let schema = match api.root().filter(|_| api.protocol == Protocol::Top) {
        Some(around) => {
            json!({"type": "object", "properties": {(around.as_str()): root}, "required": [around]})
        }
        None => root,
    };
    schemas.insert(name.clone(), schema);
    name
}

/// Returns the schema of an error reply of a path.
pub(super) fn path_error() -> Value {
    json!({
        "type": "object",
        "properties": {
            "type": {"enum": ["ISV", "ISP", "SYSTEM"], "description": "ISV: the caller's fault"},
            "code": {"type": "string", "not": {"const": "0"}, "description": "such as IllegalAccessToken"},
            "message": {"type": "string"},
            "request_id": {"type": "string"},
        },
        "required": ["type", "code"],
    })
}

/// Returns the schema of an error reply.
pub(super) fn error() -> Value {
    json!({
        "type": "object",
        "properties": {"error_response": {
            "type": "object",
            "properties": {
                "code": {"type": ["integer", "string"], "description": "below 100: the platform's; 15, 40, 41: the API's"},
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

/// Returns the system parameters of IOP without credentials and signature.
pub(super) fn iop_parameters() -> Value {
    json!({
        "iop_timestamp": {
            "name": "timestamp", "in": "query", "required": true,
            "description": "milliseconds since 1970; the gateway allows two hours",
            "schema": {"type": "integer", "format": "int64"},
        },
        "iop_sign_method": {
            "name": "sign_method", "in": "query", "required": true,
            "description": "HMAC-SHA256 over the path (of an API with one) and all parameters",
            "schema": {"const": "sha256"},
        },
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
        "access_token": scheme("access_token", "the session of the seller, for APIs with a path"),
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
