//! Value types of the platform without a counterpart in Rust.

mod arithmetic;
mod convert;
mod datetime;
mod decimal;
mod digits;
mod epoch;
pub(crate) mod file;
mod json;
mod number;
mod price;
#[cfg(feature = "serde")]
mod serde;
mod value;

pub use arithmetic::Integer;
pub use datetime::{DateTime, DateTimeError};
pub(crate) use datetime::{Moment, Timestamp};
pub use decimal::{Decimal, DecimalError};
pub use epoch::{Millis, Seconds};
pub use file::File;
#[cfg(feature = "files")]
pub use file::Progress;
pub use json::Json;
pub(crate) use number::{truth, whole_number};
pub use price::Price;
#[cfg(feature = "serde")]
pub(crate) use serde::ScalarVisitor;
pub use value::Value;
