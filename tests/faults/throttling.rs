//! Limits on the number of calls: bans of the platform, and client-side rate limits.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use top_runtime::clock::Clock;
use top_runtime::error::ErrorKind;
use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Error, Params, SessionKey};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::test_clock::CountingClock;

async fn start() -> (Sandbox, Client, CountingClock) {
    let sandbox = Sandbox::builder()
        .on("test.a", |_| ())
        .on("test.b", |_| ())
        .session("6100one", "one")
        .session("6100two", "two");
    let sandbox = sandbox.start().await.unwrap();
    let clock = CountingClock::default();
    let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
    (sandbox, client, clock)
}

async fn call(client: &Client, method: &str) -> Result<(), Error> {
    client.call(method, &Params::new()).await.map(drop)
}

fn banned(code: u32) -> Fault {
    Fault::Error(ErrorResponse::new(code).with_sub_msg("This ban will last for 60 more seconds"))
}

#[tokio::test]
async fn short_ban_delays_the_call() {
    let (sandbox, client, clock) = start().await;
    sandbox.fault(Fault::Throttle { seconds: 3 });
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
    let waited = clock.waited();
    assert!(waited >= Duration::from_secs(3) && waited <= Duration::from_millis(3_200), "{waited:?}");
}

#[tokio::test]
async fn calls_during_a_long_ban_fail_immediately() {
    let (sandbox, client, clock) = start().await;
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    let first = call(&client, "test.a").await.unwrap_err();
    assert!(matches!(first.kind(), ErrorKind::Platform(_)) && first.attempts() == 1, "{first}");
    assert_eq!((first.retry_after(), clock.waits()), (Some(Duration::from_secs(31_062)), vec![]));

    clock.pass(Duration::from_secs(1_062));
    let second = call(&client.clone(), "test.a").await.unwrap_err();
    assert!(
        matches!(second.kind(), ErrorKind::Throttled(_))
            && second.is_throttled()
            && !second.may_have_executed()
    );
    let left = second.retry_after().unwrap();
    assert_eq!(left, Duration::from_secs(30_000));
    let text = second.to_string();
    assert!(text.contains("code 7, sub_code `accesscontrol.limited-by-app-access-count`"), "{text}");
    assert_eq!((sandbox.requests().len(), second.attempts()), (1, 0));
}

#[tokio::test]
async fn ban_applies_to_one_method_until_it_ends() {
    let (sandbox, client, clock) = start().await;
    sandbox.fault(banned(7));
    call(&client, "test.a").await.unwrap_err();
    call(&client, "test.b").await.unwrap();
    call(&client, "test.a").await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 2);
    // The sandbox's clock did not advance. It accepts the timestamp until then.
    clock.pass(Duration::from_secs(60));
    call(&client, "test.a").await.unwrap();
}

#[tokio::test]
async fn seller_ban_applies_to_one_session() {
    let (sandbox, client, _) = start().await;
    let of = |key: &str| client.session(&SessionKey::new(key));
    sandbox.fault(banned(5));
    of("6100one").call("test.a", &Params::new()).await.unwrap_err();
    of("6100two").call("test.a", &Params::new()).await.unwrap();
    let error = of("6100one").call("test.a", &Params::new()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)), "{error}");
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn cleared_ban_no_longer_applies() {
    let (sandbox, client, _) = start().await;
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    call(&client, "test.a").await.unwrap_err();
    call(&client, "test.a").await.unwrap_err();
    client.clear_bans();
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn rate_limit_delays_calls() {
    let (sandbox, ..) = start().await;
    let clock = CountingClock::default();
    let client = sandbox.client_builder().clock(clock.clone()).rate_limit(RateLimit::per_second(2).burst(1));
    let client = client.build().unwrap();
    for at in 0..9 {
        let shared = client.clone();
        call(if at % 2 == 0 { &shared } else { &client }, "test.a").await.unwrap();
    }
    let waited = clock.waited();
    assert_eq!(waited, Duration::from_secs(4));
    call(&client, "test.b").await.unwrap();
    assert_eq!(clock.waited(), waited, "each API has its own");
    assert_eq!(sandbox.requests().len(), 10);
}

#[tokio::test]
async fn rate_limit_slot_after_the_deadline_fails_immediately() {
    let (sandbox, ..) = start().await;
    let client = sandbox
        .client_builder()
        .clock(CountingClock::default())
        .rate_limit_of("test.a", RateLimit::per_minute(1));
    let client = client.build().unwrap();
    call(&client, "test.a").await.unwrap();
    let error = call(&client, "test.a").await.unwrap_err();
    let ErrorKind::Throttled(throttled) = error.kind() else { panic!("{error}") };
    assert!(throttled.ban.is_none() && throttled.left == Duration::from_secs(60), "{error}");
    assert!(error.to_string().contains("client-side rate limit: next slot in"), "{error}");
    for _ in 0..5 {
        call(&client, "test.b").await.unwrap();
    }
    assert_eq!(sandbox.requests().len(), 6);
}

#[tokio::test]
async fn rate_limit_applies_to_retries() {
    let (sandbox, ..) = start().await;
    let clock = CountingClock::default();
    let client = sandbox.client_builder().clock(clock.clone()).rate_limit(RateLimit::per_second(1).burst(1));
    let client =
        client.retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO)).build().unwrap();
    sandbox.fault(Fault::Error(ErrorResponse::new(7)));
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
    assert_eq!(clock.waited(), Duration::from_secs(1));
}

