//! Cancellation: dropping a call at any moment leaves the client usable.

use std::future::Future as _;
use std::pin::pin;
use std::task::Poll;

use top_runtime::{Client, Params};
use top_sandbox::{Fault, Sandbox};

use crate::raw_server::{GOOD, LONG, RawServer, call};

/// Polls a call at most `polls` times, each after a wake-up, and drops it. Returns whether it was
/// complete.
async fn give_up_after(mut polls: usize, client: &Client) -> bool {
    let mut call = pin!(call(client));
    let limited = std::future::poll_fn(|cx| {
        if polls == 0 {
            return Poll::Ready(false);
        }
        polls -= 1;
        let polled = call.as_mut().poll(cx).map(|reply| reply.is_ok());
        // The last poll needs no wake-up.
        if polls == 0 && polled.is_pending() { Poll::Ready(false) } else { polled }
    });
    limited.await
}

/// Drops calls after 0, 1, 2 .. polls until one completes, and makes a successful call after each.
async fn each_stage(client: &Client) -> usize {
    for polls in 0..1_000 {
        let done = give_up_after(polls, client).await;
        call(client).await.unwrap();
        if done {
            return polls;
        }
    }
    panic!("no call was ever done");
}

#[tokio::test]
async fn dropping_a_call_at_any_stage_leaves_the_client_usable() {
    let server = RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            let (head, body) = GOOD.split_at(60);
            connection.write(head).await;
            tokio::task::yield_now().await;
            connection.write(body).await;
        }
    })
    .await;
    let polls = each_stage(&server.client()).await;
    assert!(polls > 1, "a call is done after {polls} polls");
}

/// Each call opens a connection, so that connecting is one of the stages.
#[tokio::test]
async fn dropping_a_call_at_any_stage_of_its_connection_leaves_the_client_usable() {
    let server = RawServer::start(|mut connection, _| async move {
        connection.read().await;
        let reply = GOOD.replacen("\r\n", "\r\nconnection: close\r\n", 1);
        connection.write(&reply).await;
    })
    .await;
    let polls = each_stage(&server.client()).await;
    assert!(polls > 1, "a call is done after {polls} polls");
}

/// The reply of a cancelled call must not be used for the next call.
#[tokio::test]
async fn cancelled_calls_never_swap_replies() {
    let sandbox = Sandbox::builder()
        .on("test.echo", |params| {
            let id = params.get("id").unwrap_or_default().to_owned();
            top_runtime::Value::from_iter([("id", id.as_str().into())])
        })
        .random_faults(
            top_sandbox::RandomFaults::seeded(5)
                .keyed_by("id")
                .with(0.5, Fault::SlowBody(crate::raw_server::SHORT / 15)),
        )
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    for id in 0..200_usize {
        let mut call = pin!(client.call("test.echo", &Params::new().with("id", id.to_string())));
        for _ in 0..id % 20 {
            tokio::task::yield_now().await;
            let polled = std::future::poll_fn(|cx| Poll::Ready(call.as_mut().poll(cx))).await;
            if let Poll::Ready(reply) = polled {
                let id = id.to_string();
                assert_eq!(
                    reply.unwrap().get("id").and_then(|own| own.as_str().map(str::to_owned)),
                    Some(id)
                );
                break;
            }
        }
    }
    let reply = client.call("test.echo", &Params::new().with("id", "last")).await.unwrap();
    assert_eq!(reply.get("id").and_then(|own| own.as_str()), Some("last"));
}

/// A cancelled call closes its connection.
#[tokio::test]
async fn cancelled_call_closes_its_connection() {
    let (left, mut leaving) = tokio::sync::mpsc::unbounded_channel();
    let server = RawServer::start(move |mut connection, _| {
        let left = left.clone();
        async move {
            connection.read().await;
            connection.hold().await;
            let _ = left.send(());
        }
    })
    .await;
    let client = server.client();
    {
        let mut call = pin!(call(&client));
        while server.counts().requests == 0 {
            let polled = std::future::poll_fn(|cx| Poll::Ready(call.as_mut().poll(cx))).await;
            assert!(polled.is_pending());
            tokio::task::yield_now().await;
        }
    }
    tokio::time::timeout(LONG, leaving.recv()).await.unwrap().unwrap();
}
