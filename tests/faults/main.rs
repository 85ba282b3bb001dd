//! Calls under fault, over real sockets: what the user sees, what the gateway saw, and what must never be seen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod attempts;
mod cancel;
mod certificates;
mod clocks;
mod codes;
mod documented;
mod endless;
mod extremes;
mod once;
mod proxy;
mod raw;
mod retries;
mod runtimes;
mod secrets;
mod shared;
mod table;
mod ten_thousand;
mod throttling;
mod timeouts;
mod tls;
mod waits;
