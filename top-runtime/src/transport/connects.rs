//! Decides when a connection is opened: only if none is about to become free.
//!
//! The pool starts a connection for each call that finds none idle, and completes it even if the
//! call was served by another one in the meantime. Many calls at once would open more connections
//! than they need, above all while connections are slow to open. So a connection waits until fewer
//! are being opened, or on their way to the pool, than calls wait for one.

use std::cell::Cell;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tower::{Layer, Service};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Time after which an available connection is either in the pool or closed.
const AGE: Duration = Duration::from_millis(200);

/// Time between two looks at the counts. A connection takes microseconds from the end of a reply to
/// the pool, or a few turns of the runtime's queue.
const STEP: Duration = Duration::from_millis(3);

/// Looks at the counts after which connections that were available before count as closed.
const LOOKS: u32 = 3;

/// Counts of one connection pool.
#[derive(Clone, Default)]
pub(super) struct Connects(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    /// Calls with a slot that have no connection.
    waiting: u64,
    /// Connections being opened.
    opening: u64,
    /// Connections that were opened or given back so far.
    added: u64,
    /// Connections that were taken so far, or closed while idle. May be ahead of `added`: a
    /// connection can be taken before its last call has read the end of its reply.
    taken: u64,
    /// When `added` last grew.
    grown: Option<Instant>,
}

impl Counts {
    fn add(&mut self) {
        self.added += 1;
        self.grown = Some(Instant::now());
    }

    /// Returns the number of connections that are idle or on their way to the pool.
    fn available(&self) -> u64 {
        self.added.saturating_sub(self.taken)
    }
}

thread_local! {
    /// Whether the current poll of a call polled the call's own connection. `None` outside of such a
    /// poll, where connections are completed whose calls got another one.
    static IS_OPENING: Cell<Option<bool>> = const { Cell::new(None) };
}

impl Connects {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that a call needs a connection.
    pub(super) fn request(&self) {
        self.counts().waiting += 1;
    }

    /// Records that a call without a connection ended.
    pub(super) fn withdraw(&self) {
        let mut counts = self.counts();
        counts.waiting = counts.waiting.saturating_sub(1);
    }

    /// Records the end of a call whose connection stays open.
    pub(super) fn give_back(&self) {
        self.counts().add();
    }

    /// Polls a call, and notes in `waiting` whether it needs a connection after that: it has one if
    /// it did not go on opening its own. It may need one again, if the one that it got turns out to
    /// be closed.
    pub(super) fn poll_call<T>(&self, waiting: &mut bool, poll: impl FnOnce() -> T) -> T {
        let outer = IS_OPENING.replace(Some(false));
        let result = poll();
        let is_opening = IS_OPENING.replace(outer) == Some(true);
        match (std::mem::replace(waiting, is_opening), is_opening) {
            (true, false) => {
                let mut counts = self.counts();
                counts.waiting = counts.waiting.saturating_sub(1);
                counts.taken += 1;
            }
            (false, true) => self.request(),
            _ => {}
        }
        result
    }

    /// Waits until a connection is needed.
    async fn turn(self) -> Result<Opening, BoxError> {
        // No idle connection was found: those that are available are on their way, or closed.
        let known = self.counts().added;
        let mut looks = 0_u32;
        loop {
            if let Some(opening) = self.begin(known, looks)? {
                return Ok(opening);
            }
            looks = looks.saturating_add(1);
            tokio::time::sleep(STEP).await;
        }
    }

    /// Starts a connection if it is needed. Fails if no call waits.
    fn begin(&self, known: u64, looks: u32) -> Result<Option<Opening>, NotNeeded> {
        let is_own_call = IS_OPENING.get().is_some();
        let mut counts = self.counts();
        let waiting = counts.waiting.max(u64::from(is_own_call));
        if waiting == 0 {
            return Err(NotNeeded);
        }
        if looks >= LOOKS || counts.grown.is_none_or(|time| time.elapsed() >= AGE) {
            counts.taken = counts.taken.max(known);
        }
        if counts.opening + counts.available() >= waiting {
            return Ok(None);
        }
        counts.opening += 1;
        Ok(Some(Opening { connects: self.clone(), is_open: false }))
    }
}

