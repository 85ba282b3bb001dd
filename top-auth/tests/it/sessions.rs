//! When sessions are refreshed, by whom, and what callers are told.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use top_auth::{
    AuthErrorKind, Authorize, CallError, Expected, MemoryStore, SessionEvent, Sessions, Token, TokenStore,
};
use top_runtime::clock::Clock as _;
use top_runtime::observe::{Observer, SessionRefreshed};
use top_runtime::{Client, Params, SessionKey, TopApi, TopValue};
use top_sandbox::Sandbox;

use crate::fakes::{BrittleStore, CountingIssuer, TestClock, at, token};

#[derive(TopApi)]
#[top_api(method = "test.seller.get", session = required, response = Shop)]
struct GetShop;

#[derive(TopValue)]
struct Shop {
    nick: String,
}

/// A sandbox that knows these sessions, and a client for it.
async fn sandbox(sessions: &[&str]) -> (Sandbox, Client) {
    let mut builder = Sandbox::builder().reply::<GetShop>(|_| Shop { nick: "shop".to_owned() });
    for session in sessions {
        builder = builder.session(*session, "shop");
    }
    let sandbox = builder.start().await.unwrap();
    let client = sandbox.client().unwrap();
    (sandbox, client)
}

async fn store_with(token: &Token) -> MemoryStore {
    let store = MemoryStore::new();
    store.replace("s", token, Expected::Absent).await.unwrap().unwrap();
    store
}

async fn stored(store: &impl TokenStore) -> String {
    store.load("s").await.unwrap().unwrap().token.session.expose().to_owned()
}

/// Sessions with a stopped clock, for a client that is never called.
fn offline(store: impl TokenStore + 'static, issuer: &CountingIssuer, clock: &TestClock) -> Sessions {
    let client = Client::builder("1", "s").build().unwrap();
    Sessions::builder(client, store).issuer(issuer.clone()).clock(clock.clone()).build()
}

#[tokio::test]
async fn valid_session_is_used_without_a_refresh() {
    let issuer = CountingIssuer::new(|_| panic!("must not refresh"));
    let sessions = offline(store_with(&token(0, 3_600)).await, &issuer, &TestClock::new());
    for _ in 0..3 {
        assert!(sessions.of("s").client().await.is_ok());
    }
}

