//! The gateway of the demonstration, which the tests use, too.

pub mod gateway;
