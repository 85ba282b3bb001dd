//! The writer: what it makes of each quirk that documents have, and that it makes Rust of anything.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod build;
mod draw;
mod legal;
mod options;
mod snapshots;
