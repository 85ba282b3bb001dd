//! One value, three forms: a typed reply written as JSON, as simplified JSON and as XML reads back as equal values.
//!
//! Where the forms cannot tell values apart is said once, in [`carried`], and shown row by row in [`coinciding`].

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
