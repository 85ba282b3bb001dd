//! Sessions, issuers and stores through the public API.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod endpoints;
mod fakes;
mod iop;
mod issuers;
#[path = "../support/redis_server.rs"]
mod redis_server;
mod sessions;
mod stores;
