//! The sandbox as a caller sees it: over a socket.

#![allow(clippy::unwrap_used)] // what cannot be unwrapped fails the test

mod apis;
mod codes;
mod http;
mod placement;
mod running;
mod signature;
mod typed;