/// A connection being opened.
struct Opening {
    connects: Connects,
    is_open: bool,
}

impl Drop for Opening {
    fn drop(&mut self) {
        let mut counts = self.connects.counts();
        counts.opening = counts.opening.saturating_sub(1);
        if self.is_open {
            counts.add();
        }
    }
}

/// Result of a connection that was not opened, as its call got another one. No call sees it.
#[derive(Debug)]
struct NotNeeded;

impl fmt::Display for NotNeeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no call waits for a connection")
    }
}

impl std::error::Error for NotNeeded {}

impl<S> Layer<S> for Connects {
    type Service = Gate<S>;

    fn layer(&self, inner: S) -> Gate<S> {
        Gate(Arc::new((Mutex::new(inner), self.clone())))
    }
}

/// Opens connections in turn. The pool clones it for every call, so clones share the service.
pub(super) struct Gate<S>(Arc<(Mutex<S>, Connects)>);

impl<S> Clone for Gate<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S, R> Service<R> for Gate<S>
where
    S: Service<R, Error = BoxError> + Clone + Send + 'static,
    S::Future: Send + 'static,
    R: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        let (service, connects) = &*self.0;
        let mut service = service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let turn = connects.clone().turn();
        let mut open = Box::pin(async move {
            let mut opening = turn.await?;
            poll_fn(|cx| service.poll_ready(cx)).await?;
            let connection = service.call(target).await;
            opening.is_open = connection.is_ok();
            connection
        });
        Box::pin(poll_fn(move |cx| {
            let polled = open.as_mut().poll(cx);
            IS_OPENING.set(IS_OPENING.get().map(|_| true));
            polled
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tries to start a connection for a call that found `known` connections added so far.
    fn begin(connects: &Connects, known: u64, looks: u32) -> Option<Opening> {
        connects.begin(known, looks).unwrap()
    }

    #[test]
    fn one_connection_is_opened_for_each_waiting_call() {
        let connects = Connects::default();
        connects.request();
        let first = begin(&connects, 0, 0);
        assert!(first.is_some() && begin(&connects, 0, LOOKS).is_none());
        connects.request();
        let second = begin(&connects, 0, 0);
        assert!(second.is_some() && begin(&connects, 0, LOOKS).is_none());
    }

    #[test]
    fn failed_connection_is_opened_again() {
        let connects = Connects::default();
        connects.request();
        drop(begin(&connects, 0, 0));
        assert!(begin(&connects, 0, 0).is_some());
    }

    #[test]
    fn connection_of_a_served_call_goes_to_the_next_one() {
        let connects = Connects::default();
        connects.request();
        let mut opening = begin(&connects, 0, 0).unwrap();
        opening.is_open = true;
        drop(opening);
        assert!(begin(&connects, 0, 0).is_none());
    }

    #[test]
    fn connection_on_its_way_to_the_pool_is_waited_for_until_it_counts_as_closed() {
        let connects = Connects::default();
        connects.give_back();
        connects.request();
        assert!(begin(&connects, 1, 0).is_none() && begin(&connects, 1, LOOKS - 1).is_none());
        // Given back after the call had started to wait: not closed.
        connects.give_back();
        assert!(begin(&connects, 1, LOOKS).is_none());
        connects.request();
        assert!(begin(&connects, 1, LOOKS).is_some());
    }

    #[test]
    fn connection_that_no_call_needs_is_not_opened() {
        let connects = Connects::default();
        assert!(connects.begin(0, 0).is_err());
        connects.request();
        connects.withdraw();
        assert!(connects.begin(0, 0).is_err());
    }

    #[test]
    fn call_waits_while_it_polls_its_own_connection() {
        let connects = Connects::default();
        connects.request();
        let mut is_waiting = true;
        connects.poll_call(&mut is_waiting, || IS_OPENING.set(Some(true)));
        assert!(is_waiting && connects.counts().waiting == 1);
        connects.poll_call(&mut is_waiting, || ());
        assert!(!is_waiting && connects.counts().waiting == 0);
        // The connection turned out to be closed.
        connects.poll_call(&mut is_waiting, || IS_OPENING.set(Some(true)));
        assert!(is_waiting && connects.counts().waiting == 1);
    }
}
