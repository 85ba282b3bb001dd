//! Tests of the sandbox over a socket.

#![allow(clippy::unwrap_used)] // a failed unwrap fails the test

mod apis;
mod assertions;
mod batch;
mod codes;
mod faults;
mod gateways;
mod http;
mod many;
mod multipart;
mod pages;
mod placement;
mod protocols;
mod running;
mod samples;
mod signature;
mod signer;
mod tokens;
mod typed;
mod uploads;
mod xml;
