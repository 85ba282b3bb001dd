//! Stores of handled messages and dead letters.

use std::time::Duration;

use top_messages::store::{Claim, DeliveryStore, MemoryStore, RedisStore, SqliteStore};
use top_messages::{HandlerError, Message};
use top_sandbox::tmc::TmcServer;

use crate::redis_server::RedisServer;
use crate::support::{CREATED, Running, TradeCreated, builder};

const LEASE: Duration = Duration::from_secs(60);

async fn check(store: &dyn DeliveryStore) {
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(store.fail(1).await.unwrap(), 1);
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(store.fail(1).await.unwrap(), 2);
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Taken);
    store.finish(1).await.unwrap();
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Handled);
    assert_eq!(store.claim(i64::MIN, LEASE).await.unwrap(), Claim::Taken);
}

#[tokio::test]
async fn stores_count_failures_and_remember_what_was_handled() {
    check(&MemoryStore::default()).await;
    let folder = tempfile::tempdir().unwrap();
    check(&SqliteStore::open(folder.path().join("messages.db")).unwrap()).await;
}

/// Two workers on two machines.
#[tokio::test]
async fn workers_share_a_store_in_redis() {
    let Some(server) = RedisServer::start() else { return };
    let url = server.url();
    let connect = || RedisStore::connect(&url, "12345678");
    let (first, second) = (connect().await.unwrap(), connect().await.unwrap());
    check(&first).await;
    assert_eq!(second.claim(1, LEASE).await.unwrap(), Claim::Handled);
    assert_eq!(first.claim(2, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(second.claim(2, LEASE).await.unwrap(), Claim::InProgress);
    assert_eq!((first.fail(2).await.unwrap(), second.claim(2, LEASE).await.unwrap()), (1, Claim::Taken));

    let channel = TmcServer::builder().redeliver_after(Duration::from_millis(1)).start().await.unwrap();
    let receiver = Running::start(
        builder(&channel)
            .on(|_: Message<TradeCreated>| async { Err("unknown seller".into()) })
            .store(first.clone())
            .dead_letters(first.clone(), 2),
    );
    // The numbers 1 and 2 are taken by the steps above.
    channel.publish_generated(CREATED, 3, |id| format!(r#"{{"tid":{id}}}"#));
    channel.wait_for(|state| state.confirmed == 2).await;
    let summary = receiver.stop().await.unwrap();
    assert_eq!((summary.dead, summary.failed), (1, 1));
}

#[tokio::test]
async fn a_redis_server_that_cannot_be_reached_is_an_error_without_the_url() {
    let error = RedisStore::connect("redis://:hunter2@127.0.0.1:1/", "12345678").await.unwrap_err();
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test]
async fn memory_forgets_the_oldest_messages() {
    let store = MemoryStore::new(2);
    for id in 1..=3 {
        store.finish(id).await.unwrap();
    }
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(store.claim(3, LEASE).await.unwrap(), Claim::Handled);
}

#[tokio::test]
async fn a_claim_excludes_other_processes_until_its_lease_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("messages.db");
    let (first, second) = (SqliteStore::open(&path).unwrap(), SqliteStore::open(&path).unwrap());
    assert_eq!(first.claim(1, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(second.claim(1, LEASE).await.unwrap(), Claim::InProgress);
    assert_eq!(first.claim(2, Duration::ZERO).await.unwrap(), Claim::Taken);
    assert_eq!(second.claim(2, LEASE).await.unwrap(), Claim::Taken);
}

#[tokio::test]
async fn old_messages_are_forgotten_and_dead_letters_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("messages.db")).unwrap();
    let server = TmcServer::builder().start().await.unwrap();
    let receiver = Running::start(
        builder(&server)
            .on(|_: Message<TradeCreated>| async { Err(HandlerError::permanent("unknown seller")) })
            .store(store.clone())
            .dead_letters(store.clone(), 5),
    );
    server.publish(CREATED, r#"{"tid":1}"#);
    server.all_confirmed().await;
    assert_eq!(receiver.stop().await.unwrap().dead, 1);
    let letters = store.dead_letters().unwrap();
    assert_eq!(
        (letters.len(), letters[0].reason.as_str(), letters[0].user_id),
        (1, "unknown seller", Some(77))
    );
    assert!(!format!("{letters:?}").contains("tid"));

    let forgetful = store.clone().with_retention(Duration::ZERO);
    assert_eq!(forgetful.claim(1, LEASE).await.unwrap(), Claim::Handled);
    // The deletion of the next message that is handled.
    for id in 10..1_100 {
        forgetful.finish(id).await.unwrap();
    }
    assert_eq!(store.claim(1, LEASE).await.unwrap(), Claim::Taken);
    assert_eq!(store.dead_letters().unwrap().len(), 1);
}

#[test]
fn a_file_that_is_no_database_is_reported_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "x".repeat(4_096)).unwrap();
    let error = SqliteStore::open(&path).unwrap_err().to_string();
    assert!(error.contains("notes.txt") && error.contains("not a database"), "{error}");
}
