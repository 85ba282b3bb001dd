//! Encoding and decoding: the traits that the derives implement, and the encoder and decoder that
//! they call.

pub(crate) mod decode;
pub(crate) mod decoder;
pub(crate) mod diagnostics;
pub(crate) mod encode;
pub(crate) mod encoder;
pub(crate) mod field_table;
pub(crate) mod fields;
pub(crate) mod param;
pub(crate) mod params;
#[cfg(feature = "serde")]
pub(crate) mod serde;
pub(crate) mod suggest;
pub(crate) mod type_facts;
pub(crate) mod value;

pub use crate::tree::Node;
pub use decode::Decode;
pub use decoder::Decoder;
pub use encode::{Encode, Kind, Shape};
pub use encoder::Encoder;
