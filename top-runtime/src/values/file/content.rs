//! Content of a file: bytes in memory, or a source that is read while it is sent.

#[cfg(feature = "files")]
use std::sync::Arc;

use bytes::Bytes;

#[cfg(feature = "files")]
use super::source::Source;

/// Content of a file.
#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    #[cfg(feature = "files")]
    Source(Arc<Source>),
}

impl Content {
    /// Returns the length in bytes.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            #[cfg(feature = "files")]
            Self::Source(source) => source.len(),
        }
    }
}

/// Sources are equal if they are one source: their content is not read.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            #[cfg(feature = "files")]
            (Self::Source(a), Self::Source(b)) => Arc::ptr_eq(a, b),
            #[cfg(feature = "files")]
            _ => false,
        }
    }
}
