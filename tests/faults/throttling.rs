//! Limits on the number of calls: the platform's bans, and limits of the caller's own.

use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::{Client, Error, Params, SessionKey};
use top_sandbox::{Fault, Refusal, Sandbox};

use crate::waits::Waits;

async fn start() -> (Sandbox, Client, Waits) {
    let sandbox = Sandbox::builder()
        .on("test.a", |_| ())
        .on("test.b", |_| ())
        .session("6100one", "one")
        .session("6100two", "two");
    let sandbox = sandbox.start().await.unwrap();
    let clock = Waits::default();
    let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
    (sandbox, client, clock)
}

async fn call(client: &Client, method: &str) -> Result<(), Error> {
    client.call(method, &Params::new()).await.map(drop)
}

fn banned(code: u32) -> Fault {
    Fault::Refuse(Refusal::new(code).with_sub_msg("This ban will last for 60 more seconds"))
}

#[tokio::test]
async fn a_short_ban_is_waited_for() {
    let (sandbox, client, clock) = start().await;
    sandbox.fault(Fault::Throttle { seconds: 3 });
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
    let waited = clock.waited();
    assert!(waited >= Duration::from_secs(3) && waited <= Duration::from_millis(3_200), "{waited:?}");
}

#[tokio::test]
async fn a_long_ban_fails_at_once_and_so_do_calls_while_it_lasts() {
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
async fn a_ban_leaves_other_methods_alone_and_ends() {
    let (sandbox, client, clock) = start().await;
    sandbox.fault(banned(7));
    call(&client, "test.a").await.unwrap_err();
    call(&client, "test.b").await.unwrap();
    call(&client, "test.a").await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 2);
    // The sandbox's clock did not move: so far it takes the timestamp.
    clock.pass(Duration::from_secs(60));
    call(&client, "test.a").await.unwrap();
}

#[tokio::test]
async fn a_ban_of_a_seller_leaves_other_sellers_alone() {
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
async fn a_ban_that_was_lifted_can_be_forgotten() {
    let (sandbox, client, _) = start().await;
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    call(&client, "test.a").await.unwrap_err();
    call(&client, "test.a").await.unwrap_err();
    client.clear_bans();
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn a_limit_of_the_callers_own_makes_calls_wait_for_their_turn() {
    let (sandbox, ..) = start().await;
    let clock = Waits::default();
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
async fn a_turn_that_comes_too_late_is_not_waited_for() {
    let (sandbox, ..) = start().await;
    let client =
        sandbox.client_builder().clock(Waits::default()).rate_limit_of("test.a", RateLimit::per_minute(1));
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
async fn repeated_calls_wait_for_their_turn_too() {
    let (sandbox, ..) = start().await;
    let clock = Waits::default();
    let client = sandbox.client_builder().clock(clock.clone()).rate_limit(RateLimit::per_second(1).burst(1));
    let client =
        client.retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO)).build().unwrap();
    sandbox.fault(Fault::Refuse(Refusal::new(7)));
    call(&client, "test.a").await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
    assert_eq!(clock.waited(), Duration::from_secs(1));
}

#[tokio::test]
async fn a_long_ban_is_not_ended_by_a_shorter_one() {
    let (sandbox, client, clock) = start().await;
    // Both calls are under way when the first ban comes.
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
async fn calls_turned_away_unsent_earn_no_repetitions() {
    let sandbox =
        Sandbox::builder().on("test.a", |_| ()).on("test.b", |_| Refusal::new(7)).start().await.unwrap();
    let client = sandbox.client_builder().clock(Waits::default()).build().unwrap();
    sandbox.fault(Fault::Quota { seconds: 31_062 });
    for _ in 0..5_000 {
        call(&client, "test.a").await.unwrap_err();
    }
    assert_eq!(sandbox.requests().len(), 1);
    for _ in 0..100 {
        call(&client, "test.b").await.unwrap_err();
    }
    // A fifth of them and one a second are sent again.
    let again = sandbox.requests().len() - 101;
    assert!(again < 100, "{again}");
}
