//! Blocking calls: from threads, in async code, and beside the async client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Builder;
use tokio::task::{LocalSet, block_in_place, spawn_blocking};
use top_runtime::error::ErrorKind;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use top_runtime::{Client, Error, Params, Reply, SessionKey, TopApi, TopValue, Value, blocking};
use top_sandbox::{Fault, Sandbox};

use crate::raw_server::with_growing_timeout;
use crate::runtimes::{SERVERS, good, silent};

fn call(client: &blocking::Client) -> Result<Reply<Value>, Error> {
    client.call("test.once", &Params::new().with("id", 7))
}

#[derive(Debug, TopApi)]
#[top_api(method = "test.whoami", session = required, response = Who)]
struct WhoAmI {
    name: String,
}

#[derive(Debug, TopValue)]
struct Who {
    name: String,
}

fn sandbox() -> Sandbox {
    let sandbox =
        Sandbox::builder().session("6100abc", "seller").reply::<WhoAmI>(|ask| Who { name: ask.name });
    SERVERS.block_on(sandbox.start()).unwrap()
}

#[test]
fn declared_request_is_executed_with_a_session() {
    let sandbox = sandbox();
    let client = sandbox.client_builder().build_blocking().unwrap();
    let seller = client.session(&SessionKey::new("6100abc")).header("x-trace", "1");
    let who = seller.execute(&WhoAmI { name: "a".to_owned() }).unwrap();
    assert_eq!((who.name.as_str(), who.attempts()), ("a", 1));
    let error =
        client.session(&SessionKey::new("6100xyz")).execute(&WhoAmI { name: "a".to_owned() }).unwrap_err();
    assert!(error.is_session_invalid(), "{error}");
    let prepared = seller.prepare(&WhoAmI { name: "b".to_owned() }).unwrap();
    assert!(prepared.params().any(|param| param == ("name", "b")));
}

#[test]
fn lost_call_is_retried_after_a_wait() {
    let sandbox = sandbox();
    let client = sandbox.client_builder().build_blocking().unwrap();
    sandbox.fault(Fault::Status { status: 502, retry_after: None });
    let seller = client.session(&SessionKey::new("6100abc")).idempotent();
    assert_eq!(seller.execute(&WhoAmI { name: "a".to_owned() }).unwrap().attempts(), 2);
    sandbox.fault(Fault::Status { status: 502, retry_after: None });
    let error = seller.retry(RetryPolicy::never()).execute(&WhoAmI { name: "a".to_owned() }).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Http(_)) && error.attempts() == 1, "{error}");
}

#[test]
fn threads_share_a_client() {
    let server = good();
    let client = blocking::Client::from(server.client());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    call(&client).unwrap();
                }
            });
        }
    });
    assert_eq!(server.counts().requests, 160);
    assert!(server.counts().connections < 160, "{:?}", server.counts());
}

#[test]
fn call_keeps_its_timeout() {
    let server = silent();
    let client = blocking::Client::from(server.client());
    let error = SERVERS.block_on(with_growing_timeout(async |limit| {
        let client = client.clone();
        let call = move || client.timeout(limit).call("test.once", &Params::new());
        spawn_blocking(call).await.unwrap().err().filter(Error::may_have_executed)
    }));
    assert!(error.to_string().contains("timed out"), "{error}");
}

/// Asserts that a call was refused with the remedy.
fn refused(result: Result<Reply<Value>, Error>) {
    let error = result.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("test.once: request not sent: a blocking call in async code"), "{text}");
    assert!(text.contains("`as_async`") && text.contains("`tokio::task::spawn_blocking`"), "{text}");
    assert!(!error.may_have_executed() && !error.is_retryable(), "{error}");
}

#[test]
fn call_in_async_code_fails_with_the_remedy() {
    let server = good();
    let client = blocking::Client::from(server.client());
    let current_thread = || Builder::new_current_thread().build().unwrap();
    let multi_thread = || Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for runtime in [current_thread(), multi_thread()] {
        let spawned = client.clone();
        runtime.block_on(async {
            refused(call(&client));
            // Once more after the budget is spent.
            refused(call(&client));
            tokio::spawn(async move { refused(call(&spawned)) }).await.unwrap();
        });
        let local = client.clone();
        let tasks = LocalSet::new();
        tasks.block_on(&runtime, async {
            tokio::task::spawn_local(async move { refused(call(&local)) }).await.unwrap();
        });
        // The runtime still works.
        runtime.block_on(tokio::task::yield_now());
    }
    assert_eq!(server.counts().requests, 0);
    call(&client).unwrap();
}

