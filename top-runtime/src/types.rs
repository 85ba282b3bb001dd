//! The values of the platform that Rust has no type for.

mod datetime;
mod decimal;
mod epoch;
mod fields;
mod file;
mod json;
mod price;

pub(crate) use datetime::Timestamp;
pub use datetime::{DateTime, DateTimeError};
pub use decimal::{Decimal, DecimalError};
pub use epoch::{Millis, Seconds};
pub use fields::Fields;
pub use file::File;
pub use json::Json;
pub use price::Price;
