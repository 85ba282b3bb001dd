//! Dispatches a received message: duplicates, handler, dead letters.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::time::{Instant, timeout};

use crate::error::HandlerError;
use crate::handlers::Handlers;
use crate::message::Message;
use crate::observe::{MessageSettled, Observers, Settlement};
use crate::store::{Claim, DeadLetter, DeadLetters, DeliveryStore, StoreError};
use crate::trace;

/// Time by which a claim outlasts the timeout of its handler.
const LEASE_MARGIN: Duration = Duration::from_secs(10);

/// Limit of the reason in a dead letter, in characters.
const MAX_REASON: usize = 1_000;

/// What the platform is told about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Confirm,
    /// Texts are fixed: the error of a handler is not for the platform.
    Fail(&'static str),
    /// Nothing: the platform sends the message again.
    Nothing,
}

/// Deals with messages. Shared by all connections of a receiver.
pub(crate) struct Dispatcher {
    pub(crate) handlers: Handlers,
    pub(crate) store: Arc<dyn DeliveryStore>,
    pub(crate) dead_letters: Option<(Arc<dyn DeadLetters>, u32)>,
    pub(crate) observers: Observers,
    pub(crate) handler_timeout: Duration,
    pub(crate) counters: Counters,
    in_progress: Mutex<HashSet<i64>>,
}

/// Numbers of messages since the start.
#[derive(Default)]
pub(crate) struct Counters {
    handled: AtomicU64,
    duplicates: AtomicU64,
    failed: AtomicU64,
    dead: AtomicU64,
}

/// Numbers of messages that a receiver dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// Messages whose handler succeeded.
    pub handled: u64,
    /// Messages that came again: handled before, or in progress.
    pub duplicates: u64,
    /// Failed attempts, and failures of stores.
    pub failed: u64,
    /// Messages that became dead letters.
    pub dead: u64,
    /// Handlers that did not end within the time for draining. Their messages come again.
    pub abandoned: u64,
}

