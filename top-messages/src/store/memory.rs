//! Handled messages in memory.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use top_runtime::transport::BoxFuture;

use super::{Claim, DeliveryStore, StoreError};

/// Default number of messages.
const CAPACITY: NonZeroUsize = NonZeroUsize::MIN.saturating_add(99_999);

/// Handled messages in memory, for one process. Forgets the oldest ones. About 100 bytes per
/// message.
///
/// Default: 100,000 messages.
pub struct MemoryStore {
    states: Mutex<LruCache<i64, State>>,
}

#[derive(Clone, Copy)]
enum State {
    Handled,
    Failed(u32),
}

impl MemoryStore {
    /// Creates a store that remembers this many messages, at least one.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        let capacity = NonZeroUsize::new(capacity).unwrap_or(NonZeroUsize::MIN);
        Self { states: Mutex::new(LruCache::new(capacity)) }
    }

    fn with<T>(&self, change: impl FnOnce(&mut LruCache<i64, State>) -> T) -> T {
        change(&mut self.states.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new(CAPACITY.get())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("messages", &self.with(|states| states.len())).finish()
    }
}

impl DeliveryStore for MemoryStore {
    /// Does not keep the lease: the receiver knows which messages its own process handles.
    fn claim(&self, id: i64, _: Duration) -> BoxFuture<'_, Result<Claim, StoreError>> {
        let claim = self.with(|states| match states.get(&id) {
            Some(State::Handled) => Claim::Handled,
            Some(State::Failed(_)) | None => Claim::Taken,
        });
        Box::pin(std::future::ready(Ok(claim)))
    }

    fn finish(&self, id: i64) -> BoxFuture<'_, Result<(), StoreError>> {
        self.with(|states| states.put(id, State::Handled));
        Box::pin(std::future::ready(Ok(())))
    }

    fn fail(&self, id: i64) -> BoxFuture<'_, Result<u32, StoreError>> {
        let failures = self.with(|states| {
            let failures = match states.get(&id) {
                Some(State::Failed(failures)) => failures.saturating_add(1),
                Some(State::Handled) | None => 1,
            };
            states.put(id, State::Failed(failures));
            failures
        });
        Box::pin(std::future::ready(Ok(failures)))
    }
}
