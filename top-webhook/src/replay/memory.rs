//! Accepted requests in memory.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use top_runtime::clock::{Clock, SystemClock};
use top_runtime::transport::BoxFuture;

use super::{ReplayId, ReplayStore, ReplayStoreError};

/// Default limit of recorded requests.
const CAPACITY: usize = 200_000;

/// Accepted requests in the memory of one process, with a limit.
///
/// A full store refuses further requests and tells so in its error: dropping the oldest record
/// would let its request through again. Clones share the records.
///
/// About 200 bytes per record: 40 MB at the default limit of 200,000 records, which is reached by
/// 600 requests per second with the default window of 5 minutes.
#[derive(Clone)]
pub struct MemoryReplayStore {
    records: Arc<Mutex<Records>>,
    capacity: usize,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Records {
    expiry: HashMap<ReplayId, Duration>,
    by_expiry: BTreeSet<(Duration, [u8; 32])>,
}

impl MemoryReplayStore {
    /// Creates an empty store with the default limit.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(CAPACITY)
    }

    /// Creates an empty store for at most `capacity` requests at a time.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self { records: Arc::default(), capacity, clock: Arc::new(SystemClock) }
    }

    /// Sets the clock by which records are forgotten.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Returns the number of records, with those that a later claim will forget.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().expiry.len()
    }

    /// Returns `true` without records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn try_claim(&self, id: ReplayId, lifetime: Duration) -> Result<bool, ReplayStoreError> {
        let now = self.clock.monotonic();
        let mut records = self.lock();
        while let Some(first) = records.by_expiry.first().copied().filter(|(expiry, _)| *expiry <= now) {
            records.by_expiry.remove(&first);
            records.expiry.remove(&ReplayId(first.1));
        }
        if records.expiry.contains_key(&id) {
            return Ok(false);
        }
        if records.expiry.len() >= self.capacity {
            let reason =
                format!("full with {} requests: raise its capacity, or narrow the window", self.capacity);
            return Err(ReplayStoreError::new(reason));
        }
        let expiry = now.saturating_add(lifetime);
        records.expiry.insert(id, expiry);
        records.by_expiry.insert((expiry, id.0));
        Ok(true)
    }

    fn forget(&self, id: ReplayId) {
        let mut records = self.lock();
        if let Some(expiry) = records.expiry.remove(&id) {
            records.by_expiry.remove(&(expiry, id.0));
        }
    }

    /// A poisoned lock is used as it is: every record is complete.
    fn lock(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryReplayStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryReplayStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = self.len();
        f.debug_struct("MemoryReplayStore")
            .field("records", &records)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}

impl ReplayStore for MemoryReplayStore {
    fn claim<'a>(
        &'a self,
        id: &'a ReplayId,
        lifetime: Duration,
    ) -> BoxFuture<'a, Result<bool, ReplayStoreError>> {
        Box::pin(std::future::ready(self.try_claim(*id, lifetime)))
    }

    fn release<'a>(&'a self, id: &'a ReplayId) -> BoxFuture<'a, Result<(), ReplayStoreError>> {
        self.forget(*id);
        Box::pin(std::future::ready(Ok(())))
    }
}
