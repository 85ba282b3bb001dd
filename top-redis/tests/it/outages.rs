//! A server that is gone, hangs, or comes back.

use std::sync::atomic::Ordering;
use std::time::Duration;

use top_redis::RedisLimits;
use top_runtime::retry::{LimitRule, RateLimit, SharedLimits as _, Slot, SlotRequest};
use top_runtime::{Client, ClientBuilder};

use crate::redis_server::RedisServer;
use crate::support::{APP_KEY, BANNED, HANGS, Outages, builder, call, call_until, connect, is_banned};

/// Returns a rate that delays no call.
fn fast() -> RateLimit {
    RateLimit::per_second(1_000_000)
}

fn observed(client: ClientBuilder, limits: RedisLimits) -> (Client, Outages) {
    let outages = Outages::new();
    let client = client.rate_limit(fast()).shared_limits(limits).observer(outages.clone());
    (client.build().unwrap(), outages)
}

#[tokio::test]
async fn lost_server_is_reported_once_and_its_return_once() {
    let Some(mut server) = RedisServer::start() else { return };
    let (client, sent) = builder(&[]);
    let (client, outages) = observed(client, connect(&server).await);
    call(&client, "a.b").await.unwrap();
    assert_eq!(outages.reports(), []);

    server.kill();
    outages.wait_for(|reports| reports.len() == 1).await;
    for _ in 0..200 {
        call(&client, "a.b").await.unwrap();
    }
    let reports = outages.reports();
    assert!(matches!(&reports[..], [Some(reason)] if !reason.is_empty()), "{reports:?}");
    assert_eq!(sent.load(Ordering::SeqCst), 201);

    server.restart();
    outages.wait_for(|reports| reports.len() == 2).await;
    call(&client, "a.b").await.unwrap();
    assert_eq!(outages.reports()[1], None);
}

#[tokio::test]
async fn own_rate_limit_applies_while_the_server_is_gone() {
    let Some(server) = RedisServer::start() else { return };
    let (client, sent) = builder(&[]);
    let outages = Outages::new();
    let client = client.rate_limit(RateLimit::per_minute(1)).observer(outages.clone());
    let client = client.shared_limits(connect(&server).await).build().unwrap();
    drop(server);
    outages.wait_for(|reports| reports.len() == 1).await;
    call(&client, "a.b").await.unwrap();
    let refused = call(&client, "a.b").await.unwrap_err();
    assert!(refused.is_throttled(), "{refused}");
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn bans_apply_while_the_server_is_gone_and_are_told_when_it_returns() {
    let Some(mut server) = RedisServer::start() else { return };
    let (one, _) = builder(&[BANNED]);
    let (one, outages) = observed(one, connect(&server).await);
    server.kill();
    outages.wait_for(|reports| reports.len() == 1).await;
    call(&one, "a.b").await.unwrap_err();
    assert!(is_banned(&call(&one, "a.b").await));

    server.restart();
    let (other, _) = builder(&[]);
    let (other, _) = observed(other, connect(&server).await);
    call_until(&other, "a.b", is_banned).await;
}

#[tokio::test]
async fn server_that_hangs_delays_a_call_by_the_timeout_at_most() {
    let Some(server) = RedisServer::start() else { return };
    let limits = RedisLimits::builder(server.url(), APP_KEY).timeout(Duration::from_millis(300));
    let limits = limits.start().unwrap();
    let (client, _) = builder(&[]);
    let (client, outages) = observed(client, limits);
    call(&client, "a.b").await.unwrap();
    server.signal("-STOP");
    let calls = async {
        for _ in 0..20 {
            call(&client, "a.b").await.unwrap();
        }
    };
    tokio::time::timeout(HANGS, calls).await.expect("no call hangs");
    outages.wait_for(|reports| reports.last().is_some_and(Option::is_some)).await;
    server.signal("-CONT");
    outages.wait_for(|reports| reports.last() == Some(&None)).await;
    call(&client, "a.b").await.unwrap();
}

#[tokio::test]
async fn program_starts_without_a_server() {
    let Some(mut server) = RedisServer::start() else { return };
    server.kill();
    let limits = RedisLimits::builder(server.url(), APP_KEY).start().unwrap();
    let (client, _) = builder(&[]);
    let (client, outages) = observed(client, limits);
    call(&client, "a.b").await.unwrap();
    outages.wait_for(|reports| reports.len() == 1).await;
    let error = connect_error(&server.url()).await.to_string();
    assert_eq!(Some(error), outages.reports()[0].as_ref().map(|reason| format!("Redis: {reason}")));
    server.restart();
    outages.wait_for(|reports| reports.len() == 2).await;
    call(&client, "a.b").await.unwrap();
}

async fn connect_error(url: &str) -> top_redis::RedisLimitsError {
    RedisLimits::connect(url, APP_KEY).await.expect_err("no server")
}

#[tokio::test]
async fn errors_of_the_set_up_contain_no_password() {
    for url in [
        "redis+unix:///does/not/exist?pass=topsecret",
        "redis://:topsecret@host:port",
        "http://:topsecret@127.0.0.1/",
        "redis://user:topsecret@[::1/",
    ] {
        let error = connect_error(url).await;
        let text = format!("{error} {error:?}");
        assert!(text.starts_with("Redis: ") && !text.contains("topsecret"), "{url}: {text}");
    }
}

#[tokio::test]
async fn server_that_refuses_scripts_is_an_outage() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let client = redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    // A replica can be read, but not written.
    redis::cmd("REPLICAOF").arg("127.0.0.1").arg(1).exec_async(&mut connection).await.unwrap();
    let (client, _) = builder(&[]);
    let (client, outages) = observed(client, limits);
    call(&client, "a.b").await.unwrap();
    outages.wait_for(|reports| reports.len() == 1).await;
    redis::cmd("REPLICAOF").arg("NO").arg("ONE").exec_async(&mut connection).await.unwrap();
    outages.wait_for(|reports| reports.len() == 2).await;
    assert_eq!(outages.reports()[1], None);
}

