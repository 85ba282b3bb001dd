//! Layers of tower around a transport: their effect, and which errors say that nothing was sent.

use std::fmt;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, InMemoryTransport, ServiceTransport, Transport, TransportError,
};
use top_runtime::{Client, ClientBuilder, Error, Params};
use tower::load_shed::error::Overloaded;
use tower::{BoxError, Service, ServiceBuilder};

use crate::raw_server::{GOOD, LONG, RawServer, SHORT, call};

fn builder() -> ClientBuilder {
    Client::builder("1", "s").timeout(LONG).retry(RetryPolicy::never())
}

/// Counts the requests that it holds, and never replies.
#[derive(Clone, Default)]
struct Silent(Arc<AtomicUsize>);

impl Transport for Silent {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn layers_apply_to_the_built_in_transport() {
    let server = RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    })
    .await;
    let layers = ServiceBuilder::new().timeout(LONG).concurrency_limit(3).timeout(LONG);
    let client = server.builder().layer(layers).build().unwrap();
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.counts().requests, 20);
}

#[tokio::test]
async fn concurrency_limit_holds_for_all_clones_of_a_client() {
    let gateway = Silent::default();
    let layers = ServiceBuilder::new().concurrency_limit(2);
    let client = builder().transport(gateway.clone()).layer(layers).build().unwrap();
    let mut cx = Context::from_waker(Waker::noop());
    let mut calls: Vec<_> = (0..5).map(|_| client.clone().call("test.once", &Params::new())).collect();
    for call in &mut calls {
        assert!(Pin::new(call).poll(&mut cx).is_pending());
    }
    assert_eq!(gateway.0.load(Ordering::SeqCst), 2);
    drop(calls.remove(0));
    for call in &mut calls {
        assert!(Pin::new(call).poll(&mut cx).is_pending());
    }
    assert_eq!(gateway.0.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn timeout_layer_leaves_it_open_whether_the_call_was_executed() {
    let layers = ServiceBuilder::new().timeout(Duration::from_millis(10));
    let client = builder().transport(Silent::default()).layer(layers).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(error.may_have_executed() && error.to_string().contains("request timed out"), "{error}");
}

/// An error of a layer.
#[derive(Debug)]
struct Around(BoxError);

impl fmt::Display for Around {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a layer failed")
    }
}

impl std::error::Error for Around {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

#[tokio::test]
async fn transport_error_under_layers_keeps_whether_the_request_was_sent() {
    for was_sent in [false, true] {
        let make = move |text: &str| {
            if was_sent { TransportError::maybe_sent(text) } else { TransportError::not_sent(text) }
        };
        let transport = move || InMemoryTransport::new(move |_| Err(make("no route to host")));
        let boxed = ServiceBuilder::new().timeout(LONG);
        let around = ServiceBuilder::new().map_err(Around).timeout(LONG);
        let plain = builder().transport(transport()).layer(boxed).build().unwrap();
        let wrapped = builder().transport(transport()).layer(around).build().unwrap();
        for (client, text) in [(plain, ": no route to host"), (wrapped, "a layer failed: no route to host")] {
            let error = call(&client).await.unwrap_err();
            assert_eq!(error.may_have_executed(), was_sent, "{error}");
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}

#[tokio::test]
async fn call_outside_of_a_runtime_keeps_its_remedy_under_layers() {
    let server = RawServer::start(|connection, _| connection.hold()).await;
    let client = server.builder().layer(ServiceBuilder::new().concurrency_limit(1)).build().unwrap();
    let run = move || {
        let mut call = client.call("test.once", &Params::new());
        Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop()))
    };
    let Poll::Ready(Err(error)) = std::thread::spawn(run).join().unwrap() else {
        panic!("expected an error")
    };
    assert!(error.to_string().contains("no tokio runtime") && !error.is_retryable(), "{error}");
}

/// A service that is ready as `ready` says, and returns the timeout of a request as its error.
#[derive(Clone)]
struct Gate(fn(&mut Context<'_>, usize) -> Poll<Result<(), &'static str>>, usize);

impl Service<HttpRequest> for Gate {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = Ready<Result<HttpResponse, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.1 += 1;
        self.0(cx, self.1).map_err(Into::into)
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let left = if request.timeout() < LONG { "less time" } else { "all time" };
        ready(Err(format!("{left} left").into()))
    }
}

async fn gated(
    gate: fn(&mut Context<'_>, usize) -> Poll<Result<(), &'static str>>,
    timeout: Duration,
) -> Error {
    let client = builder().timeout(timeout).transport(ServiceTransport::new(Gate(gate, 0))).build().unwrap();
    call(&client).await.unwrap_err()
}

#[tokio::test]
async fn service_that_is_not_ready_received_nothing() {
    let error = gated(|_, _| Poll::Ready(Err("closed")), LONG).await;
    assert!(!error.may_have_executed() && error.to_string().contains("closed"), "{error}");
    let error = gated(|_, _| Poll::Pending, SHORT).await;
    let text = "timed out waiting for the service to be ready";
    assert!(!error.may_have_executed() && error.to_string().contains(text), "{error}");
    let error = gated(|_, _| Poll::Ready(Ok(())), Duration::MAX).await;
    assert!(error.may_have_executed() && error.to_string().contains("all time left"), "{error}");
}

#[tokio::test]
async fn wait_for_a_service_counts_for_the_timeout() {
    let ready_at_second_poll = |cx: &mut Context<'_>, polls| {
        if polls > 1 {
            return Poll::Ready(Ok(()));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    };
    let error = gated(ready_at_second_poll, LONG).await;
    assert!(error.may_have_executed() && error.to_string().contains("less time left"), "{error}");
}

#[tokio::test]
async fn refusal_of_a_layer_can_be_mapped_to_not_sent() {
    let layers = ServiceBuilder::new()
        .map_err(|error: BoxError| {
            if error.is::<Overloaded>() {
                TransportError::not_sent(error)
            } else {
                TransportError::maybe_sent(error)
            }
        })
        .load_shed()
        .concurrency_limit(1);
    let client = builder().transport(Silent::default()).layer(layers).build().unwrap();
    let mut cx = Context::from_waker(Waker::noop());
    let mut first = client.call("test.once", &Params::new());
    assert!(Pin::new(&mut first).poll(&mut cx).is_pending());
    let error = call(&client).await.unwrap_err();
    assert!(!error.may_have_executed() && error.to_string().contains("overloaded"), "{error}");
}
