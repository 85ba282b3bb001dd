//! Limits of a reply: depth, memory and issues. `docs/forms.md` lists them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod depth;
mod issues;
mod memory;
mod uploads;
mod wide;
mod wide_types;
