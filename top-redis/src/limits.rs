//! Limits in Redis, as a client uses them.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redis::{Client, IntoConnectionInfo};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::AbortHandle;
use top_runtime::retry::{LimitsListener, SharedBan, SharedLimits, Slot, SlotRequest};
use top_runtime::transport::BoxFuture;

use crate::connection::{Inbox, run};
use crate::inner::{Command, Inner, Keys, State, TakeSlot};
use crate::listeners::Listeners;
use crate::scripts::Scripts;
use crate::{RedisLimitsBuilder, RedisLimitsError};

/// Longest queue of changes of bans. Beyond it, a ban stays with the client that met it.
const MAX_COMMANDS: usize = 1_024;

/// Queue of failures: all of a connection have one effect.
const MAX_FAILURES: usize = 16;

/// Bans and rate limits of an app in Redis: for
/// [`ClientBuilder::shared_limits`](top_runtime::ClientBuilder::shared_limits).
///
/// Clones share one connection. Several clients of a process should share it, too. The connection
/// ends with the last clone.
#[derive(Clone)]
pub struct RedisLimits(Arc<Owner>);

/// Ends the task of the connection when it is dropped.
struct Owner {
    inner: Arc<Inner>,
    runtime: Handle,
    task: AbortHandle,
}

impl Drop for Owner {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl RedisLimits {
    /// Connects to a server with default settings: see [`builder`](Self::builder) and
    /// [`RedisLimitsBuilder::connect`].
    ///
    /// # Errors
    ///
    /// The URL is not valid, or the server cannot be used. The error contains no password.
    pub async fn connect(
        server: impl IntoConnectionInfo,
        app_key: impl Into<String>,
    ) -> Result<Self, RedisLimitsError> {
        Self::builder(server, app_key).connect().await
    }

    /// Returns a builder for the limits of an app.
    ///
    /// `server` is a URL of the crate `redis`: `redis://[user:password@]host[:port][/db]`,
    /// `redis+unix:///path`, or `rediss://` with a TLS feature of that crate, such as
    /// `tokio-rustls-comp`.
    pub fn builder(server: impl IntoConnectionInfo, app_key: impl Into<String>) -> RedisLimitsBuilder {
        RedisLimitsBuilder::new(server, app_key.into())
    }

    pub(crate) fn spawn(
        runtime: &Handle,
        client: Client,
        app_key: String,
        prefix: &str,
        timeout: Duration,
    ) -> Self {
        let (commands, commands_receiver) = mpsc::channel(MAX_COMMANDS);
        let (failures, failures_receiver) = mpsc::channel(MAX_FAILURES);
        let inner = Arc::new(Inner {
            keys: Keys::new(prefix, &app_key),
            app_key,
            timeout,
            scripts: Scripts::new(),
            listeners: Listeners::default(),
            state: watch::Sender::new(State::Connecting),
            commands,
            failures,
        });
        let inbox = Inbox { commands: commands_receiver, failures: failures_receiver };
        let task = runtime.spawn(run(Arc::clone(&inner), client, inbox)).abort_handle();
        Self(Arc::new(Owner { inner, runtime: runtime.clone(), task }))
    }

    /// Waits until the first try to connect has a result.
    pub(crate) async fn connected(&self) -> Result<(), RedisLimitsError> {
        let mut state = self.0.inner.state.subscribe();
        let known = state.wait_for(|state| !matches!(state, State::Connecting)).await;
        match known.as_deref() {
            Ok(State::Ready(..)) => Ok(()),
            Ok(State::Lost(reason)) => Err(RedisLimitsError::new(reason)),
            Ok(State::Connecting) | Err(_) => Err(RedisLimitsError::new("the connection was closed")),
        }
    }

    /// Waits until the bans that were recorded before are sent, within the timeout. Calls do so by
    /// themselves; a program that ends with a batch does it before its end.
    pub async fn flush(&self) {
        SharedLimits::flush(self).await;
    }

    fn send(&self, command: Command) {
        // A full queue is that of a long outage: each client still has the bans that it met.
        let _ = self.0.inner.commands.try_send(command);
    }
}

impl SharedLimits for RedisLimits {
    fn app_key(&self) -> &str {
        &self.0.inner.app_key
    }

    fn add_listener(&self, listener: Arc<dyn LimitsListener>) {
        self.0.inner.listeners.add(listener);
    }

    fn take_slot<'a>(&'a self, request: &'a SlotRequest<'a>) -> BoxFuture<'a, Slot> {
        let inner = Arc::clone(&self.0.inner);
        let slot = TakeSlot::new(&inner.keys, request);
        // The call may run in another executor, which has no timers of tokio.
        let task = self.0.runtime.spawn(async move { inner.take_slot(slot).await });
        Box::pin(async move { task.await.unwrap_or(Slot::Unavailable) })
    }

    fn record_ban(&self, ban: SharedBan) {
        let until = Instant::now().checked_add(ban.left);
        self.send(Command::Record(ban, until));
    }

    fn clear_bans(&self) {
        self.send(Command::Clear);
    }

    fn flush(&self) -> BoxFuture<'_, ()> {
        let inner = Arc::clone(&self.0.inner);
        let task = self.0.runtime.spawn(async move { inner.flush().await });
        // An error is the end of the runtime.
        Box::pin(async move { drop(task.await) })
    }
}

impl fmt::Debug for RedisLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match &*self.0.inner.state.borrow() {
            State::Connecting => "connecting".to_owned(),
            State::Ready(..) => "connected".to_owned(),
            State::Lost(reason) => format!("unavailable: {reason}"),
        };
        f.debug_struct("RedisLimits")
            .field("app_key", &self.0.inner.app_key)
            .field("state", &state)
            .finish_non_exhaustive()
    }
}
