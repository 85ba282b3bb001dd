//! Messages of the server, and what was done with them.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

/// Limit of the failures and refused frames that are recorded.
const MAX_RECORDED: usize = 1_000;

type Content = Box<dyn Fn(i64) -> String + Send + Sync>;

/// Numbers of messages by state, and what was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TmcState {
    /// Messages that were published.
    pub published: u64,
    /// Messages that were confirmed.
    pub confirmed: u64,
    /// Messages that were sent and are not confirmed.
    pub unconfirmed: u64,
    /// Greatest number of messages that one moment had in [`Self::unconfirmed`].
    pub max_unconfirmed: u64,
    /// Frames with a message, repeated ones included.
    pub sent: u64,
    /// Messages that were reported as failed, and why. Limit: the first 1,000.
    pub failed: Vec<FailedMessage>,
    /// Connections that were accepted.
    pub connections: u64,
    /// Connections that are open.
    pub open: u64,
    /// Connections that were refused.
    pub refused: u64,
    /// Requests for messages.
    pub pulls: u64,
    /// Frames that break the protocol. Limit: the first 1,000.
    pub violations: Vec<String>,
    /// Connections that the client closed with a close frame.
    pub closed: u64,
}

/// A message that a client reported as failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailedMessage {
    /// Number of the message.
    pub id: i64,
    /// Text of the client.
    pub reason: Option<String>,
}

/// Messages of the server.
#[derive(Default)]
pub(super) struct Queue {
    /// Topic and content of published messages, by the last of their numbers.
    batches: Vec<Batch>,
    /// The next message that was never sent.
    next: i64,
    /// Messages that were sent and are not confirmed, with the time of the next attempt.
    waiting: HashMap<i64, Instant>,
    /// The same in the order of the next attempts. Has entries of confirmed messages, too.
    retries: VecDeque<(Instant, i64)>,
    state: TmcState,
}

struct Batch {
    last: i64,
    topic: String,
    content: Content,
}

/// A message to send.
pub(super) struct Outgoing {
    pub(super) id: i64,
    pub(super) topic: String,
    pub(super) content: String,
    pub(super) is_again: bool,
}

impl Queue {
    pub(super) fn publish(&mut self, topic: String, content: String) -> i64 {
        self.publish_generated(topic, 1, Box::new(move |_| content.clone()));
        self.last()
    }

    pub(super) fn publish_generated(&mut self, topic: String, count: u64, content: Content) {
        let last = self.last().saturating_add_unsigned(count);
        self.state.published = self.state.published.saturating_add(count);
        self.batches.push(Batch { last, topic, content });
    }

    pub(super) fn state(&self) -> TmcState {
        TmcState { unconfirmed: count(self.waiting.len()), ..self.state.clone() }
    }

    /// Changes the counters that need nothing else.
    pub(super) fn note(&mut self, change: impl FnOnce(&mut TmcState)) {
        change(&mut self.state);
    }

    /// Takes the next message: one that is due again, else a new one if the window has room.
    pub(super) fn take(&mut self, window: usize, again_after: Duration) -> Option<Outgoing> {
        let now = Instant::now();
        let (id, is_again) = match self.due(now) {
            Some(id) => (id, true),
            None if self.next < self.last() && self.waiting.len() < window => {
                self.next += 1;
                (self.next, false)
            }
            None => return None,
        };
        self.wait(id, now + again_after);
        self.state.max_unconfirmed = self.state.max_unconfirmed.max(count(self.waiting.len()));
        self.state.sent += 1;
        let batch = self.batches.partition_point(|batch| batch.last < id);
        let batch = self.batches.get(batch)?;
        Some(Outgoing { id, topic: batch.topic.clone(), content: (batch.content)(id), is_again })
    }

    /// Returns the time at which a message is due again.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.retries.front().map(|(due, _)| *due)
    }

    /// Confirms a message. `false` if it is not waiting: confirmed before, or never sent.
    pub(super) fn confirm(&mut self, id: i64) -> bool {
        let is_new = self.waiting.remove(&id).is_some();
        self.state.confirmed += u64::from(is_new);
        is_new
    }

    pub(super) fn fail(&mut self, id: i64, reason: Option<String>, again_after: Duration) {
        if self.waiting.contains_key(&id) {
            self.wait(id, Instant::now() + again_after);
        }
        if self.state.failed.len() < MAX_RECORDED {
            self.state.failed.push(FailedMessage { id, reason });
        }
    }

    /// Makes messages due that a lost connection had, as they were not confirmed.
    pub(super) fn return_all(&mut self, ids: impl IntoIterator<Item = i64>) {
        let now = Instant::now();
        for id in ids {
            if let Some(due) = self.waiting.get_mut(&id) {
                *due = now;
                self.retries.push_front((now, id));
            }
        }
    }

    pub(super) fn violation(&mut self, text: String) {
        if self.state.violations.len() < MAX_RECORDED {
            self.state.violations.push(text);
        }
    }

    fn last(&self) -> i64 {
        self.batches.last().map_or(0, |batch| batch.last)
    }

    fn wait(&mut self, id: i64, due: Instant) {
        self.waiting.insert(id, due);
        self.retries.push_back((due, id));
    }

    /// Removes a message from the retries that is due. Entries of confirmed messages, and of those
    /// that were sent again since, are dropped.
    fn due(&mut self, now: Instant) -> Option<i64> {
        while let Some((due, id)) = self.retries.front().copied().filter(|(due, _)| *due <= now) {
            self.retries.pop_front();
            if self.waiting.get(&id) == Some(&due) {
                return Some(id);
            }
        }
        None
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
