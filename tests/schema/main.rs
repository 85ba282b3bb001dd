//! What is declared, as data: schemas, and selections of a reply's members.

#![allow(clippy::unwrap_used)] // what cannot be unwrapped fails the test

mod fields;
mod seeds;
mod shapes;
mod source;
