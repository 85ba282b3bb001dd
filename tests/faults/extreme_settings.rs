//! Extreme numbers and durations never cause a panic or a call that hangs.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_runtime::clock::SystemClock;
use top_runtime::clock::{Clock, FixedClock};
use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::transport::BoxFuture;
use top_runtime::{ClientBuilder, Params};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::raw_server::LONG;
use crate::test_clock::CountingClock;

/// A clock with a fixed, arbitrary time.
struct At(SystemTime);

impl Clock for At {
    fn now(&self) -> SystemTime {
        self.0
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// A clock with inconsistent times.
struct Odd(std::sync::atomic::AtomicUsize);

impl Clock for Odd {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        let at = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        [Duration::ZERO, Duration::MAX, Duration::from_secs(5), Duration::MAX][at % 4]
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Makes calls with a configured client, of which the first is throttled. Their results do not
/// matter.
async fn calls(with: impl FnOnce(ClientBuilder) -> ClientBuilder) {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    let client = with(sandbox.client_builder().clock(CountingClock::default())).build().unwrap();
    sandbox.fault(Fault::Error(
        ErrorResponse::new(7).with_sub_msg("This ban will last for 18446744073709551615 more seconds"),
    ));
    sandbox.fault(Fault::Error(ErrorResponse::new(7)));
    for _ in 0..3 {
        let call = client.idempotent().call("test.a", &Params::new());
        let _ = tokio::time::timeout(LONG, call).await.expect("a call hangs");
        client.clear_bans();
    }
}

#[tokio::test]
async fn extreme_durations_in_the_builder_never_panic() {
    for time in [Duration::ZERO, Duration::from_nanos(1), Duration::from_secs(u64::MAX), Duration::MAX] {
        calls(|builder| builder.timeout(time)).await;
        calls(|builder| builder.connect_timeout(time)).await;
        calls(|builder| builder.read_timeout(time)).await;
        calls(|builder| builder.idle_timeout(time)).await;
        calls(|builder| builder.timeout(time).read_timeout(time).connect_timeout(time).idle_timeout(time))
            .await;
        calls(|builder| builder.retry(RetryPolicy::default().backoff(time, time))).await;
        calls(|builder| builder.retry(RetryPolicy::default().backoff(Duration::ZERO, time))).await;
        calls(|builder| builder.retry(RetryPolicy::default().backoff(time, Duration::ZERO))).await;
        calls(|builder| builder.retry(RetryPolicy::default().attempt_timeout(time))).await;
        calls(|builder| builder.timeout(time).retry(RetryPolicy::default().attempts(4).backoff(time, time)))
            .await;
    }
}

#[tokio::test]
async fn extreme_numbers_in_the_builder_never_panic() {
    for number in [0, 1, usize::MAX] {
        calls(|builder| builder.max_body(number)).await;
        calls(|builder| builder.idle_connections(number)).await;
        calls(|builder| builder.retry(RetryPolicy::default().attempts(number))).await;
    }
    for number in [1, usize::MAX] {
        calls(|builder| builder.max_connections(number)).await;
    }
    for percent in [0, 1, 100, 255] {
        calls(|builder| builder.retry_budget(percent)).await;
    }
    for limit in [0, 1, u32::MAX] {
        for limit in [RateLimit::per_second(limit), RateLimit::per_minute(limit)] {
            calls(|builder| builder.rate_limit(limit)).await;
            for burst in [0, 1, u32::MAX] {
                calls(|builder| builder.rate_limit(limit.burst(burst))).await;
                calls(|builder| builder.rate_limit_of("test.a", limit.burst(burst)).timeout(Duration::MAX))
                    .await;
            }
        }
    }
}

#[tokio::test]
async fn extreme_clocks_never_panic() {
    let times = [0, 1, 253_402_271_999, 253_402_300_800, i64::MAX as u64 / 2, i64::MAX as u64];
    for seconds in times {
        let seconds = Duration::from_secs(seconds);
        for time in [UNIX_EPOCH.checked_add(seconds), UNIX_EPOCH.checked_sub(seconds)].into_iter().flatten() {
            calls(|builder| builder.clock(At(time)).rate_limit(RateLimit::per_minute(1).burst(1))).await;
        }
    }
    for seconds in [0, 253_402_271_999, u64::MAX] {
        calls(|builder| builder.clock(FixedClock::at_unix(seconds))).await;
    }
    calls(|builder| builder.clock(Odd(0.into())).rate_limit(RateLimit::per_minute(1).burst(u32::MAX))).await;
    calls(|builder| builder.clock(Odd(1.into())).rate_limit(RateLimit::per_second(u32::MAX).burst(1))).await;
}

/// The sleep is too long to complete, and must not panic.
#[tokio::test]
async fn extreme_sleeps_of_the_system_clock_never_panic() {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    let waits = Arc::new(Sleeping::default());
    let client = sandbox.client_builder().clock(Arc::clone(&waits)).timeout(Duration::MAX).build().unwrap();
    for seconds in [100_000_000_000, u64::MAX] {
        let ban = format!("This ban will last for {seconds} more seconds");
        sandbox.fault(Fault::Error(ErrorResponse::new(7).with_sub_msg(ban)));
        tokio::select! {
            result = client.call("test.a", &Params::new()) => panic!("{result:?}"),
            () = waits.begun.notified() => {}
        }
        client.clear_bans();
    }
}

/// The system clock, which signals the start of a sleep.
#[derive(Default)]
struct Sleeping {
    begun: tokio::sync::Notify,
}

impl Clock for Sleeping {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        let mut sleep = SystemClock.sleep(time);
        Box::pin(std::future::poll_fn(move |cx| {
            let polled = sleep.as_mut().poll(cx);
            self.begun.notify_one();
            polled
        }))
    }
}

#[tokio::test]
async fn extreme_timeouts_of_a_call_never_panic() {
    let sandbox = Sandbox::builder().on("test.a", |_| ()).start().await.unwrap();
    let client = sandbox.client_builder().clock(CountingClock::default()).build().unwrap();
    for time in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        let _ = client.timeout(time).call("test.a", &Params::new()).await;
        sandbox.fault(Fault::Error(ErrorResponse::new(7)));
        let _ = client
            .timeout(time)
            .retry(RetryPolicy::default().backoff(time, time))
            .call("test.a", &Params::new())
            .await;
    }
    let client = sandbox.client().unwrap();
    client.timeout(Duration::MAX).call("test.a", &Params::new()).await.unwrap();
}
