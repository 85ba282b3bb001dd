//! The clients that are told of changes, and what a new one has to know.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use top_runtime::error::ActiveBan;
use top_runtime::retry::{LimitsListener, SharedBan};

/// Number of bans below which expired ones are not removed.
const MIN_SWEEP: usize = 64;

/// Events are passed on outside of the lock: an observer may build a client of its own.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<State>);

#[derive(Default)]
struct State {
    listeners: Vec<Arc<dyn LimitsListener>>,
    /// Why the limits are unavailable.
    lost: Option<String>,
    /// The bans by method and session, with their ends.
    bans: HashMap<(String, Option<String>), (Instant, ActiveBan)>,
    /// Number of bans at which expired ones are removed.
    limit: usize,
}

impl Listeners {
    /// Adds a client, and tells it of an outage and of the active bans.
    pub(crate) fn add(&self, listener: Arc<dyn LimitsListener>) {
        let mut state = self.lock();
        state.listeners.retain(|listener| listener.is_alive());
        if let Some(reason) = &state.lost {
            listener.limits_lost(reason);
        }
        for ((method, session), (until, ban)) in &state.bans {
            let left = until.saturating_duration_since(Instant::now());
            if !left.is_zero() {
                listener.ban_recorded(
                    &SharedBan::new(method.clone(), left, ban.clone()).session(session.clone()),
                );
            }
        }
        state.listeners.push(listener);
    }

    pub(crate) fn record(&self, ban: &SharedBan) {
        let mut state = self.lock();
        let now = Instant::now();
        if let Some(until) = now.checked_add(ban.left) {
            let scope = (ban.method.clone(), ban.session.clone());
            let known = state.bans.entry(scope).or_insert_with(|| (until, ban.ban.clone()));
            if known.0 < until {
                *known = (until, ban.ban.clone());
            }
        }
        if state.bans.len() > state.limit.max(MIN_SWEEP) {
            state.bans.retain(|_, (until, _)| *until > now);
            state.limit = state.bans.len().saturating_mul(2);
        }
        tell(state, |listener| listener.ban_recorded(ban));
    }

    pub(crate) fn clear(&self) {
        let mut state = self.lock();
        state.bans.clear();
        tell(state, |listener| listener.bans_cleared());
    }

    pub(crate) fn lose(&self, reason: &str) {
        let mut state = self.lock();
        state.lost = Some(reason.to_owned());
        tell(state, |listener| listener.limits_lost(reason));
    }

    pub(crate) fn restore(&self) {
        let mut state = self.lock();
        state.lost = None;
        tell(state, |listener| listener.limits_restored());
    }

    /// Ignores poisoning: every change leaves the state consistent.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Passes an event to all clients, outside of the lock.
fn tell(state: MutexGuard<'_, State>, event: impl Fn(&dyn LimitsListener)) {
    let listeners = state.listeners.clone();
    drop(state);
    for listener in listeners {
        event(&*listener);
    }
}
