//! One value, three forms: a typed reply encoded as JSON, as simplified JSON and as XML decodes to
//! equal values.
//!
//! [`carried`] defines the values that a form cannot distinguish, and [`coinciding`] tests them row by row.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The names are the platform's.
#![allow(clippy::struct_field_names)]

mod apis;
mod ask;
mod carried;
mod coinciding;
mod draw;
mod everything;
mod flatten;
mod outcome;
mod property;
mod recognised;
mod sandbox;
mod seeds;
mod xml;
