//! Content of a file: bytes in memory, or a source that is read while it is sent.

use std::fmt;
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

/// Function that is told how much of a file was sent.
#[derive(Clone)]
pub(crate) struct ProgressListener(pub(super) Arc<dyn Fn(Progress) + Send + Sync>);

impl ProgressListener {
    pub(crate) fn report(&self, sent: u64, total: u64) {
        (self.0)(Progress { sent, total });
    }
}

impl fmt::Debug for ProgressListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressListener")
    }
}

/// How much of a file was sent by the current attempt of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes that were passed to the connection. Starts at 0 again with each attempt.
    pub sent: u64,
    /// Length of the file in bytes.
    pub total: u64,
}
