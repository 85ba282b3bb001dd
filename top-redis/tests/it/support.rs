//! Clients whose gateway is a function, and what they report.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tokio::sync::{Notify, watch};
use top_redis::RedisLimits;
use top_runtime::clock::Clock;
use top_runtime::error::ErrorKind;
use top_runtime::observe::{Observer, SharedLimitsChanged};
use top_runtime::transport::{BoxFuture, HttpResponse, InMemoryTransport};
use top_runtime::{Client, ClientBuilder, Error, Params};

use crate::redis_server::RedisServer;

pub(crate) const APP_KEY: &str = "12345678";

/// A reply that reports a ban of a minute.
pub(crate) const BANNED: &str = r#"{"error_response":{"code":7,"msg":"App Call Limited",
    "sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 60 more seconds"}}"#;

/// A reply that reports a ban of one seller for a minute.
pub(crate) const SELLER_BANNED: &str = r#"{"error_response":{"code":5,"msg":"Session Call Limited",
    "sub_msg":"This ban will last for 60 more seconds"}}"#;

pub(crate) const DONE: &str = r#"{"a_b_response":{"request_id":"1"}}"#;

/// Limit of a wait for an event. Only a program that hangs reaches it.
pub(crate) const HANGS: Duration = Duration::from_secs(120);

/// Timeout of commands: long, as the machine may be busy.
pub(crate) const PATIENT: Duration = Duration::from_secs(30);

/// Calls that reached the gateway of a client.
pub(crate) type Sent = Arc<AtomicUsize>;

/// Returns a builder of a client whose gateway replies from a list, then with success.
pub(crate) fn builder(replies: &[&'static str]) -> (ClientBuilder, Sent) {
    let sent = Sent::default();
    let count = Arc::clone(&sent);
    let replies = replies.to_vec();
    let gateway = InMemoryTransport::new(move |_| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        Ok(HttpResponse::new(replies.get(number).copied().unwrap_or(DONE)))
    });
    (Client::builder(APP_KEY, "helloworld").transport(gateway), sent)
}

/// Connects like another machine: with a connection of its own.
pub(crate) async fn connect(server: &RedisServer) -> RedisLimits {
    RedisLimits::builder(server.url(), APP_KEY).timeout(PATIENT).connect().await.unwrap()
}

pub(crate) async fn call(client: &Client, method: &str) -> Result<(), Error> {
    client.call(method, &Params::new()).await.map(drop)
}

/// Returns `true` if a call was refused because of a ban, without being sent.
pub(crate) fn is_banned(result: &Result<(), Error>) -> bool {
    let error = result.as_ref().err().map(Error::kind);
    matches!(error, Some(ErrorKind::Throttled(throttled)) if throttled.ban.is_some())
}

/// Calls until a condition holds for the result.
pub(crate) async fn call_until(
    client: &Client,
    method: &str,
    is_expected: impl Fn(&Result<(), Error>) -> bool,
) {
    let wait = async {
        while !is_expected(&call(client, method).await) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HANGS, wait).await.expect("the expected result");
}

/// Records the outages that a client reports: a reason, or `None` for the end of an outage.
#[derive(Clone)]
pub(crate) struct Outages(watch::Sender<Vec<Option<String>>>);

impl Outages {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Vec::new()))
    }

    /// Returns the reports so far.
    pub(crate) fn reports(&self) -> Vec<Option<String>> {
        self.0.borrow().clone()
    }

    /// Waits for reports.
    pub(crate) async fn wait_for(&self, are_expected: impl Fn(&[Option<String>]) -> bool) {
        let mut reports = self.0.subscribe();
        let expected = reports.wait_for(|reports| are_expected(reports));
        let expected = tokio::time::timeout(HANGS, expected).await.expect("the expected reports");
        drop(expected.unwrap());
    }
}

impl Observer for Outages {
    fn shared_limits_changed(&self, change: &SharedLimitsChanged<'_>) {
        self.0.send_modify(|reports| reports.push(change.failure.map(str::to_owned)));
    }
}

/// Clock whose waits end when the test says so.
#[derive(Clone)]
pub(crate) struct Gate {
    waiting: watch::Sender<usize>,
    open: Arc<Notify>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self { waiting: watch::Sender::new(0), open: Arc::default() }
    }

    /// Waits until a number of calls wait.
    pub(crate) async fn wait_for(&self, calls: usize) {
        let mut waiting = self.waiting.subscribe();
        let expected = waiting.wait_for(|waiting| *waiting == calls);
        drop(tokio::time::timeout(HANGS, expected).await.expect("the waiting calls").unwrap());
    }

    /// Ends all waits.
    pub(crate) fn open(&self) {
        self.open.notify_waiters();
    }
}

impl Clock for Gate {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {
            let mut opened = pin!(self.open.notified());
            opened.as_mut().enable();
            self.waiting.send_modify(|waiting| *waiting += 1);
            opened.await;
        })
    }
}
