//! Protection against replays.

mod memory;
#[cfg(feature = "redis")]
mod redis;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use top_runtime::transport::BoxFuture;

use crate::signature::fingerprint;
pub use memory::MemoryReplayStore;
#[cfg(feature = "redis")]
pub use redis::RedisReplayStore;

/// Identity of a verified request: SHA-256 of scheme, app key and signature. Reveals neither the
/// signature nor the secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReplayId([u8; 32]);

impl ReplayId {
    pub(crate) fn new(scheme: &str, app_key: &str, signature: &[u8]) -> Self {
        Self(fingerprint(&[scheme.as_bytes(), app_key.as_bytes(), signature]))
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ReplayId {
    /// Formats 64 lower-case hex digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ReplayId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReplayId({self})")
    }
}

/// The memory of accepted requests. Requests reach it only after their signature was checked, so
/// strangers cannot fill it.
pub trait ReplayStore: Send + Sync {
    /// Records a request, unless it is recorded. Returns `true` if the request was not recorded
    /// before. Of several concurrent calls with one identity, one gets `true`.
    ///
    /// After `lifetime` the record may be forgotten: the request is too old then.
    fn claim<'a>(
        &'a self,
        id: &'a ReplayId,
        lifetime: Duration,
    ) -> BoxFuture<'a, Result<bool, ReplayStoreError>>;

    /// Forgets a request, so that its repetition is accepted.
    fn release<'a>(&'a self, id: &'a ReplayId) -> BoxFuture<'a, Result<(), ReplayStoreError>>;
}

impl<S: ReplayStore + ?Sized> ReplayStore for Arc<S> {
    fn claim<'a>(
        &'a self,
        id: &'a ReplayId,
        lifetime: Duration,
    ) -> BoxFuture<'a, Result<bool, ReplayStoreError>> {
        (**self).claim(id, lifetime)
    }

    fn release<'a>(&'a self, id: &'a ReplayId) -> BoxFuture<'a, Result<(), ReplayStoreError>> {
        (**self).release(id)
    }
}

/// The error of a [`ReplayStore`]. The request is refused then, as it may be a replay.
#[derive(Debug, Clone)]
pub struct ReplayStoreError(String);

impl ReplayStoreError {
    /// Creates an error from its cause. The text must not contain a password.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for ReplayStoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReplayStoreError {}
