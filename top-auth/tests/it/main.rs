//! Sessions, issuers and stores through the public API.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod fakes;
mod issuers;
mod sessions;
mod stores;
