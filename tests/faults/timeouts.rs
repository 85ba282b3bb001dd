//! Timeouts: each one separately, and the facts of its error.

use std::time::Duration;

use tokio::net::TcpListener;
use top_runtime::{Client, Error, Params};
use top_sandbox::{Fault, Sandbox};

use crate::raw_server::{GOOD, LONG, RawServer, SHORT, call, with_growing_timeout};

/// A delay far longer than any timeout of these tests.
const HANG: Duration = Duration::from_secs(60);

/// Returns the error of a call that exceeds a short timeout.
async fn limited(client: &Client) -> Error {
    tokio::time::timeout(LONG / 2, call(client)).await.expect("no short limit was met").unwrap_err()
}

#[tokio::test]
async fn silent_gateway_hits_the_total_timeout() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    })
    .await;
    let error = with_growing_timeout(async |limit| {
        let before = server.counts().requests;
        let error = limited(&server.builder().timeout(limit).build().unwrap()).await;
        (server.counts().requests == before + 1).then_some(error)
    })
    .await;
    assert!(error.may_have_executed(), "{error}");
    assert!(error.to_string().contains("timed out"), "{error}");
}

#[tokio::test]
async fn silent_gateway_hits_the_read_timeout() {
    for sent in [0, 40, GOOD.len() - 10] {
        let server = RawServer::start(move |mut connection, _| async move {
            connection.read().await;
            connection.write(&GOOD[..sent]).await;
            connection.hold().await;
        })
        .await;
        let cause = if sent > 40 {
            "the reply broke off after 23 bytes of its body"
        } else {
            "error sending request"
        };
        let error = with_growing_timeout(async |limit| {
            let before = server.counts().requests;
            let error = limited(&server.builder().read_timeout(limit).build().unwrap()).await;
            let kept_up = server.counts().requests == before + 1 && error.to_string().contains(cause);
            kept_up.then_some(error)
        })
        .await;
        assert!(error.may_have_executed(), "{error}");
        assert!(error.to_string().ends_with(&format!("{cause}: operation timed out")), "{error}");
    }
}

/// The whole reply takes longer than the timeout, each part of it less.
#[tokio::test]
async fn slow_gateway_does_not_hit_the_read_timeout() {
    with_growing_timeout(async |limit| {
        let server = RawServer::start(move |mut connection, _| async move {
            connection.read().await;
            for at in (0..GOOD.len()).step_by(25) {
                tokio::time::sleep(limit / 5).await;
                connection.write(&GOOD[at..GOOD.len().min(at + 25)]).await;
            }
            connection.hold().await;
        })
        .await;
        call(&server.builder().read_timeout(limit).build().unwrap()).await.ok()
    })
    .await;
}

#[tokio::test]
async fn slow_reply_hits_the_total_timeout() {
    for fault in [Fault::SlowHead(HANG), Fault::SlowBody(HANG)] {
        let error = with_growing_timeout(async |limit| {
            let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(fault.clone());
            let sandbox = sandbox.start().await.unwrap();
            let client = sandbox.client_builder().timeout(limit).build().unwrap();
            let error = limited(&client).await;
            sandbox.requests().first().is_some_and(top_sandbox::RecordedRequest::executed).then_some(error)
        })
        .await;
        assert!(error.may_have_executed(), "{error}");
    }
}

#[tokio::test]
async fn call_timeout_overrides_the_client_timeout() {
    let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(Fault::SlowHead(SHORT));
    let sandbox = sandbox.fault(Fault::SlowHead(HANG)).start().await.unwrap();
    let client = sandbox.client_builder().timeout(SHORT / 2).build().unwrap();
    client.timeout(LONG).call("test.once", &Params::new()).await.unwrap();
    limited(&client).await;
}

/// Returns a port whose queue of connections is full: the next connection attempt waits.
async fn full() -> (TcpListener, Vec<tokio::net::TcpStream>) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = tokio::time::timeout(SHORT, tokio::net::TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
        assert!(waiting.len() < 100, "the queue does not fill");
    }
    (listener, waiting)
}

#[tokio::test]
async fn connect_timeout_means_not_sent() {
    let (listener, _waiting) = full().await;
    let gateway = format!("http://{}/router/rest", listener.local_addr().unwrap());
    let builder = || Client::builder("12345678", "helloworld").gateway(gateway.as_str());
    for client in [builder().connect_timeout(SHORT).timeout(LONG), builder().timeout(SHORT)] {
        let error = limited(&client.build().unwrap()).await;
        assert!(!error.may_have_executed() && error.is_retryable(), "{error}");
        assert!(error.to_string().contains("request not sent"), "{error}");
        let text = error.to_string();
        assert!(text.contains("timed out") || text.contains("deadline has elapsed"), "{error}");
    }
}

#[tokio::test]
async fn idle_timeout_closes_unused_connections() {
    let server = RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    })
    .await;
    for (idle, connections) in [(LONG, 1), (SHORT, 3)] {
        let client = server.builder().idle_timeout(idle).build().unwrap();
        call(&client).await.unwrap();
        tokio::time::sleep(SHORT * 2).await;
        call(&client).await.unwrap();
        assert_eq!(server.counts().connections, connections);
    }
}

#[tokio::test]
async fn idle_connections_limits_the_pool() {
    let server = RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    })
    .await;
    for (kept, connections) in [(0, 3), (1, 4)] {
        let client = server.builder().idle_connections(kept).build().unwrap();
        for _ in 0..3 {
            call(&client).await.unwrap();
        }
        assert_eq!(server.counts().connections, connections);
    }
}
