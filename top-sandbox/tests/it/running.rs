//! The server: connections, panics, concurrent calls, shutdown.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use top_runtime::Params;
use top_sandbox::Sandbox;

use crate::apis::builder;
use crate::http::{Call, connect, exchange_on, post};

#[tokio::test]
async fn connections_are_kept_alive() {
    let sandbox = builder().start().await.unwrap();
    let mut stream = connect(&sandbox).await.unwrap();
    for call in [Call::new().signed(), Call::new().with("v", "1.0").signed(), Call::new().signed()] {
        let request = post("/router/rest", "application/x-www-form-urlencoded", &call.encoded());
        let response = exchange_on(&mut stream, &request).await;
        assert!(response.head.starts_with("HTTP/1.1 200"), "{}", response.head);
    }
    let seen = sandbox.requests();
    let ids: Vec<_> = seen.iter().map(top_sandbox::RecordedRequest::request_id).collect();
    assert_eq!(ids, ["sandbox000001", "sandbox000002", "sandbox000003"]);
}

#[tokio::test]
async fn handler_panic_becomes_an_error_response() {
    let sandbox = builder()
        .on("example.panic", |params| -> () { panic!("no {}", params.get("what").unwrap_or("luck")) })
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    for _ in 0..2 {
        let error = client.call("example.panic", &Params::new().with("what", "way")).await.unwrap_err();
        assert!(error.is_retryable(), "{error}");
        assert!(error.to_string().contains("the handler of `example.panic` panicked: no way"), "{error}");
    }
    client.call("taobao.time.get", &Params::new()).await.unwrap();
    assert_eq!(
        sandbox.requests()[1].error_response().and_then(|refusal| refusal.sub_code()),
        Some("isp.unknown-error")
    );
}

#[tokio::test]
async fn calls_run_concurrently() {
    const CALLS: usize = 16;
    // No handler returns before all have started.
    let (barrier, done) = (Arc::new(Barrier::new(CALLS)), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&done);
    let sandbox = builder()
        .on("example.meet", move |_| {
            barrier.wait();
            counter.fetch_add(1, Ordering::SeqCst);
        })
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    let calls: Vec<_> = (0..CALLS)
        .map(|at| tokio::spawn(client.call("example.meet", &Params::new().with("at", at.to_string()))))
        .collect();
    let mut ids = Vec::new();
    for call in calls {
        ids.push(call.await.unwrap().unwrap().request_id().to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), done.load(Ordering::SeqCst)), (CALLS, CALLS));
    let seen: Vec<_> = sandbox.requests().iter().map(|request| request.request_id().to_owned()).collect();
    assert_eq!(seen, ids);
}

/// Returns `true` if a sandbox responds at this address. Another process may have reused the port
/// of a stopped one.
async fn responds(address: &str) -> bool {
    let Ok(mut stream) = tokio::net::TcpStream::connect(address).await else { return false };
    let mut reply = Vec::new();
    let request = post("/router/rest", "application/x-www-form-urlencoded", &Call::new().signed().encoded());
    // HTTP/1.0, so that the connection ends after the reply.
    let asked = stream.write_all(request.replace("HTTP/1.1", "HTTP/1.0").as_bytes()).await;
    asked.is_ok()
        && stream.read_to_end(&mut reply).await.is_ok()
        && String::from_utf8_lossy(&reply).contains("sandbox00")
}

fn address(sandbox: &Sandbox) -> String {
    sandbox.url().trim_start_matches("http://").trim_end_matches("/router/rest").to_owned()
}

#[tokio::test]
async fn dropping_closes_port_and_connections() {
    let sandbox = builder().start().await.unwrap();
    let mut stream = connect(&sandbox).await.unwrap();
    let request = post("/router/rest", "application/x-www-form-urlencoded", &Call::new().signed().encoded());
    exchange_on(&mut stream, &request).await;
    let address = address(&sandbox);
    assert!(responds(&address).await);
    drop(sandbox);
    assert!(matches!(stream.read(&mut [0; 1]).await, Ok(0) | Err(_)));
    while responds(&address).await {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn stop_waits_for_calls_in_progress() {
    let (release, released) = std::sync::mpsc::channel();
    let released = std::sync::Mutex::new(released);
    let sandbox = builder()
        .on("example.slow", move |_| released.lock().unwrap().recv().unwrap())
        .start()
        .await
        .unwrap();
    let address = address(&sandbox);
    let client = sandbox.client().unwrap();
    let call = tokio::spawn(client.call("example.slow", &Params::new()));
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let mut stopping = std::pin::pin!(sandbox.stop());
    assert!(
        std::future::poll_fn(|context| std::task::Poll::Ready(stopping.as_mut().poll(context).is_pending()))
            .await
    );
    release.send(()).unwrap();
    stopping.await;
    assert!(!responds(&address).await);
    call.await.unwrap().unwrap();
}

#[tokio::test]
async fn minimal_test_needs_few_lines() {
    let sandbox = Sandbox::builder().on("taobao.time.get", |_| ()).start().await.unwrap();
    let client = sandbox.client().unwrap();
    client.call("taobao.time.get", &Params::new()).await.unwrap();
    client.session(&sandbox.session()).call("taobao.time.get", &Params::new()).await.unwrap();
}

#[test]
fn sandbox_is_send_and_sync() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Sandbox>();
    shared::<top_sandbox::SandboxBuilder>();
}
