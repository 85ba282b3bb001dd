//! The contract of [`ReplayStore`], for every store.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;
use top_sandbox::Callback;
use top_webhook::{
    IncomingRequest, MemoryReplayStore, RedisReplayStore, ReplayId, ReplayStore, Scheme, VerifyError, Webhook,
};

use crate::redis_server::RedisServer;
use crate::support::{NOW, sign, verifier, verify, webhook};

fn id(name: &str) -> ReplayId {
    *verify(Scheme::Spi, &sign(&Callback::spi(name))).unwrap().replay_id()
}

const LIFETIME: Duration = Duration::from_secs(600);

async fn check(store: &dyn ReplayStore, other: &dyn ReplayStore) {
    let (first, second) = (id("first"), id("second"));
    assert!(store.claim(&first, LIFETIME).await.unwrap());
    assert!(!store.claim(&first, LIFETIME).await.unwrap());
    assert!(!other.claim(&first, LIFETIME).await.unwrap(), "shared by both");
    assert!(other.claim(&second, LIFETIME).await.unwrap());
    store.release(&first).await.unwrap();
    store.release(&first).await.unwrap();
    assert!(other.claim(&first, LIFETIME).await.unwrap(), "forgotten");
    assert!(!other.claim(&second, LIFETIME).await.unwrap());
}

#[tokio::test]
async fn memory_store_keeps_the_contract() {
    let store = MemoryReplayStore::new();
    check(&store, &store.clone()).await;
    assert_eq!(store.len(), 2);
}

#[tokio::test]
async fn redis_store_keeps_the_contract_and_refuses_without_a_server() {
    let Some(server) = RedisServer::start() else { return };
    let store = RedisReplayStore::connect(&server.url()).await.unwrap();
    let other = RedisReplayStore::connect(&server.url()).await.unwrap();
    check(&store, &other).await;
    let apart = other.with_prefix("another");
    assert!(apart.claim(&id("first"), LIFETIME).await.unwrap(), "another prefix");

    drop(server);
    let error = store.claim(&id("third"), LIFETIME).await.unwrap_err();
    assert!(error.to_string().starts_with("Redis: "), "{error}");
    let refused = receive(&webhook(Scheme::Spi).replay_store(store), "third").await;
    assert!(
        matches!(&refused, Err(error @ VerifyError::ReplayStore(_)) if error.is_internal()),
        "{refused:?}"
    );
}

#[test]
fn identities_differ_by_scheme_and_content_and_hide_the_signature() {
    let signed = sign(&Callback::spi("first"));
    let as_qimen = *verify(Scheme::Qimen, &signed).unwrap().replay_id();
    assert!(as_qimen != id("first") && id("first") != id("second") && id("first") == id("first"));
    let sign = signed.query().split_once("&sign=").unwrap().1.to_lowercase();
    assert!(!id("first").to_string().contains(&sign));
    assert_eq!(id("first").to_string().len(), 64);
}

/// A clock that a test moves.
#[derive(Clone, Default)]
struct TestClock(Arc<AtomicU64>);

impl TestClock {
    fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(NOW + self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

async fn receive(webhook: &Webhook, method: &str) -> Result<(), VerifyError> {
    let signed = sign(&Callback::spi(method));
    webhook.verify(&IncomingRequest::new("GET", "/", &signed.query(), b"")).await.map(drop)
}

#[tokio::test]
async fn memory_forgets_what_the_window_refuses_and_never_before() {
    let clock = TestClock::default();
    let store = MemoryReplayStore::new().clock(clock.clone());
    let webhook =
        Webhook::with_verifier(verifier(Scheme::Spi).clock(clock.clone())).replay_store(store.clone());
    assert!(receive(&webhook, "a").await.is_ok());
    clock.advance(300);
    assert!(matches!(receive(&webhook, "a").await, Err(VerifyError::Replayed)));
    clock.advance(1);
    assert!(matches!(receive(&webhook, "a").await, Err(VerifyError::TooOld { .. })));
    assert!(store.claim(&id("b"), LIFETIME).await.unwrap());
    assert_eq!(store.len(), 1, "the first record is forgotten");
}

#[tokio::test]
async fn full_memory_refuses_and_says_so() {
    let webhook = webhook(Scheme::Spi).replay_store(MemoryReplayStore::with_capacity(1));
    assert!(receive(&webhook, "a").await.is_ok());
    let error = receive(&webhook, "b").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "store of accepted requests: full with 1 requests: raise its capacity, or narrow the window"
    );
    assert!(matches!(receive(&webhook, "a").await, Err(VerifyError::Replayed)));
}

#[tokio::test]
async fn concurrent_replays_have_one_winner() {
    let webhook = Arc::new(webhook(Scheme::Spi));
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let webhook = Arc::clone(&webhook);
            tokio::spawn(async move { receive(&webhook, "a").await.is_ok() })
        })
        .collect();
    let mut accepted = 0;
    for task in tasks {
        accepted += usize::from(task.await.unwrap());
    }
    assert_eq!(accepted, 1);
}

#[tokio::test]
async fn released_requests_and_accepted_repetitions_pass_again() {
    let webhook = webhook(Scheme::Spi);
    let signed = sign(&Callback::spi("a"));
    let query = signed.query();
    let request = IncomingRequest::new("GET", "/", &query, b"");
    let verified = webhook.verify(&request).await.unwrap();
    webhook.release(&verified).await.unwrap();
    assert!(webhook.verify(&request).await.is_ok());
    assert!(webhook.verify(&request).await.is_err());
    let lenient = webhook.clone().accept_repetitions();
    assert!(lenient.verify(&request).await.is_ok() && lenient.verify(&request).await.is_ok());

    // Without a window, a request is remembered for a day.
    let timeless = Webhook::with_verifier(verifier(Scheme::Spi).without_window());
    assert!(timeless.verify(&request).await.is_ok());
    assert!(matches!(timeless.verify(&request).await, Err(VerifyError::Replayed)));
}

#[tokio::test]
async fn refusals_are_reported_with_their_reason() {
    let reasons = Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = Arc::clone(&reasons);
    let webhook = webhook(Scheme::Spi).on_refusal(move |reason| log.lock().unwrap().push(reason.to_string()));
    assert!(receive(&webhook, "a").await.is_ok());
    let _ = receive(&webhook, "a").await;
    let _ = webhook.verify(&IncomingRequest::new("GET", "/", "", b"")).await;
    assert_eq!(*reasons.lock().unwrap(), ["the request was accepted before", "no signature"]);
}
