//! APIs in forms that other tools read: [`openapi`] for clients and gateways, [`json_schema`] for validation and for tools
//! that a language model calls.

mod example;
mod form;
mod gateway;
mod json_schema;
mod openapi;
mod same;
mod scalar;
mod types;

pub use json_schema::json_schema;
pub use openapi::openapi;

/// What a schema is for: the two directions look different on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}
