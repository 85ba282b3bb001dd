//! Code from documentation: a page of the Taobao Open Platform, or a definition file of its document service, becomes Rust
//! in the DSL of `top-runtime`.
//!
//! Everything goes one way: text -> [`read()`] -> [`Api`] -> [`write()`] -> Rust. In a build script a [`Generator`] does it all.
//! An [`Api`] is plain data too ([`schema()`]), compared with another ([`diff()`]), and described for other tools ([`export`]).
//! Of thousands, [`package()`] and [`partition()`] say what stands together, as a feature and in a crate.
#![forbid(unsafe_code)]

mod definition;
mod diagnostic;
pub mod diff;
mod document;
pub mod export;
mod folder;
mod generator;
pub mod model;
mod modules;
mod package;
mod page;
mod partition;
mod recognize;
pub mod schema;
mod subset;
mod write;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use diagnostic::{Diagnostic, FileDiagnostic};
pub use diff::{Change, Effect, diff};
pub use document::{Document, read};
pub use folder::documents_in;
pub use generator::{Diagnostics, Generated, Generator};
pub use model::Api;
pub use modules::{Module, Modules};
pub use package::package;
pub use partition::partition;
pub use schema::{Schema, schema};
pub use write::{ModuleCode, Options, write};
