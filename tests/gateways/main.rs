//! Calls by every protocol, over a transport in memory.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod documents;
mod paths;
mod replies;
mod signatures;
mod support;
