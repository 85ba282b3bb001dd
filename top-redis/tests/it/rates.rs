//! Rates that several machines keep together.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use top_runtime::Client;
use top_runtime::error::ErrorKind;
use top_runtime::retry::{LimitRule, RateLimit, RetryPolicy, SharedLimits as _, Slot, SlotRequest};
use top_runtime::transport::{HttpResponse, InMemoryTransport};

use crate::redis_server::RedisServer;
use crate::support::{APP_KEY, DONE, PATIENT, builder, call, connect};

const MINUTE: Duration = Duration::from_secs(60);

/// Takes a slot of limits of `a.b`.
async fn take(limits: &top_redis::RedisLimits, rules: &[LimitRule<'_>], max_wait: Duration) -> Slot {
    limits.take_slot(&SlotRequest::new("a.b", rules, max_wait)).await
}

#[track_caller]
fn wait_of(slot: &Slot) -> Duration {
    match slot {
        Slot::After { wait, .. } | Slot::TooLate { wait } => *wait,
        other => panic!("expected a wait, found {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_machines_keep_a_rate_together() {
    const CALLS: usize = 15;
    let Some(server) = RedisServer::start() else { return };
    let limit = RateLimit::per_second(40).burst(4);
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let arrivals = Arc::clone(&arrivals);
        let gateway = InMemoryTransport::new(move |_| {
            arrivals.lock().unwrap().push(Instant::now());
            Ok(HttpResponse::new(DONE))
        });
        let client = Client::builder(APP_KEY, "helloworld").transport(gateway);
        let client = client.rate_limit(limit).timeout(PATIENT).shared_limits(connect(&server).await);
        tasks.push(client.build().unwrap());
    }
    let started = Instant::now();
    let tasks = tasks.into_iter().flat_map(|client| {
        (0..CALLS).map(move |_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client, "a.b").await.unwrap() })
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    let mut arrivals = arrivals.lock().unwrap().clone();
    arrivals.sort();
    assert_eq!(arrivals.len(), 4 * CALLS);
    // A busy machine delays calls, but none arrives before its slot, which begins after the start.
    for (number, arrival) in arrivals.iter().enumerate() {
        let slots_before = u32::try_from((number + 1).saturating_sub(4)).unwrap();
        let earliest = Duration::from_millis(25) * slots_before;
        // The wait is rounded to a microsecond, and two clocks may differ by their resolution.
        let after = arrival.duration_since(started) + Duration::from_millis(2);
        assert!(after >= earliest, "call {number} after {after:?}, expected at least {earliest:?}");
    }
}

#[tokio::test]
async fn slots_are_taken_in_the_order_of_arrival() {
    let Some(server) = RedisServer::start() else { return };
    let (one, other) = (connect(&server).await, connect(&server).await);
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1))];
    assert_eq!(take(&one, &rules, Duration::MAX).await, Slot::Now);
    let second = wait_of(&take(&other, &rules, Duration::MAX).await);
    let third = wait_of(&take(&one, &rules, Duration::MAX).await);
    assert!(second <= MINUTE && third > MINUTE && third <= 2 * MINUTE, "{second:?} {third:?}");
}

#[tokio::test]
async fn burst_is_taken_at_once() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1).burst(3))];
    for _ in 0..3 {
        assert_eq!(take(&limits, &rules, Duration::MAX).await, Slot::Now);
    }
    assert!(wait_of(&take(&limits, &rules, Duration::MAX).await) <= MINUTE);
}

#[tokio::test]
async fn slot_after_the_deadline_is_not_taken() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1))];
    assert_eq!(take(&limits, &rules, Duration::ZERO).await, Slot::Now);
    for _ in 0..3 {
        let slot = take(&limits, &rules, Duration::from_secs(1)).await;
        assert!(matches!(slot, Slot::TooLate { wait } if wait <= MINUTE), "{slot:?}");
    }
}

#[tokio::test]
async fn limit_of_the_app_counts_all_apis() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let rules = [LimitRule::new(None, RateLimit::per_minute(1).burst(2))];
    for method in ["a.b", "a.c"] {
        let request = SlotRequest::new(method, &rules, Duration::MAX);
        assert_eq!(limits.take_slot(&request).await, Slot::Now);
    }
    assert!(matches!(take(&limits, &rules, Duration::MAX).await, Slot::After { taken: 1, .. }));
}

#[tokio::test]
async fn call_that_its_api_delays_takes_no_slot_of_the_app_before() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let app = LimitRule::new(None, RateLimit::per_minute(1).burst(2));
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1)), app];
    assert_eq!(take(&limits, &rules, Duration::MAX).await, Slot::Now);
    assert!(matches!(take(&limits, &rules, Duration::MAX).await, Slot::After { taken: 1, .. }));
    assert_eq!(take(&limits, &[app], Duration::MAX).await, Slot::Now);
}

#[tokio::test]
async fn extreme_rates_are_kept() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let fast = [LimitRule::new(Some("fast"), RateLimit::per_second(u32::MAX))];
    for _ in 0..100 {
        assert_eq!(take(&limits, &fast, Duration::ZERO).await, Slot::Now);
    }
    let slow = [LimitRule::new(Some("slow"), RateLimit::per_minute(1).burst(u32::MAX))];
    for _ in 0..100 {
        assert_eq!(take(&limits, &slow, Duration::ZERO).await, Slot::Now);
    }
}

#[tokio::test]
async fn apps_and_prefixes_have_limits_of_their_own() {
    let Some(server) = RedisServer::start() else { return };
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1))];
    for (app_key, prefix) in [(APP_KEY, "top"), ("87654321", "top"), (APP_KEY, "test")] {
        let limits = top_redis::RedisLimits::builder(server.url(), app_key).prefix(prefix);
        let limits = limits.timeout(PATIENT).connect().await.unwrap();
        assert_eq!(take(&limits, &rules, Duration::ZERO).await, Slot::Now, "{app_key} {prefix}");
    }
}

#[tokio::test]
async fn call_without_time_for_its_slot_fails_unsent() {
    let Some(server) = RedisServer::start() else { return };
    let (client, sent) = builder(&[]);
    let client = client.rate_limit(RateLimit::per_minute(1)).retry(RetryPolicy::never());
    let client = client.shared_limits(connect(&server).await).build().unwrap();
    call(&client, "a.b").await.unwrap();
    let error = call(&client, "a.b").await.unwrap_err();
    let ErrorKind::Throttled(throttled) = error.kind() else { panic!("{error}") };
    assert!(throttled.ban.is_none() && throttled.left <= MINUTE, "{throttled:?}");
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn calls_of_a_batch_take_a_slot_each() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let (client, _) = builder(&[]);
    let client = client.rate_limit(RateLimit::per_minute(1).burst(3)).shared_limits(limits.clone());
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    // The gateway of the test answers no batch; slots are taken before.
    client.batch(&[Ping, Ping][..]).await.unwrap_err();
    let rules = [LimitRule::new(Some("a.b"), RateLimit::per_minute(1).burst(3))];
    assert_eq!(take(&limits, &rules, Duration::ZERO).await, Slot::Now, "the third");
    assert!(matches!(take(&limits, &rules, Duration::ZERO).await, Slot::TooLate { .. }), "the fourth");
}

/// A request without parameters.
#[derive(top_runtime::TopApi)]
#[top_api(method = "a.b")]
struct Ping;
