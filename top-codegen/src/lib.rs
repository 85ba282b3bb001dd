//! Code from documentation: a page of the Taobao Open Platform, or a definition file of its document service, becomes Rust
//! in the DSL of `top-runtime`.
//!
//! Everything goes one way: text -> [`read`] -> [`Api`] -> [`write`] -> Rust.
#![forbid(unsafe_code)]

mod definition;
pub mod diff;
mod document;
pub mod export;
pub mod model;
mod notice;
mod page;
pub mod schema;
mod write;

pub use diff::{Change, Effect, diff};
pub use document::{Document, read};
pub use model::Api;
pub use notice::{Notice, Problem};
pub use schema::{Schema, schema};
pub use write::{Options, Written, write};
