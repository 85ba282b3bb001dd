//! Definitions and pages as Rust, as `build.rs` writes it: those of the repository, and of the corpus where `TOP_CORPUS` names it.
#![forbid(unsafe_code)]
#![deny(warnings)]
// Documents mention names without backticks, and have objects of hundreds of fields.
#![allow(clippy::doc_markdown, clippy::too_many_lines)]

include!(concat!(env!("OUT_DIR"), "/apis.rs"));

#[cfg(test)]
mod forms;
