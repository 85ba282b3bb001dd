//! Polls a call inside the runtime that drives its connection.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::runtimes::{Bound, Unusable};

/// Runtime that drives the connection and timers of a call, with a timeout of its own.
///
/// A future may be polled in another runtime than the one that started it, or in none. The first
/// runtime may have ended, or nobody may drive it: then its timers do not fire.
pub(super) struct Attached {
    bound: Arc<Bound>,
    started: Instant,
    timeout: Duration,
    /// Created at the first poll from another runtime.
    delay: Option<Delay>,
}

/// Why a call cannot continue.
pub(super) enum Stopped {
    Ended(Unusable),
    TimedOut(std::io::Error),
}

impl Attached {
    pub(super) fn new(bound: Arc<Bound>, timeout: Duration) -> Self {
        Self { bound, started: Instant::now(), timeout, delay: None }
    }

    /// Calls `poll` inside the runtime, unless that has ended or the call has timed out.
    pub(super) fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<Result<T, Stopped>> {
        if self.bound.has_ended() {
            return Poll::Ready(Err(Stopped::Ended(Unusable::Ended)));
        }
        let Some(handle) = self.bound.handle_if_elsewhere() else {
            return poll(cx).map(Ok);
        };
        let left = self.timeout.saturating_sub(self.started.elapsed());
        let delay = self.delay.get_or_insert_with(|| Delay::new(left));
        if Pin::new(delay).poll(cx).is_ready() {
            let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "operation timed out");
            return Poll::Ready(Err(Stopped::TimedOut(error)));
        }
        // Timers and sockets created by `poll` must belong to the same runtime.
        let _entered = handle.enter();
        poll(cx).map(Ok)
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
