//! The background runtime, and the wait for a call.

use std::fmt;
use std::future::pending;
use std::io;
use std::pin::pin;
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
pub(super) fn wait<F: Future>(method: &str, future: F) -> Result<F::Output, Error> {
    block_on(future).map_err(|error| Error::new(Context::new(method), TransportError::permanent(error)))
}

/// Waits for any future: for crates around this one that have no blocking form of their own.
///
/// The future runs in the calling thread, and in the runtime of tokio that drives the connections of
/// blocking calls: it may spawn tasks and use timers.
///
/// ```
/// use top_runtime::blocking;
///
/// let sum = blocking::block_on(async { 1 + 2 })?;
/// assert_eq!(sum, 3);
/// # Ok::<(), blocking::BlockOnError>(())
/// ```
///
/// # Errors
///
/// [`BlockOnError`], without a poll of the future.
pub fn block_on<F: Future>(future: F) -> Result<F::Output, BlockOnError> {
    let waiter = Waiter::new()?;
    let mut future = pin!(future);
    loop {
        let polled = future.as_mut().poll(&mut TaskContext::from_waker(&waiter.waker));
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
    fn new() -> Result<Self, BlockOnError> {
        if is_async_code() {
            return Err(BlockOnError::InAsyncCode);
        }
        let entered = background().map_err(BlockOnError::NotStarted)?.enter();
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

/// Why a thread cannot wait for a future.
#[derive(Debug)]
#[non_exhaustive]
pub enum BlockOnError {
    /// The thread runs a task of an async runtime. See [the module](super#in-async-code).
    InAsyncCode,
    /// The thread that drives connections cannot be started.
    NotStarted(io::Error),
}

impl fmt::Display for BlockOnError {
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

impl std::error::Error for BlockOnError {}
