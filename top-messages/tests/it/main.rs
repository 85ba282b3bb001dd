//! Receiving messages from the sandbox's server, with and without faults.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod api;
mod connection;
mod delivery;
mod faults;
mod frames;
mod handlers;
#[path = "../../../top-auth/tests/support/redis_server.rs"]
mod redis_server;
mod stores;
mod support;
mod vectors;
