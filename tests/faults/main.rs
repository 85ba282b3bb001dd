//! Calls under fault, over real sockets: what the user sees, what the gateway saw, and what must never be seen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cancel;
mod clocks;
mod documented;
mod once;
mod proxy;
mod raw;
mod retries;
mod secrets;
mod shared;
mod table;
mod ten_thousand;
mod throttling;
mod timeouts;
mod tls;
mod waits;
