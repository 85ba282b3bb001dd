//! What a process knows of one seller.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use top_runtime::SessionKey;
use top_runtime::clock::Clock;

use super::Shared;
use super::refresh::Refresh;
use crate::error::AuthError;
use crate::store::{Entry, Expected, TokenStore};

/// One seller: the token in use, and the last failure.
pub(super) struct Slot {
    seller: String,
    /// Held by the task that refreshes.
    gate: Arc<tokio::sync::Mutex<()>>,
    state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) entry: Option<Entry>,
    /// Whether the entry is newer than the store, which could not be written.
    pub(super) is_unsaved: bool,
    pub(super) failure: Option<Failure>,
    /// Number of failures since the last success.
    pub(super) failures: u32,
}

/// A failed refresh.
pub(super) struct Failure {
    pub(super) error: AuthError,
    /// Version of the token that could not be refreshed.
    pub(super) version: Option<u64>,
    /// Until when the platform is not asked again, by the monotonic clock.
    pub(super) until: Duration,
}

impl Slot {
    pub(super) fn new(seller: &str) -> Self {
        Self { seller: seller.to_owned(), gate: Arc::default(), state: Mutex::default() }
    }

    pub(super) fn seller(&self) -> &str {
        &self.seller
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything: the store has another token.
    pub(super) fn forget(&self) {
        *self.state() = State::default();
    }

    /// Returns a valid session other than `rejected`.
    pub(super) async fn session(
        self: &Arc<Self>,
        shared: &Arc<Shared>,
        rejected: Option<&SessionKey>,
    ) -> Result<SessionKey, AuthError> {
        if let Some(known) = self.known(shared, rejected) {
            return known;
        }
        let gate = Arc::clone(&self.gate).lock_owned().await;
        // Another task may have refreshed while this one waited.
        if let Some(known) = self.known(shared, rejected) {
            return known;
        }
        let refresh =
            Refresh { shared: Arc::clone(shared), slot: Arc::clone(self), rejected: rejected.cloned() };
        // A task of its own: a caller that is cancelled must not lose the new token.
        let task = tokio::spawn(async move {
            let result = refresh.run().await;
            drop(gate);
            result
        });
        task.await.unwrap_or_else(|_| {
            Err(AuthError::unavailable(
                Duration::from_secs(1),
                "the task of the refresh was ended with its runtime",
            ))
        })
    }

    /// Returns the result that needs neither store nor platform, if there is one.
    fn known(&self, shared: &Shared, rejected: Option<&SessionKey>) -> Option<Result<SessionKey, AuthError>> {
        let state = self.state();
        let now = shared.clock.now();
        let token = state.entry.as_ref().map(|entry| &entry.token);
        let token = token.filter(|token| rejected != Some(&token.session) && !token.is_expired(now));
        let failure = state.failure.as_ref().filter(|failure| shared.clock.monotonic() < failure.until);
        match (token, failure) {
            (Some(token), None) if token.is_due(now, shared.margin) || state.is_unsaved => None,
            (Some(token), _) => Some(Ok(token.session.clone())),
            (None, Some(failure)) => Some(Err(failure.error.clone())),
            (None, None) => None,
        }
    }

    /// Writes the token if it is newer than the store. Returns `false` if it still is.
    pub(super) async fn save(&self, store: &dyn TokenStore) -> bool {
        let entry = {
            let state = self.state();
            state.entry.clone().filter(|_| state.is_unsaved)
        };
        let Some(entry) = entry else { return true };
        let saved = store.replace(&self.seller, &entry.token, Expected::Version(entry.version)).await;
        let mut state = self.state();
        match saved {
            Ok(version) => {
                state.is_unsaved = false;
                match (version, &mut state.entry) {
                    (Some(version), Some(entry)) => entry.version = version,
                    // Somebody stored another token meanwhile, which is the valid one.
                    _ => state.entry = None,
                }
                true
            }
            Err(_) => false,
        }
    }
}
