//! Exports for other tools: [`openapi()`] for clients and gateways, [`json_schema()`] for
//! validation and for tools that language models call.

mod equality;
mod example;
mod form;
mod gateway;
mod json_schema;
mod openapi;
mod scalar;
mod types;

pub use json_schema::json_schema;
pub use openapi::openapi;

/// The direction of a message. Requests and replies have different wire formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}
