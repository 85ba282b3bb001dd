//! Clock skew: hosts whose clock is wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};
use top_runtime::error::ErrorKind;

use top_runtime::clock::Clock;
use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Params};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::test_clock::CountingClock;

const HOUR: Duration = Duration::from_secs(3600);

async fn start(clock: &CountingClock) -> (Sandbox, Client) {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
    (sandbox, client)
}

#[tokio::test]
async fn clock_skew_is_learned_once() {
    for clock in
        [CountingClock::behind(8 * HOUR), CountingClock::ahead(8 * HOUR), CountingClock::behind(HOUR / 5)]
    {
        let (sandbox, client) = start(&clock).await;
        client.call("test.a", &Params::new()).await.unwrap();
        assert_eq!(sandbox.requests().len(), 2);
        for _ in 0..3 {
            client.clone().call("test.a", &Params::new()).await.unwrap();
        }
        assert_eq!((sandbox.requests().len(), clock.waits()), (5, vec![]));
    }
}

#[tokio::test]
async fn implausible_gateway_time_is_ignored() {
    for clock in [CountingClock::behind(48 * HOUR), CountingClock::ahead(24 * 365 * HOUR)] {
        let (sandbox, client) = start(&clock).await;
        for sent in 1..3 {
            let error = client.call("test.a", &Params::new()).await.unwrap_err();
            assert!(
                error.is_caller_fault() && error.to_string().contains("check the clock of this machine"),
                "{error}"
            );
            assert_eq!(sandbox.requests().len(), sent);
        }
    }
}

#[tokio::test]
async fn timestamp_error_without_skew_is_not_retried() {
    let (sandbox, client) = start(&CountingClock::default()).await;
    sandbox.fault(Fault::Error(ErrorResponse::new(31)));
    client.call("test.a", &Params::new()).await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn contradictory_gateway_times_cause_at_most_one_retry() {
    let (sandbox, client) = start(&CountingClock::default()).await;
    for hours in [1, 2, 3] {
        sandbox.fault(Fault::Clock { seconds: hours * 3600 });
    }
    client.call("test.a", &Params::new()).await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn concurrent_calls_all_succeed_after_the_skew_is_learned() {
    let (sandbox, client) = start(&CountingClock::behind(8 * HOUR)).await;
    let calls: Vec<_> = (0..50)
        .map(|id| {
            let client = client.clone();
            tokio::spawn(async move { client.call("test.a", &Params::new().with("id", id)).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert!(sandbox.requests().len() <= 100);
}

#[tokio::test]
async fn single_attempt_call_learns_the_skew_for_the_next_call() {
    let (sandbox, client) = start(&CountingClock::behind(8 * HOUR)).await;
    let once = client.retry(RetryPolicy::never());
    once.call("test.a", &Params::new()).await.unwrap_err();
    once.call("test.a", &Params::new()).await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}

/// An adjustable clock. Sleeps return immediately and do not advance it.
#[derive(Clone, Default)]
struct Wall(Arc<AtomicI64>);

impl Wall {
    fn put(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Wall {
    fn now(&self) -> SystemTime {
        let seconds = self.0.load(Ordering::SeqCst);
        let by = Duration::from_secs(seconds.unsigned_abs());
        if seconds < 0 { SystemTime::now() - by } else { SystemTime::now() + by }
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn clock_set_back_does_not_delay_rate_limited_calls() {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    for seconds in [-3600, -60, -1, -86_400 * 400] {
        let clock = Wall::default();
        let client =
            sandbox.client_builder().clock(clock.clone()).rate_limit(RateLimit::per_second(1).burst(1));
        let client = client.build().unwrap();
        client.call("test.a", &Params::new()).await.unwrap();
        clock.put(seconds);
        // The timestamp is not under test here, and the sandbox may refuse it.
        let result = client.call("test.a", &Params::new()).await;
        assert!(
            !matches!(result.as_ref().map_err(top_runtime::Error::kind), Err(ErrorKind::Throttled(_))),
            "{seconds}: {result:?}"
        );
    }
}

#[tokio::test]
async fn clock_set_back_does_not_change_a_ban() {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    for seconds in [-3600, -1, -86_400 * 400] {
        let clock = Wall::default();
        let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
        sandbox.fault(Fault::Quota { seconds: 31_062 });
        client.call("test.a", &Params::new()).await.unwrap_err();
        let sent = sandbox.requests().len();
        clock.put(seconds);
        let error = client.call("test.a", &Params::new()).await.unwrap_err();
        let left = error.retry_after().unwrap();
        assert!(left <= Duration::from_secs(31_062) && left > Duration::from_secs(31_000), "{left:?}");
        clock.put(31_063);
        let _ = client.call("test.a", &Params::new()).await;
        assert!(sandbox.requests().len() > sent, "the ban is over");
    }
}
