//! Limits on time: each by itself, and what can be said of a call that met it.

use std::time::Duration;

use tokio::net::TcpListener;
use top_runtime::{Client, Error, Params};
use top_sandbox::{Fault, Sandbox};

use crate::raw::{GOOD, LONG, Raw, SHORT, call, patiently};

/// Far longer than any limit here.
const HANG: Duration = Duration::from_secs(60);

/// The error of a call that meets a short limit, and not the long one of other tests.
async fn limited(client: &Client) -> Error {
    tokio::time::timeout(LONG / 2, call(client)).await.expect("no short limit was met").unwrap_err()
}

#[tokio::test]
async fn a_silent_gateway_meets_the_total_limit() {
    let server = Raw::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    })
    .await;
    let error = patiently(async |limit| {
        let before = server.seen().requests;
        let error = limited(&server.builder().timeout(limit).build().unwrap()).await;
        (server.seen().requests == before + 1).then_some(error)
    })
    .await;
    assert!(error.may_have_executed(), "{error}");
    assert!(error.to_string().contains("timed out"), "{error}");
}

#[tokio::test]
async fn a_silent_gateway_meets_the_limit_of_reading() {
    for sent in [0, 40, GOOD.len() - 10] {
        let server = Raw::start(move |mut connection, _| async move {
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
        let error = patiently(async |limit| {
            let before = server.seen().requests;
            let error = limited(&server.builder().read_timeout(limit).build().unwrap()).await;
            let kept_up = server.seen().requests == before + 1 && error.to_string().contains(cause);
            kept_up.then_some(error)
        })
        .await;
        assert!(error.may_have_executed(), "{error}");
        assert!(error.to_string().ends_with(&format!("{cause}: operation timed out")), "{error}");
    }
}

/// All of it takes longer than the limit, each part of it less.
#[tokio::test]
async fn a_gateway_that_is_slow_but_not_silent_meets_no_limit_of_reading() {
    patiently(async |limit| {
        let server = Raw::start(move |mut connection, _| async move {
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
async fn a_slow_reply_meets_the_total_limit_wherever_it_is_slow() {
    for fault in [Fault::SlowHead(HANG), Fault::SlowBody(HANG)] {
        let error = patiently(async |limit| {
            let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(fault.clone());
            let sandbox = sandbox.start().await.unwrap();
            let client = sandbox.client_builder().timeout(limit).build().unwrap();
            let error = limited(&client).await;
            sandbox.requests().first().is_some_and(top_sandbox::Seen::executed).then_some(error)
        })
        .await;
        assert!(error.may_have_executed(), "{error}");
    }
}

#[tokio::test]
async fn a_call_may_have_a_limit_of_its_own() {
    let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(Fault::SlowHead(SHORT));
    let sandbox = sandbox.fault(Fault::SlowHead(HANG)).start().await.unwrap();
    let client = sandbox.client_builder().timeout(SHORT / 2).build().unwrap();
    client.timeout(LONG).call("test.once", &Params::new()).await.unwrap();
    limited(&client).await;
}

/// A port that takes no connections any more: what waits to be taken fills its queue, and the next one waits for an answer.
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
async fn a_connection_that_is_not_made_in_time_carried_nothing() {
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
async fn a_connection_is_dropped_before_the_gateway_drops_it() {
    let server = Raw::start(|mut connection, _| async move {
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
        assert_eq!(server.seen().connections, connections);
    }
}

#[tokio::test]
async fn no_more_connections_are_kept_than_asked_for() {
    let server = Raw::start(|mut connection, _| async move {
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
        assert_eq!(server.seen().connections, connections);
    }
}
