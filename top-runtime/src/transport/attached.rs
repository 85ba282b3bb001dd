//! A call that belongs to a runtime, wherever it is polled.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;

use super::runtimes::{Bound, Unusable};

/// The runtime that drives a call's connection and timers, and a limit for where these stand still.
///
/// A future may be polled in another runtime than the one that it was begun in, or in none, while the first has ended or nobody drives it.
pub(super) struct Attached {
    bound: Arc<Bound>,
    begun: Instant,
    timeout: Duration,
    /// Made at the first poll from elsewhere.
    delay: Option<Delay>,
}

/// Why a call cannot go on.
pub(super) enum Stopped {
    Ended(Unusable),
    TimedOut(std::io::Error),
}

impl Attached {
    pub(super) fn new(bound: Arc<Bound>, timeout: Duration) -> Self {
        Self { bound, begun: Instant::now(), timeout, delay: None }
    }

    /// Polls something of the call, unless its runtime has ended or its time is up.
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
        let left = self.timeout.saturating_sub(self.begun.elapsed());
        let delay = self.delay.get_or_insert_with(|| Delay::new(left));
        if Pin::new(delay).poll(cx).is_ready() {
            let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "operation timed out");
            return Poll::Ready(Err(Stopped::TimedOut(error)));
        }
        // What makes a timer or a socket meanwhile must make it where the others are.
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
