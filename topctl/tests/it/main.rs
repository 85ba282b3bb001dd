//! The command as people run it.

#![allow(clippy::expect_used, clippy::unwrap_used)] // what is not expected fails the test

mod add;
mod bad_input;
mod catalogue;
mod compiles;
mod diff;
mod edited;
mod export;
mod folder;
mod manifest;
mod place;
mod refused;
mod schema;
mod skipped;
mod terminal;
