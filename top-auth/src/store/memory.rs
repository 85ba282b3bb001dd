//! Tokens in memory: for tests, and for programs that authorise at each start.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use top_runtime::transport::BoxFuture;

use super::{Entry, Expected, Lease, StoreError, TokenStore, next_version};
use crate::Token;

/// Tokens in memory. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    entries: Mutex<HashMap<String, Entry>>,
    locked: Mutex<HashSet<String>>,
}

impl MemoryStore {
    /// Creates an empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TokenStore for MemoryStore {
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async move { Ok(lock(&self.0.entries).get(seller).cloned()) })
    }

    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
        Box::pin(async move {
            let mut entries = lock(&self.0.entries);
            let stored = entries.get(seller).map(|entry| entry.version);
            if !expected.allows(stored) {
                return Ok(None);
            }
            let version = next_version(stored);
            entries.insert(seller.to_owned(), Entry::new(token.clone(), version));
            Ok(Some(version))
        })
    }

    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            lock(&self.0.entries).remove(seller);
            Ok(())
        })
    }

    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        _: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
        Box::pin(async move {
            let is_new = lock(&self.0.locked).insert(seller.to_owned());
            Ok(is_new.then(|| Lease::new(Unlock { shared: Arc::clone(&self.0), seller: seller.to_owned() })))
        })
    }
}

/// Unlocks a seller when it is dropped. A lock needs no end of life: its process has the only store.
struct Unlock {
    shared: Arc<Shared>,
    seller: String,
}

impl Drop for Unlock {
    fn drop(&mut self) {
        lock(&self.shared.locked).remove(&self.seller);
    }
}
