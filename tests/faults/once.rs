//! A request is sent once, whatever becomes of it: nothing below the client repeats a POST by itself.

use std::future::Future;
use top_runtime::error::ErrorKind;

use top_runtime::{Client, Error};

use crate::raw::{Connection, Counts, GOOD, Raw, SHORT, call};
use crate::waits::Waits;

/// The error of a call on a fresh connection that ends so, and what the server saw.
async fn lost<S, F>(serve: S) -> (Error, Counts)
where
    S: Fn(Connection, usize) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let server = Raw::start(serve).await;
    let error = call(&server.client()).await.unwrap_err();
    // Whatever a repetition would need would have come by now.
    tokio::time::sleep(SHORT).await;
    (error, server.seen())
}

/// The same on a connection that has already carried a good call: the second request meets its end.
async fn lost_on_a_kept_connection<S, F>(end: S) -> (Error, Counts)
where
    S: Fn(Connection) -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let server = Raw::start(move |mut connection: Connection, _| {
        let end = end.clone();
        async move {
            connection.read().await;
            connection.write(GOOD).await;
            end(connection).await;
        }
    })
    .await;
    let client = server.client();
    call(&client).await.unwrap();
    let first = server.seen();
    let error = call(&client).await.unwrap_err();
    tokio::time::sleep(SHORT).await;
    let seen = server.seen();
    assert_eq!((first.connections, first.requests), (1, 1));
    (error, Counts { requests: seen.requests - 1, bytes: seen.bytes - first.bytes, ..seen })
}

#[track_caller]
fn maybe_executed(error: &Error) {
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error:?}");
    assert!(error.may_have_executed() && error.is_retryable(), "{error}");
}

#[tokio::test]
async fn closed_after_the_request_was_read() {
    let (error, seen) = lost(|mut connection, _| async move {
        connection.read().await;
        connection.close();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 1));
}

#[tokio::test]
async fn reset_after_the_request_was_read() {
    let (error, seen) = lost(|mut connection, _| async move {
        connection.read().await;
        connection.reset();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 1));
}

#[tokio::test]
async fn closed_before_the_request_was_read() {
    let (error, seen) = lost(|mut connection, _| async move {
        connection.wait().await;
        connection.close();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 0));
}

#[tokio::test]
async fn closed_within_the_head_of_the_reply() {
    let (error, seen) = lost(|mut connection, _| async move {
        connection.read().await;
        connection.write(&GOOD[..40]).await;
        connection.close();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 1));
}

#[tokio::test]
async fn a_kept_connection_closed_as_the_request_arrives() {
    let (error, seen) = lost_on_a_kept_connection(|mut connection| async move {
        connection.wait().await;
        connection.close();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests, seen.bytes), (1, 0, 0));
}

#[tokio::test]
async fn a_kept_connection_closed_after_the_request_was_read() {
    let (error, seen) = lost_on_a_kept_connection(|mut connection| async move {
        connection.read().await;
        connection.close();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 1));
}

#[tokio::test]
async fn a_kept_connection_reset_after_the_request_was_read() {
    let (error, seen) = lost_on_a_kept_connection(|mut connection| async move {
        connection.read().await;
        connection.reset();
    })
    .await;
    maybe_executed(&error);
    assert_eq!((seen.connections, seen.requests), (1, 1));
}

/// The race that a pool cannot win: the server closes while the client decides to use the connection. Each call is then either lost and
/// not sent again, or goes over a new connection because none of it had been sent: never are there more requests than calls.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kept_connection_closed_at_any_moment() {
    const CALLS: usize = 400;
    let server = Raw::start(|mut connection, number| async move {
        connection.read().await;
        connection.write(GOOD).await;
        for _ in 0..number % 7 {
            tokio::task::yield_now().await;
        }
        if number.is_multiple_of(2) {
            connection.reset();
        } else {
            connection.close();
        }
    })
    .await;
    let client = server.client();
    let mut answered = 0;
    for _ in 0..CALLS {
        match call(&client).await {
            Ok(_) => answered += 1,
            Err(error) => maybe_executed(&error),
        }
    }
    let seen = server.seen();
    assert!(answered <= seen.requests && seen.requests <= CALLS, "{answered} answered, {seen:?}");
    assert!(answered > 0 && seen.connections <= CALLS, "{answered} answered, {seen:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for status in
        ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let (error, seen) = lost(move |mut connection, _| async move {
            connection.read().await;
            connection
                .write(&format!("HTTP/1.1 {status}\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n"))
                .await;
            connection.hold().await;
        })
        .await;
        assert!(
            matches!(error.kind(), ErrorKind::Http(http) if status.starts_with(&http.status.to_string())),
            "{error:?}"
        );
        assert_eq!((seen.connections, seen.requests), (1, 1));
    }
}

/// The port stays bound to a socket that does not listen, so that nobody else can take it.
#[tokio::test]
async fn no_server_at_all_is_surely_not_executed() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let gateway = format!("http://{}/router/rest", socket.local_addr().unwrap());
    let client = Client::builder("12345678", "helloworld").gateway(gateway).clock(Waits::default());
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert!(!error.may_have_executed() && error.is_retryable(), "{error}");
    assert!(error.to_string().contains("request not sent"), "{error}");
    assert!(error.to_string().ends_with(", after 3 attempts"), "{error}");
}
