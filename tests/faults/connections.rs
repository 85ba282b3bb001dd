//! The bound on connections: waiting calls, their order, and their deadline.

use std::future::{Future, poll_fn};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use top_runtime::error::ErrorKind;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Error, Params, TopApi, TopValue};

use crate::raw_server::{GOOD, LONG, RawServer, call, with_growing_timeout};

#[derive(TopApi)]
#[top_api(method = "test.echo", response = Echoed, idempotent)]
struct Echo {
    id: u64,
}

#[derive(TopValue)]
struct Echoed {
    id: u64,
}

/// A server that replies with the id of the request and breaks each 20th connection.
#[derive(Clone, Default)]
struct EchoServer(Arc<Counts>);

#[derive(Default)]
struct Counts {
    requests: AtomicUsize,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

impl EchoServer {
    /// Starts the server on the current runtime. Returns its URL.
    async fn start(&self) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let open = server.0.open.fetch_add(1, Ordering::SeqCst) + 1;
                server.0.most_open.fetch_max(open, Ordering::SeqCst);
                tokio::spawn(server.clone().serve(stream));
            }
        });
        url
    }

    async fn serve(self, mut stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let mut input = Vec::new();
        while let Some(id) = read_id(&mut stream, &mut input).await {
            let is_fault = self.0.requests.fetch_add(1, Ordering::SeqCst) % 20 == 19;
            let body = format!(r#"{{"test_echo_response":{{"id":{id}}}}}"#);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            if is_fault {
                // Counted before the client can see the end.
                self.0.open.fetch_sub(1, Ordering::SeqCst);
                if id % 2 == 0 {
                    let _ = stream.write_all(format!("{head}{}", &body[..10]).as_bytes()).await;
                }
                return;
            }
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
        self.0.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Reads a request and returns its parameter `id`.
async fn read_id(stream: &mut TcpStream, input: &mut Vec<u8>) -> Option<u64> {
    input.clear();
    if !crate::raw_server::read_request(stream, input, |_| ()).await {
        return None;
    }
    let text = String::from_utf8_lossy(input);
    let (_, body) = text.split_once("\r\n\r\n")?;
    let (_, id) = form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "id")?;
    id.parse().ok()
}

/// Makes calls in parallel lanes. Each checks its reply.
async fn load(client: Client, calls: u64, in_flight: u64) {
    let mut lanes = tokio::task::JoinSet::new();
    for lane in 0..in_flight {
        let client = client.clone();
        lanes.spawn(async move {
            for id in (lane..calls).step_by(usize::try_from(in_flight).unwrap()) {
                let reply = client.execute(&Echo { id }).await.unwrap();
                assert_eq!(reply.id, id, "the reply to another call");
            }
        });
    }
    lanes.join_all().await;
}

fn server_runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// 20,000 calls, 200 in flight, of which each 20th attempt meets a fault.
#[test]
fn calls_share_the_connections_and_each_gets_its_own_reply() {
    const CALLS: u64 = 20_000;
    const MAX: usize = 16;
    let servers = server_runtime();
    let server = EchoServer::default();
    let url = servers.block_on(server.start());
    let client = Client::builder("12345678", "helloworld")
        .gateway(url.as_str())
        .timeout(LONG)
        .retry(RetryPolicy::default().attempts(10).backoff(Duration::ZERO, Duration::ZERO))
        .retry_budget(None)
        .max_connections(MAX)
        .build()
        .unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(load(client, CALLS, 200));
    let most_open = server.0.most_open.load(Ordering::SeqCst);
    assert!(most_open <= MAX, "{most_open} connections");
    assert!(server.0.requests.load(Ordering::SeqCst) > 20_000, "no fault was met");
}

/// Starts calls in the order of their ids, and returns them.
async fn start_in_order(
    client: &Client,
    ids: std::ops::Range<usize>,
) -> Vec<impl Future<Output = Result<(), Error>> + use<>> {
    let mut calls = Vec::new();
    for id in ids {
        let client = client.clone();
        let mut call = Box::pin(async move {
            client.call("test.once", &Params::new().with("id", id.to_string())).await.map(drop)
        });
        poll_fn(|cx| {
            assert!(call.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        calls.push(call);
    }
    calls
}

/// Waits for all calls at once.
async fn all<F: Future<Output = Result<(), Error>> + Send + Unpin + 'static>(calls: Vec<F>) {
    let mut running = tokio::task::JoinSet::new();
    for call in calls {
        running.spawn(call);
    }
    for result in running.join_all().await {
        result.unwrap();
    }
}

/// Starts a server that notes the ids of requests and replies to each after a permit.
async fn noting(permits: &Arc<Semaphore>) -> (RawServer, Arc<Mutex<Vec<u64>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (permits, noted) = (Arc::clone(permits), Arc::clone(&seen));
    let server = RawServer::start(move |mut connection, _| {
        let (permits, noted) = (Arc::clone(&permits), Arc::clone(&noted));
        async move {
            while let Some(id) = connection.read_param("id").await {
                noted.lock().unwrap().push(id.parse().unwrap());
                permits.acquire().await.unwrap().forget();
                connection.write(GOOD).await;
            }
        }
    });
    (server.await, seen)
}

#[tokio::test]
async fn waiting_calls_are_sent_in_order_of_arrival() {
    let permits = Arc::new(Semaphore::new(0));
    let (server, seen) = noting(&permits).await;
    let client = server.builder().max_connections(1).build().unwrap();
    let calls = start_in_order(&client, 0..50).await;
    permits.add_permits(50);
    all(calls).await;
    assert_eq!(*seen.lock().unwrap(), (0..50).collect::<Vec<_>>());
    assert_eq!(server.counts().connections, 1);
}

#[tokio::test]
async fn dropped_call_leaves_its_place_to_the_next_one() {
    let permits = Arc::new(Semaphore::new(0));
    let (server, seen) = noting(&permits).await;
    let client = server.builder().max_connections(1).build().unwrap();
    let mut calls = start_in_order(&client, 0..6).await;
    drop(calls.remove(3));
    permits.add_permits(5);
    all(calls).await;
    assert_eq!(*seen.lock().unwrap(), [0, 1, 2, 4, 5]);
}

#[tokio::test]
async fn call_without_a_free_connection_fails_within_its_timeout() {
    let permits = Arc::new(Semaphore::new(0));
    let (server, seen) = noting(&permits).await;
    let client = server.builder().max_connections(2).build().unwrap();
    let calls = start_in_order(&client, 0..2).await;
    let error = with_growing_timeout(async |limit| {
        let hasty = client.timeout(limit).retry(RetryPolicy::never());
        Some(hasty.call("test.once", &Params::new().with("id", "9")).await.unwrap_err())
    })
    .await;
    assert!(matches!(error.kind(), ErrorKind::Transport(_)) && !error.may_have_executed(), "{error}");
    let text =
        "request not sent: timed out waiting for a connection, as all 2 were in use: raise `max_connections`";
    assert!(error.to_string().contains(text), "{error}");
    permits.add_permits(2);
    all(calls).await;
    assert_eq!(*seen.lock().unwrap(), [0, 1]);
}

/// A slot is held until the body was read: the reply to the first call ends after a permit.
#[tokio::test]
async fn connection_is_in_use_until_the_body_was_read() {
    let permits = Arc::new(Semaphore::new(0));
    let shared = Arc::clone(&permits);
    let server = RawServer::start(move |mut connection, _| {
        let permits = Arc::clone(&shared);
        async move {
            while connection.read().await {
                let (head, end) = GOOD.split_at(GOOD.len() - 10);
                connection.write(head).await;
                permits.acquire().await.unwrap().forget();
                connection.write(end).await;
            }
        }
    })
    .await;
    let client = server.builder().max_connections(1).build().unwrap();
    let first = tokio::spawn({
        let client = client.clone();
        async move { call(&client).await.map(drop) }
    });
    while server.counts().requests == 0 {
        tokio::task::yield_now().await;
    }
    let second = start_in_order(&client, 1..2).await;
    permits.add_permits(2);
    first.await.unwrap().unwrap();
    all(second).await;
    assert_eq!((server.counts().requests, server.counts().connections), (2, 1));
}

#[tokio::test]
async fn calls_at_once_open_at_most_the_maximum() {
    let permits = Arc::new(Semaphore::new(0));
    let (server, _) = noting(&permits).await;
    let client = server.builder().max_connections(8).build().unwrap();
    for round in 1..=3 {
        let calls = start_in_order(&client, 0..100).await;
        permits.add_permits(100);
        all(calls).await;
        assert_eq!((server.counts().requests, server.counts().connections), (round * 100, 8));
    }
}

#[test]
fn maximum_of_zero_connections_is_rejected() {
    let error = Client::builder("12345678", "helloworld").max_connections(0).build().unwrap_err();
    assert_eq!(error.to_string(), "`max_connections` is 0: expected at least 1");
}