impl Counters {
    fn count(&self, settlement: &Settlement<'_>) {
        let counter = match settlement {
            Settlement::Handled => &self.handled,
            Settlement::Duplicate | Settlement::InProgress => &self.duplicates,
            Settlement::Failed(_) | Settlement::NotStored(_) => &self.failed,
            Settlement::Dead(_) => &self.dead,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn summary(&self, abandoned: u64) -> Summary {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Summary {
            handled: value(&self.handled),
            duplicates: value(&self.duplicates),
            failed: value(&self.failed),
            dead: value(&self.dead),
            abandoned,
        }
    }
}

impl Dispatcher {
    pub(crate) fn new(
        handlers: Handlers,
        store: Arc<dyn DeliveryStore>,
        dead_letters: Option<(Arc<dyn DeadLetters>, u32)>,
        observers: Observers,
        handler_timeout: Duration,
    ) -> Self {
        let (counters, in_progress) = (Counters::default(), Mutex::default());
        Self { handlers, store, dead_letters, observers, handler_timeout, counters, in_progress }
    }

    /// Returns the number of messages whose handlers have not ended.
    pub(crate) fn in_progress(&self) -> u64 {
        let count = self.in_progress.lock().unwrap_or_else(PoisonError::into_inner).len();
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    /// Deals with a message and returns what to tell the platform. Does not panic.
    pub(crate) async fn settle(&self, message: Message) -> Answer {
        let start = Instant::now();
        let Some(_in_progress) = InProgress::enter(&self.in_progress, message.id()) else {
            self.report(&message, start, Settlement::InProgress);
            return Answer::Nothing;
        };
        match self.store.claim(message.id(), self.handler_timeout.saturating_add(LEASE_MARGIN)).await {
            Ok(Claim::Taken) => {}
            Ok(Claim::Handled) => {
                self.report(&message, start, Settlement::Duplicate);
                return Answer::Confirm;
            }
            Ok(Claim::InProgress) => {
                self.report(&message, start, Settlement::InProgress);
                return Answer::Nothing;
            }
            Err(error) => return self.not_stored(&message, start, &error),
        }
        match self.handle(&message).await {
            Ok(()) => {
                // The effect of the handler exists: without a confirmation it would be repeated.
                if let Err(error) = self.store.finish(message.id()).await {
                    self.not_stored(&message, start, &error);
                }
                self.report(&message, start, Settlement::Handled);
                Answer::Confirm
            }
            Err(error) => self.failed(&message, start, &error).await,
        }
    }

    /// Runs the handler. A panic and a timeout are errors.
    async fn handle(&self, message: &Message) -> Result<(), HandlerError> {
        let Some(handler) = self.handlers.of(message.topic()) else {
            return Err(HandlerError::from("no handler for the topic: add one, or a fallback"));
        };
        let handler = AssertUnwindSafe(async { handler(message.clone()).await }).catch_unwind();
        let handler = trace::in_span(message.id(), message.topic(), handler);
        match timeout(self.handler_timeout, handler).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(HandlerError::from("the handler panicked")),
            Err(_) => {
                let limit = self.handler_timeout;
                Err(HandlerError::from(format!("the handler did not end within {limit:?}")))
            }
        }
    }

    async fn failed(&self, message: &Message, start: Instant, error: &HandlerError) -> Answer {
        let failures = match self.store.fail(message.id()).await {
            Ok(failures) => failures,
            Err(error) => return self.not_stored(message, start, &error),
        };
        let letters = self.dead_letters.as_ref();
        if let Some((letters, _)) = letters.filter(|(_, after)| error.is_permanent() || failures >= *after) {
            let put = letters.put(&letter(message, failures, error)).await;
            if let Err(error) = put {
                return self.not_stored(message, start, &error);
            }
            // The letter is kept: if the message comes again, the letter is replaced.
            if let Err(error) = self.store.finish(message.id()).await {
                self.not_stored(message, start, &error);
            }
            self.report(message, start, Settlement::Dead(error));
            return Answer::Confirm;
        }
        self.report(message, start, Settlement::Failed(error));
        Answer::Fail("the handler failed")
    }

    fn not_stored(&self, message: &Message, start: Instant, error: &StoreError) -> Answer {
        self.report(message, start, Settlement::NotStored(error));
        Answer::Nothing
    }

    fn report(&self, message: &Message, start: Instant, settlement: Settlement<'_>) {
        self.counters.count(&settlement);
        let (id, topic, duration) = (message.id(), message.topic(), start.elapsed());
        self.observers.message_settled(&MessageSettled { id, topic, settlement, duration });
    }
}

fn letter(message: &Message, failures: u32, error: &HandlerError) -> DeadLetter {
    DeadLetter {
        id: message.id(),
        topic: message.topic().to_owned(),
        content: message.text().to_owned(),
        user_id: message.user_id(),
        published: message.published(),
        failures,
        reason: error.to_string().chars().take(MAX_REASON).collect(),
    }
}

/// The mark that a message is in progress in this process, until it is dropped.
struct InProgress<'d> {
    set: &'d Mutex<HashSet<i64>>,
    id: i64,
}

impl<'d> InProgress<'d> {
    /// Marks a message. `None` if it is marked already.
    fn enter(set: &'d Mutex<HashSet<i64>>, id: i64) -> Option<Self> {
        let is_new = set.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        // Not `then_some`: dropping a value that is not needed would remove the mark.
        if is_new { Some(Self { set, id }) } else { None }
    }
}

impl Drop for InProgress<'_> {
    fn drop(&mut self) {
        self.set.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::InProgress;

    #[test]
    fn a_message_stays_in_progress_when_a_duplicate_is_turned_away() {
        let set = Mutex::default();
        let first = InProgress::enter(&set, 1);
        assert!(first.is_some());
        for _ in 0..2 {
            assert!(InProgress::enter(&set, 1).is_none());
        }
        drop(first);
        assert!(InProgress::enter(&set, 1).is_some());
    }
}
