//! One connection pool per tokio runtime: a connection is driven by a task, so it stalls or ends
//! with the runtime of that task.

use std::fmt;
use std::net::{Ipv4Addr, UdpSocket};
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::runtime::{Handle, Id};
use tokio::task::AbortHandle;

use super::TransportError;
use super::connects::Connects;
use super::setup::Setup;
use super::slots::Slots;
use crate::error::BuildError;

/// Connection pools of a client.
pub(super) struct Runtimes {
    setup: Setup,
    /// Pool built to validate the setup. The first runtime takes it.
    spare: Mutex<Option<Pool>>,
    bound: RwLock<Vec<Arc<Bound>>>,
}

/// A runtime, and the pool of the connections that it drives.
pub(super) struct Bound {
    handle: Handle,
    pool: Result<reqwest::Client, Unusable>,
    connects: Connects,
    slots: Slots,
    /// An idle task: it ends when the runtime ends or `Bound` is dropped.
    sentinel: AbortHandle,
}

/// A connection pool, and the connections that it opens.
type Pool = (reqwest::Client, Connects);

/// Why a call cannot be made in the current runtime.
#[derive(Debug, Clone)]
pub(super) enum Unusable {
    NoRuntime,
    NoTimers,
    NoIo,
    Ended,
    /// The pool could not be built.
    Setup(String),
}

impl Runtimes {
    pub(super) fn new(setup: Setup) -> Result<Self, BuildError> {
        let spare = new_pool(&setup).map_err(|error| setup.build_error(error))?;
        let spare = Mutex::new(Some(spare));
        Ok(Self { setup, spare, bound: RwLock::default() })
    }

    /// Returns the pool of the current runtime, and builds it if there is none.
    pub(super) fn current(&self) -> Result<Arc<Bound>, Unusable> {
        let handle = Handle::try_current().map_err(|_| Unusable::NoRuntime)?;
        let id = handle.id();
        let bound = self.bound.read().unwrap_or_else(PoisonError::into_inner);
        let existing = bound.iter().find(|bound| bound.handle.id() == id).cloned();
        drop(bound);
        Ok(existing.unwrap_or_else(|| self.bind(handle, id)))
    }

    #[cold]
    fn bind(&self, handle: Handle, id: Id) -> Arc<Bound> {
        let mut bound = self.bound.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(existing) = bound.iter().find(|bound| bound.handle.id() == id) {
            return Arc::clone(existing);
        }
        bound.retain(|bound| !bound.has_ended());
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner).take();
        let pool = probe().and_then(|()| match spare() {
            Some(pool) => Ok(pool),
            None => {
                new_pool(&self.setup).map_err(|e| Unusable::Setup(TransportError::not_sent(e).to_string()))
            }
        });
        let sentinel = handle.spawn(std::future::pending::<()>()).abort_handle();
        let slots = Slots::new(self.setup.max_connections());
        let (pool, connects) = match pool {
            Ok((pool, connects)) => (Ok(pool), connects),
            Err(unusable) => (Err(unusable), Connects::default()),
        };
        let new = Arc::new(Bound { handle, pool, connects, slots, sentinel });
        bound.push(Arc::clone(&new));
        new
    }
}

fn new_pool(setup: &Setup) -> reqwest::Result<Pool> {
    let connects = Connects::default();
    Ok((setup.build(connects.clone())?, connects))
}

impl Bound {
    pub(super) fn pool(&self) -> Result<&reqwest::Client, Unusable> {
        if self.has_ended() { Err(Unusable::Ended) } else { self.pool.as_ref().map_err(Clone::clone) }
    }

    pub(super) fn connects(&self) -> &Connects {
        &self.connects
    }

    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// Returns `true` if the runtime was shut down: its timers panic when polled after that.
    pub(super) fn has_ended(&self) -> bool {
        self.sentinel.is_finished()
    }

    /// Returns the runtime if it is not the current one.
    pub(super) fn handle_if_elsewhere(&self) -> Option<&Handle> {
        let is_here = Handle::try_current().is_ok_and(|current| current.id() == self.handle.id());
        (!is_here).then_some(&self.handle)
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        self.sentinel.abort();
    }
}

/// Checks whether the current runtime has timers and I/O.
///
/// tokio has no function for that, but panics if they are missing. The panic is caught here, once
/// per runtime; with `panic = "abort"` the check is skipped.
fn probe() -> Result<(), Unusable> {
    if cfg!(panic = "abort") {
        return Ok(());
    }
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| Unusable::NoTimers)?;
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| {
        socket.set_nonblocking(true)?;
        Ok(socket)
    });
    match socket {
        Ok(socket) => {
            catch_unwind(|| drop(tokio::net::UdpSocket::from_std(socket))).map_err(|_| Unusable::NoIo)
        }
        // Not the fault of the runtime.
        Err(_) => Ok(()),
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRuntime => {
                "no tokio runtime: await the call in one (`#[tokio::main]`, `Runtime::block_on`), or set another \
                 transport"
            }
            Self::NoTimers => "the tokio runtime has no timers: build it with `enable_all()`",
            Self::NoIo => "the tokio runtime has no I/O: build it with `enable_all()`",
            Self::Ended => "the tokio runtime of the call has ended: await the call in the runtime that started it",
            Self::Setup(reason) => reason,
        })
    }
}

impl std::error::Error for Unusable {}
