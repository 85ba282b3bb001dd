//! From the model to Rust.

use crate::{Api, Notice};

/// How the Rust is to be written.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// Derives that each type gets beside `Debug`, `Clone`, `PartialEq` and ours: `Serialize`, `serde::Serialize`.
    pub derives: Vec<String>,
    /// Whether the test that calls the sandbox with the document's examples is left out.
    pub no_tests: bool,
}

/// The Rust of one API.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// A name for the module, made from the method: `taobao_time_get`.
    pub module: String,
    /// The module's content: complete, with its `use` lines; it can be a file of its own or the inside of a `mod`.
    pub code: String,
    /// Decisions and doubts that a reader of the code should know.
    pub warnings: Vec<Notice>,
}

/// Writes the Rust of one API.
#[must_use]
pub fn write(_api: &Api, _options: &Options) -> Written {
    Written { module: String::new(), code: String::new(), warnings: Vec::new() }
}
