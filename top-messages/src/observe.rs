//! Observes messages and connections: for metrics, logs and tests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::error::HandlerError;

/// Receives events. Set by [`MessagesBuilder::observer`](crate::MessagesBuilder::observer).
///
/// - The methods run between messages and delay them: they must not block.
/// - A panic is caught and has no effect on messages.
/// - No text of an event contains the app secret, a token or the content of a message. The error of
///   a handler contains what the handler put into it.
///
/// Each method ignores its event by default.
pub trait Observer: Send + Sync {
    /// The state of the connection changed.
    fn connection(&self, event: &ConnectionEvent<'_>) {
        let _ = event;
    }

    /// A message was received and dealt with.
    fn message_settled(&self, message: &MessageSettled<'_>) {
        let _ = message;
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn connection(&self, event: &ConnectionEvent<'_>) {
        (**self).connection(event);
    }

    fn message_settled(&self, message: &MessageSettled<'_>) {
        (**self).message_settled(message);
    }
}

/// A change of the connection.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectionEvent<'a> {
    /// The channel accepted the connection.
    Connected,
    /// The connection was lost, or could not be opened, or a call of the API failed.
    #[non_exhaustive]
    Lost {
        /// Why.
        reason: &'a str,
        /// Time until the next attempt.
        wait: Duration,
    },
    /// Received bytes are not a frame, or a frame is not a message. They were skipped; the platform
    /// sends a message again that is not confirmed.
    #[non_exhaustive]
    Skipped {
        /// Why they were skipped.
        reason: &'a str,
    },
    /// The platform's clock differs from the host's. Later connections use the platform's time.
    #[non_exhaustive]
    ClockCorrected {
        /// Seconds that the platform's clock is ahead.
        seconds: i64,
    },
}

/// A message that was received and dealt with.
#[derive(Debug)]
#[non_exhaustive]
pub struct MessageSettled<'a> {
    /// Number of the message.
    pub id: i64,
    /// Topic.
    pub topic: &'a str,
    /// Result.
    pub settlement: Settlement<'a>,
    /// Time since the message was received.
    pub duration: Duration,
}

/// Result of the dispatch of a message.
#[derive(Debug)]
#[non_exhaustive]
pub enum Settlement<'a> {
    /// A handler succeeded. The message is confirmed.
    Handled,
    /// The message had been handled before. The message is confirmed without its handler.
    Duplicate,
    /// The message is being handled, here or by another worker. Nothing is sent.
    InProgress,
    /// The handler failed, or there is none. The platform is told, and sends the message again.
    Failed(&'a HandlerError),
    /// The handler failed too often or permanently. The message is a dead letter, and is confirmed.
    Dead(&'a HandlerError),
    /// A store failed, so that the message is not confirmed.
    NotStored(&'a crate::store::StoreError),
}

/// The observers of a receiver.
#[derive(Clone, Default)]
pub(crate) struct Observers(Vec<Arc<dyn Observer>>);

impl Observers {
    pub(crate) fn add(&mut self, observer: impl Observer + 'static) {
        self.0.push(Arc::new(observer));
    }

    pub(crate) fn connection(&self, event: &ConnectionEvent<'_>) {
        crate::trace::connection(event);
        self.notify(|observer| observer.connection(event));
    }

    pub(crate) fn message_settled(&self, message: &MessageSettled<'_>) {
        crate::trace::settled(message);
        self.notify(|observer| observer.message_settled(message));
    }

    fn notify(&self, event: impl Fn(&dyn Observer)) {
        for observer in &self.0 {
            // The panic hook has reported the panic.
            let _ = catch_unwind(AssertUnwindSafe(|| event(&**observer)));
        }
    }
}
