//! The log of callbacks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::send::{CallbackError, CallbackReply};
use super::signed::SignedCallback;

/// Maximal number of callbacks in the log.
const MAX_ENTRIES: usize = 10_000;

/// Maximal size of the bodies in the log, in bytes.
const MAX_BYTES: usize = 256 << 20;

/// A callback that was sent, with its reply.
#[derive(Debug, Clone)]
pub struct SentCallback {
    callback: SignedCallback,
    sent_at: SystemTime,
    reply: Result<CallbackReply, CallbackError>,
}

impl SentCallback {
    pub(super) fn new(
        callback: SignedCallback,
        sent_at: SystemTime,
        reply: Result<CallbackReply, CallbackError>,
    ) -> Self {
        Self { callback, sent_at, reply }
    }

    /// Returns the request.
    #[must_use]
    pub fn callback(&self) -> &SignedCallback {
        &self.callback
    }

    /// Returns the time of sending by the sender's clock.
    #[must_use]
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// Returns the reply, if a complete one arrived.
    #[must_use]
    pub fn reply(&self) -> Option<&CallbackReply> {
        self.reply.as_ref().ok()
    }

    /// Returns why no complete reply arrived.
    #[must_use]
    pub fn error(&self) -> Option<&CallbackError> {
        self.reply.as_ref().err()
    }

    fn bytes(&self) -> usize {
        self.callback.body().len() + self.reply().map_or(0, |reply| reply.body().len())
    }
}

/// The latest callbacks. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    entries: VecDeque<SentCallback>,
    bytes: usize,
}

impl Log {
    pub(super) fn add(&self, entry: SentCallback) {
        let mut state = self.lock();
        state.bytes += entry.bytes();
        state.entries.push_back(entry);
        while state.entries.len() > MAX_ENTRIES || state.bytes > MAX_BYTES {
            let Some(oldest) = state.entries.pop_front() else { break };
            state.bytes -= oldest.bytes();
        }
    }

    pub(super) fn all(&self) -> Vec<SentCallback> {
        self.lock().entries.iter().cloned().collect()
    }

    /// A poisoned lock is used as it is: every entry is complete.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
