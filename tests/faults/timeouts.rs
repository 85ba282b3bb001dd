//! Limits on time: each by itself, and what can be said of a call that met it.

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use top_runtime::{Client, Error, Params};
use top_sandbox::{Fault, Sandbox};

use crate::raw::{GOOD, LONG, Raw, SHORT, call};

/// Far longer than any limit here.
const HANG: Duration = Duration::from_secs(60);

/// The error of a call that meets a limit; it takes about that long.
async fn limited(client: &Client) -> Error {
    let begun = Instant::now();
    let error = call(client).await.unwrap_err();
    assert!(begun.elapsed() < LONG / 2, "{:?}", begun.elapsed());
    error
}

#[tokio::test]
async fn a_silent_gateway_meets_the_total_limit() {
    let server = Raw::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    })
    .await;
    let client = server.builder().timeout(SHORT).build().unwrap();
    let error = limited(&client).await;
    assert!(error.may_have_executed(), "{error}");
    assert!(error.to_string().contains("timed out"), "{error}");
    assert_eq!(server.seen().requests, 1);
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
        let client = server.builder().read_timeout(SHORT).build().unwrap();
        let error = limited(&client).await;
        assert!(error.may_have_executed(), "{error}");
        let cause = if sent > 40 {
            "the reply broke off after 23 bytes of its body"
        } else {
            "error sending request"
        };
        assert!(error.to_string().ends_with(&format!("{cause}: operation timed out")), "{error}");
    }
}

#[tokio::test]
async fn a_gateway_that_is_slow_but_not_silent_meets_no_limit_of_reading() {
    let server = Raw::start(|mut connection, _| async move {
        connection.read().await;
        for at in (0..GOOD.len()).step_by(25) {
            tokio::time::sleep(SHORT / 5).await;
            connection.write(&GOOD[at..GOOD.len().min(at + 25)]).await;
        }
        connection.hold().await;
    })
    .await;
    let client = server.builder().read_timeout(SHORT).build().unwrap();
    // All of it takes longer than the limit each time. On a machine that is busy a pause may be too long, but not ten times.
    for _ in 0..10 {
        if call(&client).await.is_ok() {
            return;
        }
    }
    panic!("a gateway that was never silent met the limit");
}

#[tokio::test]
async fn a_slow_reply_meets_the_total_limit_wherever_it_is_slow() {
    for fault in [Fault::SlowHead(HANG), Fault::SlowBody(HANG)] {
        let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(fault).start().await.unwrap();
        let client = sandbox.client_builder().timeout(SHORT).build().unwrap();
        let error = limited(&client).await;
        assert!(error.may_have_executed(), "{error}");
        assert!(sandbox.requests()[0].executed());
    }
}

#[tokio::test]
async fn a_call_may_have_a_limit_of_its_own() {
    let sandbox = Sandbox::builder().on("test.once", |_| ()).fault(Fault::SlowHead(SHORT));
    let sandbox = sandbox.fault(Fault::SlowHead(SHORT)).start().await.unwrap();
    let client = sandbox.client_builder().timeout(SHORT / 2).build().unwrap();
    client.timeout(LONG).call("test.once", &Params::new()).await.unwrap();
    assert!(client.call("test.once", &Params::new()).await.unwrap_err().may_have_executed());
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
        assert!(error.to_string().contains("the request was not sent"), "{error}");
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
    let client = server.builder().idle_timeout(SHORT).build().unwrap();
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    assert_eq!(server.seen().connections, 1);
    tokio::time::sleep(SHORT * 2).await;
    call(&client).await.unwrap();
    assert_eq!(server.seen().connections, 2);
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
