//! Decryption, search and keys through the public API.
//!
//! No public example of an encrypted text with its key is known. The expected texts were computed
//! with other implementations of AES and HMAC; `cipher` encrypts with a CBC mode of its own.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod cipher;
mod fakes;
mod forms;
mod keys;
mod platform;
mod sandbox;
mod search;
