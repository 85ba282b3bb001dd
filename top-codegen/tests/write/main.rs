//! The writer: what it makes of each quirk that documents have, and that it makes Rust of anything.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bounds;
mod build;
mod construct;
mod draw;
mod fields;
mod legal;
mod names;
mod options;
mod outcome;
mod snapshots;