#[tokio::test]
async fn session_is_refreshed_ahead_of_its_expiry() {
    let (issuer, clock) = (CountingIssuer::new(|n| Ok(token(n, 90_000))), TestClock::new());
    let store = store_with(&token(0, 86_400)).await;
    let sessions = offline(store.clone(), &issuer, &clock);
    clock.advance(86_400 - 301);
    let _ = sessions.of("s").client().await.unwrap();
    assert_eq!(issuer.refreshes(), 0);
    clock.advance(1);
    let _ = sessions.of("s").client().await.unwrap();
    assert_eq!((issuer.refreshes(), stored(&store).await.as_str()), (1, "session-1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_tasks_cause_one_refresh() {
    let (issuer, clock) = (CountingIssuer::new(|n| Ok(token(n, 90_000))), TestClock::new());
    let sessions = offline(store_with(&token(0, 0)).await, &issuer, &clock);
    let tasks: Vec<_> = (0..500)
        .map(|_| {
            let seller = sessions.of("s");
            tokio::spawn(async move { seller.client().await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(issuer.refreshes(), 1);
}

#[tokio::test]
async fn cancelled_caller_does_not_lose_the_new_token() {
    let (issuer, clock) = (CountingIssuer::new(|n| Ok(token(n, 90_000))), TestClock::new());
    issuer.gate.forget_permits(1_000);
    let store = store_with(&token(0, 0)).await;
    let sessions = offline(store.clone(), &issuer, &clock);
    let caller = tokio::spawn({
        let seller = sessions.of("s");
        async move { seller.client().await.map(drop) }
    });
    while issuer.refreshes() == 0 {
        tokio::task::yield_now().await;
    }
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    issuer.gate.add_permits(1);
    let _ = sessions.of("s").client().await.unwrap();
    assert_eq!((issuer.refreshes(), stored(&store).await.as_str()), (1, "session-1"));
}

#[tokio::test]
async fn refused_session_is_refreshed_and_the_call_sent_once_more() {
    let (sandbox, client) = sandbox(&["session-1"]).await;
    let issuer = CountingIssuer::new(|n| Ok(token(n, 90_000)));
    let store = store_with(&token(0, 90_000)).await;
    let sessions = Sessions::builder(client, store).issuer(issuer.clone()).clock(TestClock::new()).build();
    let reply = sessions.of("s").execute(&GetShop).await.unwrap();
    assert_eq!(reply.nick, "shop");
    assert_eq!((issuer.refreshes(), sandbox.requests().len()), (1, 2));
    // The untyped call uses the new session at once.
    sessions.of("s").call("test.seller.get", &Params::new()).await.unwrap();
    assert_eq!((issuer.refreshes(), sandbox.requests().len()), (1, 3));
}

#[tokio::test]
async fn refused_session_is_replaced_by_the_newer_one_of_the_store() {
    let (_sandbox, client) = sandbox(&["session-7"]).await;
    let issuer = CountingIssuer::new(|_| panic!("the store has a newer token"));
    let store = store_with(&token(0, 90_000)).await;
    let sessions =
        Sessions::builder(client, store.clone()).issuer(issuer.clone()).clock(TestClock::new()).build();
    let _ = sessions.of("s").client().await.unwrap();
    store.replace("s", &token(7, 90_000), Expected::Any).await.unwrap();
    assert_eq!(sessions.of("s").execute(&GetShop).await.unwrap().nick, "shop");
}

#[tokio::test]
async fn session_without_refresh_token_names_seller_page_and_time() {
    let (sandbox, client) = sandbox(&[]).await;
    let clock = TestClock::new();
    let only_session = Token::of_session(SessionKey::new("old")).with_expiry(at(100));
    let sessions = Sessions::builder(client, store_with(&only_session).await)
        .authorize(Authorize::new("12345678", "https://erp.example.com/cb").unwrap())
        .clock(clock.clone())
        .build();
    clock.advance(200);
    let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
    let facts = error.auth().and_then(|error| error.reauthorize()).unwrap();
    assert_eq!((facts.seller.as_str(), facts.since), ("s", Some(at(100))));
    assert!(facts.url.as_deref().unwrap().starts_with("https://oauth.taobao.com/authorize?"));
    assert_eq!(
        error.to_string(),
        "seller `s`: the session has expired, and there is no refresh token: the seller must authorise the app \
         again at https://oauth.taobao.com/authorize?response_type=code&client_id=12345678\
         &redirect_uri=https%3A%2F%2Ferp.example.com%2Fcb&view=web"
    );
    assert_eq!(sandbox.requests().len(), 0, "nothing was sent");

    let error = sessions.of("nobody").execute(&GetShop).await.err().unwrap();
    assert!(error.to_string().starts_with("seller `nobody`: there is no token"), "{error}");
}

#[tokio::test]
async fn session_that_stays_refused_is_an_error_with_the_refusal() {
    let (sandbox, client) = sandbox(&[]).await;
    let only_session = Token::of_session(SessionKey::new("old"));
    let sessions = Sessions::new(client, store_with(&only_session).await);
    let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
    let CallError::Auth { error: auth, refusal } = &error else { panic!("{error}") };
    assert!(auth.reauthorize().is_some());
    assert_eq!(refusal.as_ref().and_then(|error| error.code()), Some("27"));
    assert_eq!(sandbox.requests().len(), 1);
    assert!(!format!("{error} {error:?}").contains("old"), "{error:?}");
}

#[tokio::test]
async fn failed_refresh_fails_fast_until_the_wait_is_over() {
    let clock = TestClock::new();
    let issuer = CountingIssuer::new(|n| if n < 3 { Err(top_auth_wait()) } else { Ok(token(n, 90_000)) });
    let sessions = offline(store_with(&token(0, 0)).await, &issuer, &clock);
    let mut texts = Vec::new();
    for _ in 0..100 {
        texts.push(sessions.of("s").client().await.err().unwrap().to_string());
    }
    texts.dedup();
    assert_eq!((issuer.refreshes(), texts.len()), (1, 1), "{texts:?}");
    let wait = sessions.of("s").client().await.err().unwrap().retry_after().unwrap();
    clock.advance(wait.as_secs());
    let longer = sessions.of("s").client().await.err().unwrap().retry_after().unwrap();
    assert!(issuer.refreshes() == 2 && longer >= wait);
    clock.advance(longer.as_secs());
    let _ = sessions.of("s").client().await.unwrap();
    assert_eq!(issuer.refreshes(), 3);
}

fn top_auth_wait() -> top_auth::AuthError {
    top_auth::AuthError::unavailable(std::time::Duration::from_secs(10), "the endpoint is down")
}

#[tokio::test]
async fn session_that_is_still_valid_is_used_while_refreshes_fail() {
    let clock = TestClock::new();
    let issuer = CountingIssuer::new(|_| Err(top_auth_wait()));
    let failures = Arc::new(Mutex::new(Vec::new()));
    let client = Client::builder("1", "s").build().unwrap();
    let sessions = Sessions::builder(client, store_with(&token(0, 86_400)).await)
        .issuer(issuer.clone())
        .clock(clock.clone())
        .on_event({
            let failures = Arc::clone(&failures);
            move |event| match event {
                SessionEvent::Failed { is_valid, .. } => failures.lock().unwrap().push(*is_valid),
                other => panic!("{other:?}"),
            }
        })
        .build();
    clock.advance(86_400 - 100);
    for _ in 0..10 {
        let _ = sessions.of("s").client().await.unwrap();
    }
    assert_eq!(issuer.refreshes(), 1);
    assert_eq!(*failures.lock().unwrap(), [true], "the operator learns that the session will end");
    clock.advance(100);
    assert!(sessions.of("s").client().await.is_err());
    assert_eq!(*failures.lock().unwrap(), [true, false]);
}

#[tokio::test]
async fn refused_refresh_token_is_never_sent_again() {
    let clock = TestClock::new();
    let issuer = CountingIssuer::new(|n| match n {
        1 => Err(top_auth::AuthError::revoked("the refresh token is used up")),
        n => Ok(token(n, 900_000)),
    });
    let store = store_with(&token(0, 0)).await;
    let sessions = offline(store.clone(), &issuer, &clock);
    for _ in 0..5 {
        let error = sessions.of("s").client().await.err().unwrap();
        assert!(matches!(error.kind(), AuthErrorKind::Reauthorize(_)), "{error}");
        clock.advance(3_600);
    }
    assert_eq!(issuer.seen(), ["refresh-0"]);
    // Another process stored a new token after the seller had authorised again.
    store.replace("s", &token(5, 100_000), Expected::Any).await.unwrap();
    let _ = sessions.of("s").client().await.unwrap();
    assert_eq!(issuer.seen().len(), 1);
}

#[tokio::test]
async fn store_that_cannot_be_written_keeps_the_token_in_memory_and_says_so() {
    let (store, clock) = (BrittleStore::default(), TestClock::new());
    store.replace("s", &token(0, 0), Expected::Absent).await.unwrap();
    store.fails.store(true, Ordering::SeqCst);
    let issuer = CountingIssuer::new(|n| Ok(token(n, 90_000)));
    let events = Arc::new(Mutex::new(Vec::new()));
    let sessions = Sessions::builder(Client::builder("1", "s").build().unwrap(), store.clone())
        .issuer(issuer.clone())
        .clock(clock.clone())
        .on_event({
            let events = Arc::clone(&events);
            move |event| {
                events.lock().unwrap().push(match event {
                    SessionEvent::Refreshed { seller, .. } => format!("refreshed {seller}"),
                    SessionEvent::NotSaved { seller, error, .. } => format!("not saved {seller}: {error}"),
                    other => format!("{other:?}"),
                });
            }
        })
        .build();
    for _ in 0..3 {
        let _ = sessions.of("s").client().await.unwrap();
    }
    assert_eq!(issuer.refreshes(), 1);
    assert_eq!(events.lock().unwrap().first().map(String::as_str), Some("refreshed s"));
    assert_eq!(events.lock().unwrap().get(1).map(String::as_str), Some("not saved s: disk full"));
    assert_eq!(sessions.flush().await, ["s"]);
    assert_eq!(stored(&store).await, "session-0");
    store.fails.store(false, Ordering::SeqCst);
    assert!(sessions.flush().await.is_empty());
    assert_eq!(stored(&store).await, "session-1");
    assert!(clock.now() >= at(0));
}

#[tokio::test]
async fn refreshes_reach_the_observers_of_the_client() {
    #[derive(Default)]
    struct Refreshes(Mutex<Vec<String>>);

    impl Observer for Refreshes {
        fn session_refreshed(&self, refresh: &SessionRefreshed<'_>) {
            self.0.lock().unwrap().push(format!("{} {}", refresh.seller, refresh.failure.unwrap_or("done")));
        }
    }

    let observer = Arc::new(Refreshes::default());
    let client = Client::builder("1", "s").observer(Arc::clone(&observer)).build().unwrap();
    let issuer = CountingIssuer::new(|n| Ok(token(n, 90_000)));
    let sessions = Sessions::builder(client, store_with(&token(0, 0)).await)
        .issuer(issuer)
        .clock(TestClock::new())
        .build();
    let _ = sessions.of("s").client().await.unwrap();
    assert!(sessions.of("t").client().await.is_err());
    let seen = observer.0.lock().unwrap().clone();
    assert_eq!(seen[0], "s done");
    assert_eq!(seen[1], "t seller `t`: there is no token: the seller must authorise the app again");
}

#[tokio::test]
async fn token_that_the_seller_granted_during_a_refresh_wins() {
    let clock = TestClock::new();
    let issuer = CountingIssuer::new(|n| Ok(token(n, 90_000)));
    issuer.gate.forget_permits(1_000);
    let store = store_with(&token(0, 0)).await;
    let sessions = offline(store.clone(), &issuer, &clock);
    let caller = tokio::spawn({
        let seller = sessions.of("s");
        async move { seller.client().await.map(drop) }
    });
    while issuer.refreshes() == 0 {
        tokio::task::yield_now().await;
    }
    store.replace("s", &token(9, 90_000), Expected::Any).await.unwrap();
    issuer.gate.add_permits(1);
    caller.await.unwrap().unwrap();
    assert_eq!(stored(&store).await, "session-9");
}
