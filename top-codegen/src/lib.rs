//! Code from documentation: a page of the Taobao Open Platform, or a definition file of its document service, becomes Rust
//! in the DSL of `top-runtime`.
//!
//! Everything goes one way: text -> [`read`] -> [`Api`] -> [`write`] -> Rust.
#![forbid(unsafe_code)]

mod definition;
mod document;
pub mod model;
mod notice;
mod page;
mod write;

pub use document::{Document, read};
pub use model::Api;
pub use notice::{Notice, Problem};
pub use write::{Options, Written, write};
