//! Polls a call inside the runtime that drives its connection.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::runtimes::{Bound, Unusable};

/// Runtime that drives the connection and timers of a call, with a timeout of its own, and the
/// call's slot.
///
/// A future may be polled in another runtime than the one that started it, or in none. The first
/// runtime may have ended, or nobody may drive it: then its timers do not fire.
pub(super) struct Attached {
    bound: Arc<Bound>,
    started: Instant,
    timeout: Duration,
    /// Created at the first poll from another runtime.
    delay: Option<Delay>,
    slot: Slot,
    has_waited: bool,
}

/// Slot of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Not taken yet, or given back.
    None,
    /// Without a connection.
    Waiting,
    /// With a connection, which stays open after the reply or not.
    Connected { stays_open: bool },
}

/// Why a call cannot continue.
pub(super) enum Stopped {
    Ended(Unusable),
    TimedOut(std::io::Error),
}

impl Attached {
    pub(super) fn new(bound: Arc<Bound>, timeout: Duration) -> Self {
        Self { bound, started: Instant::now(), timeout, delay: None, slot: Slot::None, has_waited: false }
    }

    pub(super) fn bound(&self) -> &Arc<Bound> {
        &self.bound
    }

    /// Records that the call took a slot. Dropping `self` gives it back.
    pub(super) fn hold_slot(&mut self, has_waited: bool) {
        self.slot = Slot::Waiting;
        self.has_waited = has_waited;
        self.bound.connects().request();
    }

    /// Records that the connection is closed after the reply.
    pub(super) fn closes(&mut self) {
        if let Slot::Connected { stays_open } = &mut self.slot {
            *stays_open = false;
        }
    }

    /// Gives the slot back. `is_complete` is `true` if the reply was read to its end.
    pub(super) fn give_back(&mut self, is_complete: bool) {
        match std::mem::replace(&mut self.slot, Slot::None) {
            Slot::None => return,
            Slot::Waiting => self.bound.connects().withdraw(),
            Slot::Connected { stays_open } if stays_open && is_complete => self.bound.connects().give_back(),
            Slot::Connected { .. } => {}
        }
        self.bound.slots().give_back();
    }

    /// Returns the time that is left until the timeout. Exact only if the call has waited.
    pub(super) fn left(&self) -> Duration {
        if self.has_waited { self.timeout.saturating_sub(self.started.elapsed()) } else { self.timeout }
    }

    /// Calls `poll` as [`poll`](Self::poll) does, and notes whether the call has a connection.
    pub(super) fn poll_call<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Stopped>> {
        let mut is_waiting = self.slot == Slot::Waiting;
        let polled =
            self.poll_bound(cx, |bound, cx| bound.connects().poll_call(&mut is_waiting, || poll(cx)));
        self.slot = if is_waiting { Slot::Waiting } else { Slot::Connected { stays_open: true } };
        polled
    }

    /// Calls `poll` inside the runtime, unless that has ended or the call has timed out.
    pub(super) fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Stopped>> {
        self.poll_bound(cx, |_, cx| poll(cx))
    }

    fn poll_bound<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&Bound, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Stopped>> {
        if self.bound.has_ended() {
            return Poll::Ready(Err(Stopped::Ended(Unusable::Ended)));
        }
        let Some(handle) = self.bound.handle_if_elsewhere() else {
            return poll(&self.bound, cx).map(Ok);
        };
        let left = self.timeout.saturating_sub(self.started.elapsed());
        let delay = self.delay.get_or_insert_with(|| Delay::new(left));
        if Pin::new(delay).poll(cx).is_ready() {
            let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "operation timed out");
            return Poll::Ready(Err(Stopped::TimedOut(error)));
        }
        // Timers and sockets created by `poll` must belong to the same runtime.
        let _entered = handle.enter();
        poll(&self.bound, cx).map(Ok)
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        self.give_back(false);
    }
}

impl From<Stopped> for Box<dyn std::error::Error + Send + Sync> {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Ended(error) => error.into(),
            Stopped::TimedOut(error) => error.into(),
        }
    }
}
