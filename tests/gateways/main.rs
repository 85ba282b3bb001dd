//! Calls by every protocol: in memory, and at a sandbox.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod documents;
mod names;
mod odd;
mod paths;
#[allow(dead_code)] // `it` uses all of it
#[path = "../it/spans/recorder.rs"]
mod recorder;
mod replies;
mod sandboxed;
mod signatures;
mod support;
mod watched;
