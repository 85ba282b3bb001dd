//! Keys with their ages.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use sha2::{Digest, Sha256};
use tokio::sync::OwnedMutexGuard;

use crate::SecretKey;
use crate::source::{IssuedKey, KeyError, KeyOwner};

/// Time after a failure in which a key is not asked for again, unless the platform tells another.
const PAUSE: Duration = Duration::from_secs(5);

/// Maximum of such a time.
const MAX_PAUSE: Duration = Duration::from_secs(300);

/// The keys that were used last.
pub(super) struct Cache {
    slots: Mutex<LruCache<Id, Arc<Slot>>>,
    limit: usize,
}

/// Owner and version of a key. A session is hashed, so that the cache keeps none.
#[derive(PartialEq, Eq, Hash)]
struct Id(Owner, Option<i64>);

#[derive(PartialEq, Eq, Hash)]
enum Owner {
    App,
    Seller([u8; 32]),
    Account(u64),
}

impl Cache {
    pub(super) fn new(limit: usize) -> Self {
        // `LruCache::new` would allocate for the limit.
        Self { slots: Mutex::new(LruCache::unbounded()), limit }
    }

    /// Returns the place of a key, and drops the one that was used longest ago beyond the limit.
    pub(super) fn slot(&self, owner: &KeyOwner, version: Option<i64>) -> Arc<Slot> {
        let owner = match owner {
            KeyOwner::App => Owner::App,
            KeyOwner::Seller(session) => Owner::Seller(Sha256::digest(session.expose()).into()),
            KeyOwner::Account(id) => Owner::Account(*id),
        };
        let mut slots = self.slots();
        let slot = Arc::clone(slots.get_or_insert(Id(owner, version), Arc::default));
        if slots.len() > self.limit {
            slots.pop_lru();
        }
        slot
    }

    pub(super) fn len(&self) -> usize {
        self.slots().len()
    }

    fn slots(&self) -> MutexGuard<'_, LruCache<Id, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one key.
#[derive(Default)]
pub(super) struct Slot {
    /// Held by the task that reads the key.
    gate: Arc<tokio::sync::Mutex<()>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    failure: Option<Failure>,
}

/// A key, or that there is none, with times of the monotonic clock.
struct Kept {
    key: Option<Arc<SecretKey>>,
    refresh_at: Duration,
    expires_at: Duration,
}

struct Failure {
    error: KeyError,
    until: Duration,
}

/// State of a key in the cache.
pub(super) enum Known {
    /// To be used.
    Fresh(Option<Arc<SecretKey>>),
    /// To be used, and read again.
    Stale(Option<Arc<SecretKey>>),
    /// Not to be asked for again now.
    Failed(KeyError),
}

impl Slot {
    /// Returns the state. `None` if the key must be read.
    pub(super) fn known(&self, now: Duration) -> Option<Known> {
        let state = self.state();
        let failure = state.failure.as_ref().filter(|failure| now < failure.until);
        match &state.kept {
            Some(kept) if now < kept.refresh_at => Some(Known::Fresh(kept.key.clone())),
            // Without another attempt for a while, but with the key that may still be used.
            Some(kept) if now < kept.expires_at && failure.is_some() => Some(Known::Fresh(kept.key.clone())),
            Some(kept) if now < kept.expires_at => Some(Known::Stale(kept.key.clone())),
            _ => failure.map(|failure| Known::Failed(failure.error.clone())),
        }
    }

    /// Keeps the answer of the source.
    pub(super) fn keep(
        &self,
        result: Result<IssuedKey, KeyError>,
        asked: Duration,
        now: Duration,
    ) -> Result<Option<Arc<SecretKey>>, KeyError> {
        let mut state = self.state();
        match result {
            Ok(issued) => {
                let key = issued.key.map(Arc::new);
                state.failure = None;
                state.kept = Some(Kept {
                    key: key.clone(),
                    refresh_at: asked.saturating_add(issued.refresh_after),
                    expires_at: asked.saturating_add(issued.expires_after),
                });
                Ok(key)
            }
            Err(error) => {
                let pause = error.retry_after().unwrap_or(PAUSE).min(MAX_PAUSE);
                state.failure = Some(Failure { error: error.clone(), until: now.saturating_add(pause) });
                Err(error)
            }
        }
    }

    /// Waits for the right to read the key.
    pub(super) async fn enter(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.gate).lock_owned().await
    }

    /// Returns the right to read the key, unless another task has it.
    pub(super) fn try_enter(&self) -> Option<OwnedMutexGuard<()>> {
        Arc::clone(&self.gate).try_lock_owned().ok()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
