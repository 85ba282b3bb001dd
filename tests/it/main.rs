//! What the workspace promises in `DESIGN.md`, over a transport without sockets. One binary; a module per concern.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod bodies;
mod checks;
mod corpus;
mod decode;
mod design;
mod encode;
mod escapes;
mod files;
mod flatten;
mod hygiene;
mod json;
mod lists;
mod mutations;
mod outcome;
mod requests;
mod roundtrip;
mod scalars;
mod secrets;
mod support;
