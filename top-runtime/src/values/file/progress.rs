//! Progress of an upload.

use std::fmt;
use std::sync::Arc;

use super::File;

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

impl File {
    /// Sets a function that is told how much of the file was sent, about once per 64 KiB. It runs in
    /// the task of the connection and must not block.
    #[must_use]
    pub fn on_progress(mut self, listener: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.progress = Some(ProgressListener(Arc::new(listener)));
        self
    }
}