#[test]
fn call_succeeds_where_a_runtime_allows_waiting() {
    let server = good();
    let client = blocking::Client::from(server.client());
    let current_thread = Builder::new_current_thread().build().unwrap();
    let multi_thread = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    for runtime in [&current_thread, &multi_thread] {
        let client = client.clone();
        runtime.block_on(async { spawn_blocking(move || call(&client).map(drop)).await }).unwrap().unwrap();
    }
    multi_thread.block_on(async { block_in_place(|| call(&client)) }).unwrap();
    let in_task = client.clone();
    let task = multi_thread.spawn(async move { block_in_place(|| call(&in_task).map(drop)) });
    multi_thread.block_on(task).unwrap().unwrap();
    // A task that asked for no budget may wait, at its own risk.
    multi_thread.block_on(tokio::task::unconstrained(async { call(&client) })).unwrap();
    let entered = current_thread.enter();
    call(&client).unwrap();
    drop(entered);
    assert_eq!(server.counts().requests, 6);
}

#[test]
fn client_is_made_and_dropped_in_async_code() {
    let server = good();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = server.builder().build_blocking().unwrap();
        let moved = client.clone();
        spawn_blocking(move || call(&moved).map(drop)).await.unwrap().unwrap();
        crate::raw_server::call(client.as_async()).await.unwrap();
        let client = Client::from(client);
        crate::raw_server::call(&client).await.unwrap();
        drop(client);
    });
    assert_eq!(server.counts().requests, 3);
}

#[test]
fn futures_of_other_crates_are_waited_for() {
    use top_auth::{CallError, MemoryStore, Sessions, Token};
    use top_protected::{FieldKind, KeyOwner, SecurityClient};

    let sandbox = sandbox();
    let sessions = Sessions::new(sandbox.client().unwrap(), MemoryStore::new());
    let token = Token::of_session(SessionKey::new("6100abc"));
    blocking::block_on(sessions.insert("seller", &token)).unwrap().unwrap();
    let request = WhoAmI { name: "a".to_owned() };
    let who = blocking::block_on(sessions.of("seller").execute(&request)).unwrap().unwrap();
    assert_eq!(who.name, "a");
    let error = blocking::block_on(sessions.of("another").execute(&request)).unwrap().unwrap_err();
    assert!(matches!(error, CallError::Auth { .. }), "{error}");

    let security = SecurityClient::new(sandbox.client().unwrap(), "random");
    let plain = security.decrypt(&KeyOwner::App, FieldKind::Nick, "张三");
    assert_eq!(blocking::block_on(plain).unwrap().unwrap().expose(), "张三");
    let key = security.decrypt(&KeyOwner::App, FieldKind::Nick, "~AAAA~1~");
    blocking::block_on(key).unwrap().expect_err("the gateway has no keys");
    assert_eq!(sandbox.requests().len(), 2);
}

#[test]
fn waiting_in_async_code_is_an_error_before_the_future_is_polled() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let error =
        runtime.block_on(async { blocking::block_on(async { panic!("polled") }).map(drop).unwrap_err() });
    assert!(matches!(error, blocking::BlockOnError::InAsyncCode), "{error}");
}

/// Makes a blocking call for each request before it is sent.
struct AskFirst {
    inner: Box<dyn Transport>,
    client: blocking::Client,
    asked: Arc<AtomicUsize>,
}

impl Transport for AskFirst {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        if call(&self.client).is_ok() {
            self.asked.fetch_add(1, Ordering::SeqCst);
        }
        self.inner.send(request)
    }
}

#[test]
fn call_within_a_call_does_not_hang() {
    let server = good();
    let asked = Arc::new(AtomicUsize::new(0));
    let (counter, client) = (Arc::clone(&asked), blocking::Client::from(server.client()));
    let outer = server
        .builder()
        .wrap_transport(move |inner| AskFirst { inner, client, asked: counter })
        .build_blocking()
        .unwrap();
    call(&outer).unwrap();
    assert_eq!((asked.load(Ordering::SeqCst), server.counts().requests), (1, 2));
}
