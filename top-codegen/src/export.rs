//! Exports for other tools: [`openapi()`] for clients and gateways, [`json_schema()`] for
//! validation and for tools that language models call.

mod equality;
mod example;
mod form;
mod gateway;
mod json_schema;
mod openapi;
mod path;
mod scalar;
mod types;

pub use json_schema::json_schema;
pub use openapi::openapi;

use crate::Api;
use crate::model::Protocol;

/// Returns the start of the names of an API's schemas: the method, or `rest.order.get` for a path, as
/// names have neither slashes nor braces.
fn schema_prefix(api: &Api) -> String {
    if !api.method.starts_with('/') {
        return api.method.clone();
    }
    let name = |char: char| match char {
        '/' => '.',
        char if char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.') => char,
        _ => '_',
    };
    format!("rest{}", api.method.chars().map(name).collect::<String>())
}

/// The direction of a message. Requests and replies have different wire formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    /// A reply of TOP, which wraps each list in an object.
    Response,
    /// A reply of IOP, or a message, with plain lists.
    PlainResponse,
}

impl Direction {
    /// Returns the direction of the replies of a protocol.
    fn of_replies(protocol: Protocol) -> Self {
        if protocol == Protocol::Top { Self::Response } else { Self::PlainResponse }
    }
}
