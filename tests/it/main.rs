//! Integration tests over an in-memory transport. One binary, one module per concern.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod bodies;
mod checks;
mod compressed;
mod corpus;
mod credentials;
mod declared_apis;
mod decode;
mod encode;
mod error_chains;
mod error_texts;
mod escapes;
mod explained;
mod files;
mod flatten;
mod gateways;
mod headers;
mod hygiene;
mod json;
mod lists;
mod mutations;
mod names;
mod newtypes;
mod outcome;
mod requests;
mod roundtrip;
mod scalars;
mod secrets;
mod serde;
mod spellings;
mod support;
mod transports;
mod web_services;
