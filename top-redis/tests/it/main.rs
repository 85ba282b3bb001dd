//! Limits in Redis, with a server that each test starts. Without `redis-server` the tests print
//! `skipped`.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

mod bans;
mod outages;
mod rates;
mod redis_server;
mod support;
