//! What a reply may cost at most, whatever it holds: depth, memory and issues. `docs/forms.md` states the bounds.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod apis;
mod depth;
mod issues;
mod memory;
mod wide;
mod wide_types;
