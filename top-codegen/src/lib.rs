//! Code generation from documentation: pages of the Taobao Open Platform (TOP) and of IOP, or
//! definition files of their document services, become Rust code for the derives of `top-runtime`.
//! A document describes an API, or a topic of the message service.
//!
//! The pipeline is: text -> [`read()`] -> [`Api`] -> [`write()`] -> Rust. [`Generator`] runs it in
//! a build script. An [`Api`] can also be printed as data ([`schema()`]), compared with another
//! version ([`diff()`]) and exported for other tools ([`export`]). [`package()`] and
//! [`partition()`] assign APIs to features and crates.
#![forbid(unsafe_code)]

mod definition;
mod diagnostic;
pub mod diff;
mod document;
pub mod export;
mod folder;
mod generator;
mod iop;
pub mod model;
mod modules;
mod outline;
mod package;
mod page;
mod partition;
mod recognize;
pub mod schema;
mod subset;
mod text;
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
