//! The background runtime, and the wait for a call.

use std::fmt;
use std::future::pending;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, EnterGuard, Handle};

use crate::ReplyFuture;
use crate::codec::decode::Decode;
use crate::error::{Context, Error};
use crate::reply::Reply;
use crate::transport::TransportError;

/// Waits for a call.
pub(super) fn run<T: Decode>(method: &str, call: ReplyFuture<T>) -> Result<Reply<T>, Error> {
    wait(method, call)?
}

/// Waits for a future of calls of a method.
///
/// # Errors
///
/// Waiting is impossible here. The future was not polled.
pub(super) fn wait<F: Future + Unpin>(method: &str, mut future: F) -> Result<F::Output, Error> {
    let waiter =
        Waiter::new().map_err(|error| Error::new(Context::new(method), TransportError::permanent(error)))?;
    loop {
        let polled = Pin::new(&mut future).poll(&mut TaskContext::from_waker(&waiter.waker));
        if let Poll::Ready(output) = polled {
            return Ok(output);
        }
        waiter.wait();
    }
}

/// A thread that polls a call inside of the background runtime, which drives its connection.
///
/// `Handle::block_on` would do, but panics in async code.
struct Waiter {
    signal: Arc<Signal>,
    waker: Waker,
    _entered: EnterGuard<'static>,
}

/// Wakes a thread. The flag is needed, as code in the poll may use the thread's park token, too.
struct Signal {
    thread: Thread,
    is_set: AtomicBool,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_set.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

impl Waiter {
    fn new() -> Result<Self, Unusable> {
        if is_async_code() {
            return Err(Unusable::InAsyncCode);
        }
        let entered = background().map_err(Unusable::NotStarted)?.enter();
        let signal = Arc::new(Signal { thread: thread::current(), is_set: AtomicBool::new(false) });
        Ok(Self { waker: Arc::clone(&signal).into(), signal, _entered: entered })
    }

    /// Waits until the call can make progress.
    fn wait(&self) {
        while !self.signal.is_set.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Returns `true` in a task of tokio, where waiting would stop the other tasks of the thread.
///
/// tokio has no function for that: `Handle::try_current` succeeds in `spawn_blocking`, too. But a
/// task has a budget of operations, after which it has to yield, and a thread that may wait has
/// none. A task loses the rest of its budget here, so that it yields soon after the error.
fn is_async_code() -> bool {
    let mut cx = TaskContext::from_waker(Waker::noop());
    Handle::try_current().is_ok()
        // The budget is at most 255 operations.
        && (0..256).any(|_| pin!(tokio::task::consume_budget()).poll(&mut cx).is_pending())
}

/// Returns the runtime of the background thread, and starts the thread if there is none.
fn background() -> io::Result<&'static Handle> {
    static RUNTIME: OnceLock<Handle> = OnceLock::new();
    static STARTING: Mutex<()> = Mutex::new(());
    if let Some(handle) = RUNTIME.get() {
        return Ok(handle);
    }
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = RUNTIME.get() {
        return Ok(handle);
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("top-runtime".to_owned()).spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(RUNTIME.get_or_init(|| handle))
}

/// Why a call cannot be made here.
#[derive(Debug)]
enum Unusable {
    InAsyncCode,
    NotStarted(io::Error),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InAsyncCode => f.write_str(
                "a blocking call in async code would stop the tasks of its thread: await the call of the async \
                 client (`as_async`), or make it in `tokio::task::spawn_blocking`",
            ),
            Self::NotStarted(error) => write!(f, "the thread of the blocking client cannot be started: {error}"),
        }
    }
}

impl std::error::Error for Unusable {}
