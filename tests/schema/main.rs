//! Schemas of declared APIs, and field selections.

#![allow(clippy::unwrap_used)] // a failed unwrap fails the test

mod fields;
mod seeds;
mod shapes;
mod source;
