//! Tests of the command line.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failed expectation fails the test

mod add;
mod bad_input;
mod call;
mod catalogue;
mod compiles;
mod consume;
mod derives;
mod diff;
mod edited;
mod export;
mod folder;
mod iop;
mod manifest;
mod new;
mod output;
mod readme;
mod schema;
mod sign;
mod skipped;
mod terminal;
