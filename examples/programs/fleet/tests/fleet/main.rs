//! Runs worker processes against the local gateway and a Redis server. Without `redis-server` the
//! tests print `skipped`.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used)] // an unexpected result fails the test

mod bans;
mod kills;
#[path = "../../../../../top-redis/tests/it/redis_server.rs"]
#[allow(dead_code)] // the tests of outages use the rest
mod redis_server;
mod run;
mod shop;
mod stalls;