#[tokio::test]
async fn shorter_ban_does_not_replace_a_longer_one() {
    let (sandbox, client, clock) = start().await;
    // Both calls are in flight when the first ban arrives.
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    sandbox.fault(Fault::Throttle { seconds: 1 });
    let once = client.retry(RetryPolicy::never());
    let (first, second) =
        tokio::join!(once.call("test.a", &Params::new()), once.call("test.a", &Params::new()));
    assert!(first.is_err() && second.is_err());
    clock.pass(Duration::from_secs(2));
    let error = call(&client, "test.a").await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(31_060)));
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn unsent_calls_do_not_fill_the_retry_budget() {
    let sandbox = Sandbox::builder()
        .on("test.a", |_| ())
        .on("test.b", |_| ErrorResponse::new(7))
        .start()
        .await
        .unwrap();
    let client = sandbox.client_builder().clock(CountingClock::default()).build().unwrap();
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    for _ in 0..5_000 {
        call(&client, "test.a").await.unwrap_err();
    }
    assert_eq!(sandbox.requests().len(), 1);
    for _ in 0..100 {
        call(&client, "test.b").await.unwrap_err();
    }
    // The retry budget is a fifth of the calls, plus one a second.
    let again = sandbox.requests().len() - 101;
    assert!(again < 100, "{again}");
}

#[tokio::test]
async fn rate_limit_of_the_app_counts_all_apis() {
    let (sandbox, _, clock) = start().await;
    let client = sandbox.client_builder().clock(clock.clone());
    let client =
        client.rate_limit_of("test.a", RateLimit::per_second(1)).rate_limit_of_app(RateLimit::per_second(2));
    let client = client.build().unwrap();
    call(&client, "test.a").await.unwrap();
    call(&client, "test.b").await.unwrap();
    assert!(clock.waits().is_empty(), "two calls a second are allowed");
    call(&client, "test.b").await.unwrap();
    assert_eq!(clock.waited(), Duration::from_millis(500));
    call(&client, "test.a").await.unwrap();
    assert_eq!(clock.waited(), Duration::from_secs(1), "the slot of the API, which is also one of the app");
    assert_eq!(sandbox.requests().len(), 4);
}

/// Clock whose first wait makes a call.
#[derive(Clone, Default)]
struct CallingClock {
    clock: CountingClock,
    caller: Arc<OnceLock<Client>>,
}

impl Clock for CallingClock {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let is_first = self.clock.waits().is_empty();
            self.clock.sleep(time).await;
            if let Some(client) = self.caller.get().filter(|_| is_first) {
                call(client, "test.a").await.unwrap_err();
            }
        })
    }
}

#[tokio::test]
async fn retry_is_not_sent_during_a_ban_that_another_call_met() {
    let (sandbox, ..) = start().await;
    let clock = CallingClock::default();
    let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
    clock.caller.set(client.clone()).unwrap();
    sandbox.fault(Fault::Error(ErrorResponse::new(10)));
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    let error = client.idempotent().call("test.a", &Params::new()).await.unwrap_err();
    let ErrorKind::Throttled(throttled) = error.kind() else { panic!("{error}") };
    assert!(throttled.ban.is_some());
    assert!(error.may_have_executed(), "by its first attempt");
    assert_eq!((sandbox.requests().len(), error.attempts()), (2, 1));
}
