//! Receiving messages from the sandbox's server, with and without faults.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod api;
mod connection;
mod delivery;
mod faults;
mod frames;
mod handlers;
mod stores;
mod support;
mod vectors;
