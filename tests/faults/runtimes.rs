//! One client in several runtimes: alternating, concurrent, ending, incomplete, and without any.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;
use top_runtime::error::ErrorKind;

use tokio::runtime::{Builder, Runtime};
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Error};

use crate::raw_server::{GOOD, LONG, RawServer, SHORT, call};

/// Runtime of the servers, which outlives those of the clients.
pub(crate) static SERVERS: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

/// Starts a server that replies to every request.
pub(crate) fn good() -> RawServer {
    SERVERS.block_on(RawServer::start(|mut connection, _| async move {
        while connection.read().await {
            connection.write(GOOD).await;
        }
    }))
}

/// Starts a server that reads requests and does not reply.
pub(crate) fn silent() -> RawServer {
    SERVERS.block_on(RawServer::start(|mut connection, _| async move {
        connection.read().await;
        connection.hold().await;
    }))
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Runs a future outside of any runtime.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn client_works_in_two_alternating_runtimes() {
    let server = good();
    let client = server.client();
    let runtimes = [current_thread(), current_thread()];
    for _ in 0..10 {
        for runtime in &runtimes {
            runtime.block_on(call(&client)).unwrap();
        }
    }
    // Each runtime has its own connection.
    assert_eq!((server.counts().requests, server.counts().connections), (20, 2));
}

#[test]
fn client_works_with_one_runtime_per_call() {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    let server = good();
    let client = CLIENT.get_or_init(|| server.client());
    for at in 0..200 {
        let runtime = if at % 2 == 0 {
            current_thread()
        } else {
            Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
        };
        runtime.block_on(async { call(client).await }).unwrap();
        runtime.block_on(async { call(client).await }).unwrap();
    }
    assert_eq!(server.counts().requests, 400);
}

#[test]
fn client_works_in_many_short_lived_runtimes() {
    let server = good();
    let client = server.client();
    let threads = (0..8).map(|_| {
        let client = client.clone();
        std::thread::spawn(move || {
            for _ in 0..25 {
                current_thread().block_on(async {
                    for _ in 0..4 {
                        call(&client).await.unwrap();
                    }
                });
            }
        })
    });
    threads.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(server.counts().requests, 800);
}

#[test]
fn runtime_shutdown_during_a_call_leaves_the_client_usable() {
    let replying_server = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&replying_server);
    let server = SERVERS.block_on(RawServer::start(move |mut connection, _| {
        let replying_server = switch.load(Ordering::SeqCst);
        async move {
            while connection.read().await {
                connection.write(if replying_server { GOOD } else { "" }).await;
            }
        }
    }));
    let client = server.client();
    for _ in 0..5 {
        let runtime = current_thread();
        runtime.spawn({
            let client = client.clone();
            async move { call(&client).await.map(drop) }
        });
        let seen = server.counts().requests;
        runtime.block_on(async {
            while server.counts().requests == seen {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
    }
    replying_server.store(true, Ordering::SeqCst);
    current_thread().block_on(call(&client)).unwrap();
}

/// Starts a call in a runtime and waits until the server has read it.
fn begun(
    runtime: &Runtime,
    server: &RawServer,
    call: &mut (impl Future<Output = Result<(), Error>> + Unpin),
) {
    runtime.block_on(async {
        while server.counts().requests == 0 {
            let polled =
                std::future::poll_fn(|cx| Poll::Ready(std::pin::Pin::new(&mut *call).poll(cx))).await;
            assert!(polled.is_pending());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
}

#[test]
fn call_fails_when_its_runtime_has_ended() {
    for elsewhere in [true, false] {
        for flavor in
            [current_thread, || Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()]
        {
            let server = silent();
            let client = server.client();
            let runtime = flavor();
            let mut call = Box::pin(async { call(&client).await.map(drop) });
            begun(&runtime, &server, &mut call);
            drop(runtime);
            let error = if elsewhere { current_thread().block_on(call) } else { block_on(call) };
            let error = error.unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Transport(_)) && error.may_have_executed(), "{error}");
        }
    }
}

/// The timers of a runtime that is not driven do not advance.
#[test]
fn call_polled_in_another_runtime_keeps_its_timeout() {
    for elsewhere in [true, false] {
        let server = silent();
        let client = server.builder().timeout(SHORT * 4).build().unwrap();
        let runtime = current_thread();
        let mut call = Box::pin(async { call(&client).await.map(drop) });
        begun(&runtime, &server, &mut call);
        let error = if elsewhere { current_thread().block_on(call) } else { block_on(call) };
        let error = error.unwrap_err();
        assert!(error.may_have_executed() && error.to_string().contains("timed out"), "{error}");
    }
}

/// A call that waits for a connection: the first one holds the only connection.
#[test]
fn waiting_call_ends_in_another_runtime() {
    for (elsewhere, has_ended) in [(true, false), (false, false), (true, true), (false, true)] {
        let server = silent();
        let client = server.builder().max_connections(1).timeout(SHORT * 4).retry(RetryPolicy::never());
        let client = client.build().unwrap();
        let runtime = current_thread();
        let mut first = Box::pin(async { call(&client).await.map(drop) });
        begun(&runtime, &server, &mut first);
        let mut waiting = Box::pin(async { call(&client).await.map(drop) });
        runtime.block_on(std::future::poll_fn(|cx| {
            assert!(waiting.as_mut().poll(cx).is_pending());
            Poll::Ready(())
        }));
        if has_ended {
            drop(runtime);
        }
        let error = if elsewhere { current_thread().block_on(waiting) } else { block_on(waiting) };
        let error = error.unwrap_err();
        let cause = if has_ended { "has ended" } else { "raise `max_connections`" };
        assert!(!error.may_have_executed() && error.to_string().contains(cause), "{error}");
    }
}

/// A call may move to another runtime, or to none, while its own runtime continues.
#[test]
fn call_polled_in_another_runtime_succeeds() {
    let server = SERVERS.block_on(RawServer::start(|mut connection, _| async move {
        connection.read().await;
        let (head, body) = GOOD.split_at(GOOD.len() - 10);
        connection.write(head).await;
        tokio::time::sleep(SHORT).await;
        connection.write(body).await;
        connection.hold().await;
    }));
    let client = server.builder().read_timeout(LONG).build().unwrap();
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut call = Box::pin(async { call(&client).await.map(drop) });
    begun(&runtime, &server, &mut call);
    block_on(call).unwrap();
}

/// Returns the error of a call awaited where it cannot run.
fn unusable(error: &Error, remedy: &str) {
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
    assert!(!error.may_have_executed() && !error.is_retryable() && error.attempts() == 1, "{error}");
    assert!(
        error.to_string().contains("request not sent: ") && error.to_string().contains(remedy),
        "{error}"
    );
}

#[test]
fn call_without_a_runtime_fails_with_the_remedy() {
    let server = good();
    let client = server.client();
    for _ in 0..2 {
        unusable(&block_on(call(&client)).unwrap_err(), "no tokio runtime: await the call");
    }
    current_thread().block_on(call(&client)).unwrap();
    unusable(&block_on(call(&client)).unwrap_err(), "no tokio runtime: await the call");
}

#[test]
fn runtime_without_timers_or_io_fails_with_the_remedy() {
    let server = good();
    let client = server.client();
    let make = |enable: fn(&mut Builder) -> &mut Builder| {
        [Builder::new_current_thread(), Builder::new_multi_thread()]
            .map(|mut builder| enable(&mut builder).build().unwrap())
    };
    for runtime in make(|builder| builder) {
        unusable(&runtime.block_on(call(&client)).unwrap_err(), "`enable_all()`");
    }
    for runtime in make(Builder::enable_io) {
        for _ in 0..2 {
            unusable(
                &runtime.block_on(call(&client)).unwrap_err(),
                "has no timers: build it with `enable_all()`",
            );
        }
    }
    for runtime in make(Builder::enable_time) {
        unusable(&runtime.block_on(call(&client)).unwrap_err(), "has no I/O: build it with `enable_all()`");
    }
    current_thread().block_on(call(&client)).unwrap();
}

#[test]
fn dropped_client_leaves_no_tasks() {
    let server = good();
    let runtime = current_thread();
    runtime.block_on(async {
        let client = server.client();
        call(&client).await.unwrap();
        drop(client);
        // The connection and the tasks of the client end by themselves.
        while runtime.metrics().num_alive_tasks() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
}
