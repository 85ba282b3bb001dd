//! What calling an API costs, as ratios to the same work done with the best libraries.
//!
//! One module per budget; how they are measured is in [`harness`], what is measured on in [`replies`] and [`requests`].

// What cannot be set up cannot be measured: then the command stops and says why.
#![allow(clippy::expect_used, clippy::missing_panics_doc)]

pub mod budget;
pub mod call;
pub mod compile;
pub mod decode;
pub mod harness;
pub mod memory;
pub mod prepare;
pub mod replies;
pub mod requests;
pub mod wrapped;
pub mod xml;
