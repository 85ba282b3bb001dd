//! Bans that one machine meets and the others keep.

use std::sync::atomic::Ordering;
use std::time::Duration;

use redis::AsyncCommands as _;
use top_runtime::error::ActiveBan;
use top_runtime::retry::{RateLimit, SharedBan, SharedLimits as _};
use top_runtime::{Params, SessionKey};

use crate::redis_server::RedisServer;
use crate::support::{BANNED, Gate, SELLER_BANNED, builder, call, call_until, connect, is_banned};

const BANS: &str = "top:{12345678}:bans";

/// Waits until the server has a number of bans.
async fn wait_for_bans(server: &RedisServer, number: usize) -> redis::aio::MultiplexedConnection {
    let client = redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    while connection.hlen::<_, usize>(BANS).await.unwrap() != number {
        tokio::task::yield_now().await;
    }
    connection
}

#[tokio::test]
async fn ban_of_one_machine_is_pushed_to_the_others() {
    let Some(server) = RedisServer::start() else { return };
    let (one, _) = builder(&[BANNED]);
    let one = one.shared_limits(connect(&server).await).build().unwrap();
    let (other, sent) = builder(&[]);
    let other = other.shared_limits(connect(&server).await).build().unwrap();
    call(&other, "a.b").await.unwrap();

    call(&one, "a.b").await.unwrap_err();
    call_until(&other, "a.b", is_banned).await;
    let sent_before = sent.load(Ordering::SeqCst);
    for _ in 0..100 {
        assert!(is_banned(&call(&other, "a.b").await));
    }
    assert_eq!(sent.load(Ordering::SeqCst), sent_before, "nothing is sent after the ban is known");
    call(&other, "a.c").await.unwrap();
}

#[test]
fn others_know_of_a_ban_when_the_call_that_met_it_has_ended() {
    let Some(server) = RedisServer::start() else { return };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // A process that ends because of the ban.
    let first = runtime();
    first.block_on(async {
        let (one, _) = builder(&[BANNED]);
        let one = one.shared_limits(connect(&server).await).build().unwrap();
        call(&one, "a.b").await.unwrap_err();
    });
    drop(first);
    runtime().block_on(async {
        let (other, sent) = builder(&[]);
        let other = other.shared_limits(connect(&server).await).build().unwrap();
        assert!(is_banned(&call(&other, "a.b").await));
        assert_eq!(sent.load(Ordering::SeqCst), 0);
    });
}

