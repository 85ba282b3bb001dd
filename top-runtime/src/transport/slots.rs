//! Bound on connections: a call holds a slot from before its connection to the end of its reply.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::{Semaphore, TryAcquireError};

use super::attached::{Attached, Stopped};
use super::{BoxFuture, TransportError};

/// Reservation of a connection, made before a request is signed: a waiting call takes less memory
/// that way, and its timestamp is the time of sending.
pub enum Reservation<'t> {
    /// There was a free connection.
    Done(Reserved),
    /// The call has to wait.
    Wait(BoxFuture<'t, Result<Reserved, TransportError>>),
}

/// A connection that was reserved.
pub struct Reserved(pub(super) Attached);

impl Reservation<'_> {
    /// Waits for the connection.
    pub(crate) async fn wait(self) -> Result<Reserved, TransportError> {
        match self {
            Self::Done(reserved) => Ok(reserved),
            Self::Wait(wait) => wait.await,
        }
    }
}

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

    fn try_take(&self) -> bool {
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
pub(super) fn reserve(mut call: Attached) -> Reservation<'static> {
    if call.bound().slots().try_take() {
        call.hold_slot(false);
        return Reservation::Done(Reserved(call));
    }
    let bound = Arc::clone(call.bound());
    Reservation::Wait(Box::pin(async move {
        let mut permit = pin!(bound.slots().free.acquire());
        let mut end = pin!(tokio::time::sleep(call.left()));
        let taken = poll_fn(|cx| {
            call.poll(cx, |cx| match permit.as_mut().poll(cx) {
                Poll::Ready(permit) => Poll::Ready(permit.ok()),
                Poll::Pending => end.as_mut().poll(cx).map(|()| None),
            })
        });
        match taken.await {
            Ok(Some(permit)) => permit.forget(),
            Ok(None) | Err(Stopped::TimedOut(_)) => {
                return Err(TransportError::not_sent(NoSlot { max: bound.slots().max }));
            }
            Err(stopped) => return Err(TransportError::not_sent(stopped)),
        }
        call.hold_slot(true);
        Ok(Reserved(call))
    }))
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
