//! The sandbox as a caller sees it: over a socket.

#![allow(clippy::unwrap_used)] // what cannot be unwrapped fails the test

mod apis;
mod assertions;
mod codes;
mod faults;
mod http;
mod many;
mod multipart;
mod placement;
mod running;
mod samples;
mod signature;
mod typed;
mod xml;
