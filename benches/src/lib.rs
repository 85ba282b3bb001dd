//! Cost of calling an API, as ratios to the same work with the best libraries.
//!
//! One module per budget. [`harness`] measures; [`replies`] and [`requests`] contain the data.

// A failed set-up stops the command with the reason.
#![allow(clippy::expect_used, clippy::missing_panics_doc)]

pub mod budget;
pub mod call;
pub mod compile;
pub mod decode;
mod gateway;
pub mod harness;
pub mod lists;
pub mod load;
pub mod memory;
pub mod messages;
pub mod prepare;
pub mod replies;
pub mod requests;
pub mod start;
pub mod throughput;
pub mod wide;
pub mod wrapped;
pub mod xml;
