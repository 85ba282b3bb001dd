//! Bound on connections: a call holds a slot from before its connection to the end of its reply.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use tokio::sync::{Semaphore, TryAcquireError};

use super::attached::{Attached, Stopped};

/// Slots of one connection pool. Calls that find none free wait in order of arrival.
pub(super) struct Slots {
    free: Semaphore,
    max: usize,
}

impl Slots {
    pub(super) fn new(max: usize) -> Self {
        let max = max.min(Semaphore::MAX_PERMITS);
        Self { free: Semaphore::new(max), max }
    }

    /// Takes a slot without waiting. Returns `false` if none is free or other calls wait.
    pub(super) fn try_take(&self) -> bool {
        match self.free.try_acquire() {
            Ok(permit) => {
                permit.forget();
                true
            }
            Err(TryAcquireError::NoPermits | TryAcquireError::Closed) => false,
        }
    }

    /// Gives a slot to the call that waits longest.
    pub(super) fn give_back(&self) {
        self.free.add_permits(1);
    }
}

/// Takes a slot for a call, and waits for one as long as the call has time.
pub(super) async fn take(slots: &Slots, attached: &mut Attached) -> Result<(), Stopped> {
    let mut permit = pin!(slots.free.acquire());
    let mut end = pin!(tokio::time::sleep(attached.left()));
    let taken = poll_fn(|cx| {
        attached.poll(cx, |cx| match permit.as_mut().poll(cx) {
            Poll::Ready(permit) => Poll::Ready(permit.ok()),
            Poll::Pending => end.as_mut().poll(cx).map(|()| None),
        })
    });
    match taken.await {
        Ok(Some(permit)) => {
            permit.forget();
            attached.hold_slot();
            Ok(())
        }
        Ok(None) | Err(Stopped::TimedOut(_)) => Err(Stopped::NoSlot(NoSlot { max: slots.max })),
        Err(stopped) => Err(stopped),
    }
}

/// Why a call that waited for a slot was not sent.
#[derive(Debug)]
pub(super) struct NoSlot {
    max: usize,
}

impl fmt::Display for NoSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { max } = self;
        write!(
            f,
            "timed out waiting for a connection, as all {max} were in use: raise `max_connections`, or make fewer \
             calls at once"
        )
    }
}

impl std::error::Error for NoSlot {}
