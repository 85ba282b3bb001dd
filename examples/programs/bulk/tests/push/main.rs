//! Runs the program against the local gateway.

#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

mod kills;
mod outcomes;
mod shop;