#[tokio::test]
async fn call_that_takes_a_slot_learns_of_a_ban_at_once() {
    let Some(server) = RedisServer::start() else { return };
    let limit = RateLimit::per_second(1_000_000);
    let (one, _) = builder(&[BANNED]);
    let one = one.rate_limit(limit).shared_limits(connect(&server).await).build().unwrap();
    let (other, sent) = builder(&[]);
    let other = other.rate_limit(limit).shared_limits(connect(&server).await).build().unwrap();

    call(&one, "a.b").await.unwrap_err();
    wait_for_bans(&server, 1).await;
    let refused = call(&other, "a.b").await;
    assert!(is_banned(&refused), "{refused:?}");
    let text = refused.unwrap_err().to_string();
    assert!(text.contains("code 7, sub_code `accesscontrol.limited-by-api-access-count`"), "{text}");
    assert_eq!(sent.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn call_that_waits_for_its_slot_is_not_sent_during_a_ban() {
    let Some(server) = RedisServer::start() else { return };
    let gate = Gate::new();
    let (other, sent) = builder(&[]);
    let other = other.clock(gate.clone()).rate_limit_of("a.b", RateLimit::per_minute(60).burst(1));
    let limits = connect(&server).await;
    let other = other.shared_limits(limits.clone()).build().unwrap();
    call(&other, "a.b").await.unwrap();
    let waiting = tokio::spawn({
        let other = other.clone();
        async move { call(&other, "a.b").await }
    });
    gate.wait_for(1).await;

    let (one, _) = builder(&[BANNED]);
    let one = one.shared_limits(connect(&server).await).build().unwrap();
    call(&one, "a.b").await.unwrap_err();
    // The clients of a connection are told in the order in which they were built.
    let (witness, _) = builder(&[]);
    let witness = witness.shared_limits(limits).build().unwrap();
    call_until(&witness, "a.b", is_banned).await;
    gate.open();
    assert!(is_banned(&waiting.await.unwrap()));
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn machine_that_starts_later_knows_the_bans() {
    let Some(server) = RedisServer::start() else { return };
    let (one, _) = builder(&[BANNED]);
    let limits = connect(&server).await;
    let one = one.shared_limits(limits.clone()).build().unwrap();
    call(&one, "a.b").await.unwrap_err();
    wait_for_bans(&server, 1).await;

    let (late, sent) = builder(&[]);
    let late = late.shared_limits(connect(&server).await).build().unwrap();
    assert!(is_banned(&call(&late, "a.b").await));
    assert_eq!(sent.load(Ordering::SeqCst), 0);

    // A client of the same connection is told when it is built, or when the ban arrives.
    let (second, _) = builder(&[]);
    let second = second.shared_limits(limits).build().unwrap();
    call_until(&second, "a.b", is_banned).await;
}

#[tokio::test]
async fn seller_ban_covers_the_seller_on_every_machine_and_reveals_no_session() {
    let Some(server) = RedisServer::start() else { return };
    let (first, second) = (SessionKey::new("6100first"), SessionKey::new("6100second"));
    let (one, _) = builder(&[SELLER_BANNED]);
    let one = one.shared_limits(connect(&server).await).build().unwrap();
    one.session(&first).call("a.b", &Params::new()).await.unwrap_err();
    let mut connection = wait_for_bans(&server, 1).await;

    let (other, sent) = builder(&[]);
    let other = other.shared_limits(connect(&server).await).build().unwrap();
    let refused = other.session(&first).call("a.b", &Params::new()).await.map(drop);
    assert!(is_banned(&refused), "{refused:?}");
    other.session(&second).call("a.b", &Params::new()).await.unwrap();
    call(&other, "a.b").await.unwrap();
    assert_eq!(sent.load(Ordering::SeqCst), 2);

    let keys: Vec<String> = connection.keys("*").await.unwrap();
    let bans: Vec<(String, String)> = connection.hgetall(BANS).await.unwrap();
    let stored = format!("{keys:?} {bans:?}");
    assert!(!stored.contains("6100") && !stored.contains("helloworld"), "{stored}");
    for key in keys {
        assert_ne!(connection.pttl::<_, i64>(&key).await.unwrap(), -1, "{key} never expires");
    }
}

#[tokio::test]
async fn cleared_bans_are_cleared_everywhere() {
    let Some(server) = RedisServer::start() else { return };
    let (one, _) = builder(&[BANNED]);
    let one = one.shared_limits(connect(&server).await).build().unwrap();
    let (other, _) = builder(&[]);
    let other = other.shared_limits(connect(&server).await).build().unwrap();
    call(&one, "a.b").await.unwrap_err();
    call_until(&other, "a.b", is_banned).await;
    other.clear_bans();
    call_until(&one, "a.b", Result::is_ok).await;
    wait_for_bans(&server, 0).await;
}

#[tokio::test]
async fn shorter_ban_does_not_replace_a_longer_one() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let ban = |method: &str, seconds, code: &str| {
        SharedBan::new(method, Duration::from_secs(seconds), ActiveBan::new(code.to_owned(), None))
    };
    limits.record_ban(ban("a.b", 60, "long"));
    limits.record_ban(ban("a.b", 30, "short"));
    limits.record_ban(ban("a.c", 60, "last"));
    let mut connection = wait_for_bans(&server, 2).await;
    let stored: String = connection.hget(BANS, ":a.b").await.unwrap();
    assert!(stored.contains("\nlong\n"), "{stored}");
    limits.record_ban(ban("a.b", 90, "longer"));
    limits.record_ban(ban("a.d", 60, "last"));
    wait_for_bans(&server, 3).await;
    let stored: String = connection.hget(BANS, ":a.b").await.unwrap();
    assert!(stored.contains("\nlonger\n"), "{stored}");
}

#[tokio::test]
async fn ended_bans_are_removed() {
    let Some(server) = RedisServer::start() else { return };
    let limits = connect(&server).await;
    let ban = |method: &str, left| SharedBan::new(method, left, ActiveBan::new("7".to_owned(), None));
    limits.record_ban(ban("a.long", Duration::from_secs(60)));
    limits.record_ban(ban("a.short", Duration::from_millis(300)));
    // A ban that is recorded removes those that have ended.
    let mut connection = wait_for_bans(&server, 2).await;
    while connection.hlen::<_, usize>(BANS).await.unwrap() != 1 {
        limits.record_ban(ban("a.long", Duration::from_secs(60)));
        tokio::task::yield_now().await;
    }
    assert_eq!(connection.zcard::<_, usize>("top:{12345678}:ban-ends").await.unwrap(), 1);
}
