//! Recordings of `top-replay`: made against the sandbox or in memory, and replayed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod failures;
mod gateways;
mod matching;
mod page;
mod property;
mod roundtrip;
mod secrets;
mod support;
