//! Verification of what the sandbox signs, refusal of everything else.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod accepted;
mod axum_server;
mod conversions;
mod decoding;
mod property;
#[path = "../../../top-auth/tests/support/redis_server.rs"]
mod redis_server;
mod refused;
mod replays;
mod replies;
mod secrets;
mod support;
