//! Calls under fault, over real sockets: what the user sees, what the gateway saw, and what must never be seen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cancel;
mod once;
mod proxy;
mod raw;
mod secrets;
mod shared;
mod table;
mod timeouts;
mod tls;
