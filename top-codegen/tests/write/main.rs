//! Code generation: snapshots of documented quirks, and properties for arbitrary APIs.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod arbitrary;
mod bounds;
mod build;
mod construct;
mod fields;
mod names;
mod options;
mod outcome;
mod snapshots;
mod valid_rust;
