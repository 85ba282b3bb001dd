//! A request is sent at most once: no layer below the client resends a POST.

use std::future::Future;

use top_runtime::error::ErrorKind;
use top_runtime::{Client, Error};

use crate::raw_server::{Connection, Counts, GOOD, RawServer, SHORT, call};
use crate::test_clock::CountingClock;

/// When the server ends a connection.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// The request has arrived and is not read.
    Unread,
    /// The request is read.
    Read,
    /// Half of the reply's head is written.
    InReplyHead,
}

/// How the server ends a connection.
#[derive(Debug, Clone, Copy)]
enum End {
    Close,
    Reset,
}

async fn end(mut connection: Connection, moment: Moment, end: End) {
    match moment {
        Moment::Unread => connection.wait().await,
        Moment::Read | Moment::InReplyHead => _ = connection.read().await,
    }
    if matches!(moment, Moment::InReplyHead) {
        connection.write(&GOOD[..40]).await;
    }
    match end {
        End::Close => connection.close(),
        End::Reset => connection.reset(),
    }
}

/// Calls a server once and returns the error and the counts of the server.
async fn call_and_fail<S, F>(serve: S) -> (Error, Counts)
where
    S: Fn(Connection, usize) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let server = RawServer::start(serve).await;
    let error = call(&server.client()).await.unwrap_err();
    // A resent request would arrive in this time.
    tokio::time::sleep(SHORT).await;
    (error, server.counts())
}

#[track_caller]
fn assert_may_have_executed(error: &Error) {
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error:?}");
    assert!(error.may_have_executed() && error.is_retryable(), "{error}");
}

#[tokio::test]
async fn requests_lost_on_a_fresh_connection_are_sent_once() {
    for (moment, how, requests) in [
        (Moment::Unread, End::Close, 0),
        (Moment::Read, End::Close, 1),
        (Moment::Read, End::Reset, 1),
        (Moment::InReplyHead, End::Close, 1),
    ] {
        let (error, counts) = call_and_fail(move |connection, _| end(connection, moment, how)).await;
        assert_may_have_executed(&error);
        assert_eq!((counts.connections, counts.requests), (1, requests), "{moment:?} {how:?}");
    }
}

/// The first call succeeds. The second one uses the same connection and fails.
#[tokio::test]
async fn requests_lost_on_a_kept_connection_are_sent_once() {
    for (moment, how, requests) in
        [(Moment::Unread, End::Close, 0), (Moment::Read, End::Close, 1), (Moment::Read, End::Reset, 1)]
    {
        let server = RawServer::start(move |mut connection, _| async move {
            connection.read().await;
            connection.write(GOOD).await;
            end(connection, moment, how).await;
        })
        .await;
        let client = server.client();
        call(&client).await.unwrap();
        let first = server.counts();
        assert_eq!((first.connections, first.requests), (1, 1));
        let error = call(&client).await.unwrap_err();
        tokio::time::sleep(SHORT).await;
        assert_may_have_executed(&error);
        let counts = server.counts();
        assert_eq!((counts.connections, counts.requests - 1), (1, requests), "{moment:?} {how:?}");
        if requests == 0 {
            assert_eq!(counts.bytes, first.bytes, "{moment:?} {how:?}");
        }
    }
}

/// The server closes the connection while the client decides whether to use it, a race that no pool
/// can avoid. Each call is either lost and not resent, or sent over a new connection because none
/// of it was sent: there are never more requests than calls.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connection_closed_at_a_random_moment_never_repeats_a_request() {
    const CALLS: usize = 400;
    let server = RawServer::start(|mut connection, number| async move {
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
    let mut replies = 0;
    for _ in 0..CALLS {
        match call(&client).await {
            Ok(_) => replies += 1,
            Err(error) => assert_may_have_executed(&error),
        }
    }
    let counts = server.counts();
    assert!(replies <= counts.requests && counts.requests <= CALLS, "{replies} replies, {counts:?}");
    assert!(replies > 0 && counts.connections <= CALLS, "{replies} replies, {counts:?}");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in
        ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
    {
        let (error, counts) = call_and_fail(move |mut connection, _| async move {
            connection.read().await;
            let head = format!("HTTP/1.1 {status}\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n");
            connection.write(&head).await;
            connection.hold().await;
        })
        .await;
        let ErrorKind::Http(http) = error.kind() else { panic!("{error:?}") };
        assert!(status.starts_with(&http.status.to_string()), "{error}");
        assert_eq!((counts.connections, counts.requests), (1, 1));
    }
}

/// The port is bound to a socket that does not listen, so that no other process can take it.
#[tokio::test]
async fn refused_connection_means_not_executed() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let gateway = format!("http://{}/router/rest", socket.local_addr().unwrap());
    let client = Client::builder("12345678", "helloworld").gateway(gateway).clock(CountingClock::default());
    let error = call(&client.build().unwrap()).await.unwrap_err();
    assert!(!error.may_have_executed() && error.is_retryable(), "{error}");
    assert!(error.to_string().contains("request not sent"), "{error}");
    assert!(error.to_string().ends_with(", after 3 attempts"), "{error}");
}
