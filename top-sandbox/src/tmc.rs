//! A server of the message channel (TMC) on a loopback port, for tests of code that receives
//! messages.
//!
//! ```
//! use top_sandbox::tmc::TmcServer;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = TmcServer::builder().start().await?;
//! let id = server.publish("taobao_trade_TradeCreate", r#"{"tid":1}"#);
//! assert!(server.url().starts_with("ws://127.0.0.1:"));
//! assert_eq!((id, server.state().confirmed), (1, 0));
//! # Ok(())
//! # }
//! ```
//!
//! The server sends each message until it is confirmed: at once, again after the time of
//! [`TmcBuilder::redeliver_after`], and again to a new connection after one that was lost. It
//! shares no code with the client of `top-messages`.
//!
//! **It was never compared with the platform's server.** It does not know filters and groups of
//! users: every connection of an app shares all messages.

mod connection;
mod faults;
mod frame;
mod queue;

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use top_runtime::AppSecret;

pub use faults::TmcFaults;
pub use queue::{FailedMessage, TmcState};

use connection::Connection;
use queue::Queue;

/// Settings that all connections share.
pub(crate) struct Shared {
    app_key: String,
    secret: AppSecret,
    faults: TmcFaults,
    window: usize,
    redeliver_after: Duration,
    on_confirm: Option<Box<dyn Fn(i64) + Send + Sync>>,
    queue: Mutex<Queue>,
    /// A message was published, or a connection has room for one.
    published: Notify,
    /// Counts changes of the state.
    changes: watch::Sender<u64>,
}

impl Shared {
    /// Changes the queue and tells those who wait for a state.
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        let result = change(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner));
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
        result
    }
}

/// Builder of a [`TmcServer`].
///
/// | setting | default |
/// |---|---|
/// | [`app`](Self::app) | key `12345678`, secret `helloworld` |
/// | [`window`](Self::window) | 1,000 messages |
/// | [`redeliver_after`](Self::redeliver_after) | 1 s |
/// | [`faults`](Self::faults) | none |
#[must_use = "a builder does nothing until `start` is called"]
pub struct TmcBuilder {
    app_key: String,
    secret: AppSecret,
    faults: TmcFaults,
    window: usize,
    redeliver_after: Duration,
    on_confirm: Option<Box<dyn Fn(i64) + Send + Sync>>,
}

impl TmcBuilder {
    /// Sets the app that may connect.
    pub fn app(mut self, key: impl Into<String>, secret: impl Into<AppSecret>) -> Self {
        self.app_key = key.into();
        self.secret = secret.into();
        self
    }

    /// Injects faults.
    pub fn faults(mut self, faults: TmcFaults) -> Self {
        self.faults = faults;
        self
    }

    /// Sets the maximum of messages that are sent and not confirmed, over all connections.
    pub fn window(mut self, messages: usize) -> Self {
        self.window = messages.max(1);
        self
    }

    /// Sets the time after which a message is sent again that was neither confirmed nor failed, or
    /// that failed.
    pub fn redeliver_after(mut self, time: Duration) -> Self {
        self.redeliver_after = time;
        self
    }

    /// Calls a function for each confirmation, before the state changes.
    pub fn on_confirm(mut self, function: impl Fn(i64) + Send + Sync + 'static) -> Self {
        self.on_confirm = Some(Box::new(function));
        self
    }

    /// Opens a free port on loopback.
    ///
    /// # Errors
    ///
    /// There is no free port.
    pub async fn start(self) -> io::Result<TmcServer> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("ws://{}/", listener.local_addr()?);
        let shared = Arc::new(Shared {
            app_key: self.app_key,
            secret: self.secret,
            faults: self.faults,
            window: self.window,
            redeliver_after: self.redeliver_after,
            on_confirm: self.on_confirm,
            queue: Mutex::default(),
            published: Notify::new(),
            changes: watch::channel(0).0,
        });
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(TmcServer { url, shared, task })
    }
}

/// A running server of the message channel. Dropping it closes the port and every connection.
pub struct TmcServer {
    url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl TmcServer {
    /// Creates a builder.
    pub fn builder() -> TmcBuilder {
        TmcBuilder {
            app_key: "12345678".to_owned(),
            secret: "helloworld".into(),
            faults: TmcFaults::default(),
            window: 1_000,
            redeliver_after: Duration::from_secs(1),
            on_confirm: None,
        }
    }

    /// Returns the URL of the channel: `ws://127.0.0.1:PORT/`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Publishes a message and returns its number: 1, 2, ...
    pub fn publish(&self, topic: impl Into<String>, content: impl Into<String>) -> i64 {
        let id = self.shared.change(|queue| queue.publish(topic.into(), content.into()));
        self.shared.published.notify_waiters();
        id
    }

    /// Publishes `count` messages of one topic. `content` returns the content from the number, each
    /// time when the message is sent: the server does not keep it.
    pub fn publish_generated(
        &self,
        topic: impl Into<String>,
        count: u64,
        content: impl Fn(i64) -> String + Send + Sync + 'static,
    ) {
        self.shared.change(|queue| queue.publish_generated(topic.into(), count, Box::new(content)));
        self.shared.published.notify_waiters();
    }

    /// Returns the numbers of messages by state, and what was received.
    #[must_use]
    pub fn state(&self) -> TmcState {
        self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner).state()
    }

    /// Waits until the state meets a condition.
    pub async fn wait_for(&self, condition: impl Fn(&TmcState) -> bool) -> TmcState {
        let mut changes = self.shared.changes.subscribe();
        loop {
            let state = self.state();
            if condition(&state) || changes.changed().await.is_err() {
                return state;
            }
        }
    }

    /// Waits until every published message is confirmed.
    pub fn all_confirmed(&self) -> impl Future<Output = TmcState> {
        self.wait_for(|state| state.confirmed == state.published)
    }
}

impl Drop for TmcServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for TmcServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TmcServer").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Accepts connections. Owns their tasks.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        // The caller gave up, or no file handle is left: a later connection may succeed.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        connections.spawn(async move { Connection::serve(stream, &shared).await });
    }
}