#[test]
fn end_of_the_runtime_is_an_outage_and_calls_go_on() {
    let Some(server) = RedisServer::start() else { return };
    let runtime =
        || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let first = runtime();
    let limits = first.block_on(connect(&server));
    let (client, sent) = builder(&[]);
    let (client, outages) = observed(client, limits.clone());
    drop(first);
    assert!(format!("{limits:?}").contains("has ended"), "{limits:?}");
    assert_eq!(outages.reports().len(), 1);
    runtime().block_on(call(&client, "a.b")).unwrap();
    let rules = [LimitRule::new(None, fast())];
    let request = SlotRequest::new("a.b", &rules, Duration::MAX);
    assert_eq!(runtime().block_on(limits.take_slot(&request)), Slot::Unavailable);
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[test]
fn limits_of_blocking_clients_need_no_runtime_of_the_caller() {
    use top_runtime::blocking::block_on;

    let Some(server) = RedisServer::start() else { return };
    let limits = block_on(connect(&server)).unwrap();
    let (client, sent) = builder(&[BANNED]);
    let client = client.rate_limit(fast()).shared_limits(limits).build_blocking().unwrap();
    client.call("a.b", &top_runtime::Params::new()).unwrap_err();
    let (other, _) = builder(&[]);
    let other = other.rate_limit(fast()).shared_limits(block_on(connect(&server)).unwrap()).build().unwrap();
    block_on(call_until(&other, "a.b", is_banned)).unwrap();
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn limits_of_another_app_are_refused() {
    let limits = RedisLimits::builder("redis+unix:///does/not/exist", "87654321").start().unwrap();
    let (client, _) = builder(&[]);
    let error = client.shared_limits(limits).build().expect_err("another app");
    assert_eq!(
        error.to_string(),
        "shared limits: expected those of app key `12345678`, found those of app key `87654321`"
    );
}

#[test]
fn limits_without_a_runtime_are_refused() {
    let error = RedisLimits::builder("redis://127.0.0.1/", APP_KEY).start().expect_err("no runtime");
    assert!(error.to_string().contains("expected a tokio runtime, found none"), "{error}");
}
