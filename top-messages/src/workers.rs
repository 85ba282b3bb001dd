//! Tasks that handle messages, with a bounded number of unconfirmed messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::task::JoinSet;

use crate::dispatch::{Answer, Dispatcher};
use crate::message::Message;

/// A message that was dealt with. Holds its slot until the platform was told.
pub(crate) struct Settled {
    pub(crate) id: i64,
    pub(crate) answer: Answer,
    #[allow(dead_code, reason = "held for its drop")]
    pub(crate) slot: OwnedSemaphorePermit,
}

/// Tasks that handle messages. Dropping them ends their handlers.
pub(crate) struct Workers {
    dispatcher: Arc<Dispatcher>,
    slots: Slots,
    tasks: JoinSet<()>,
    settled: mpsc::Sender<Settled>,
    handling: Arc<AtomicUsize>,
}

/// The right to have unconfirmed messages in memory.
#[derive(Clone)]
pub(crate) struct Slots {
    free: Arc<Semaphore>,
    count: u32,
}

impl Slots {
    /// Waits for a slot. `None` never happens: the semaphore is not closed.
    pub(crate) async fn take(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).acquire_owned().await.ok()
    }

    /// Takes a slot if one is free.
    pub(crate) fn try_take(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.free).try_acquire_owned().ok()
    }

    /// Waits until there is no unconfirmed message.
    pub(crate) async fn all_free(&self) {
        let _ = self.free.acquire_many(self.count).await; // given back at once
    }
}

impl Workers {
    /// Creates workers, and the receiver of the messages that they dealt with.
    pub(crate) fn new(
        dispatcher: &Arc<Dispatcher>,
        max_unconfirmed: usize,
    ) -> (Self, mpsc::Receiver<Settled>) {
        // Each settled message holds a slot, so that sending never waits.
        let (settled, receiver) = mpsc::channel(max_unconfirmed);
        let slots = Slots {
            free: Arc::new(Semaphore::new(max_unconfirmed)),
            count: u32::try_from(max_unconfirmed).unwrap_or(u32::MAX),
        };
        let (dispatcher, tasks, handling) = (Arc::clone(dispatcher), JoinSet::new(), Arc::default());
        (Self { dispatcher, slots, tasks, settled, handling }, receiver)
    }

    pub(crate) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// Returns the number of messages that are being handled: started, and not settled.
    pub(crate) fn handling(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.handling)
    }

    /// Handles a message in a task.
    pub(crate) fn start(&mut self, message: Message, slot: OwnedSemaphorePermit) {
        while self.tasks.try_join_next().is_some() {}
        let (dispatcher, settled) = (Arc::clone(&self.dispatcher), self.settled.clone());
        let handling = self.handling();
        handling.fetch_add(1, Ordering::Relaxed);
        self.tasks.spawn(async move {
            let id = message.id();
            let answer = dispatcher.settle(message).await;
            handling.fetch_sub(1, Ordering::Relaxed);
            if answer != Answer::Nothing {
                let _ = settled.send(Settled { id, answer, slot }).await; // fails only at the end
            }
        });
    }

    /// Tells the platform about a message that no handler can have.
    pub(crate) fn refuse(&self, id: i64, reason: &'static str, slot: OwnedSemaphorePermit) {
        let _ = self.settled.try_send(Settled { id, answer: Answer::Fail(reason), slot });
    }
}

/// Waits for the shutdown.
pub(crate) async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|is_stopped| *is_stopped).await; // without a sender, stopped
}
