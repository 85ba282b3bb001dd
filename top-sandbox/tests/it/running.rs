//! The server itself: connections, panics, calls at once, and its end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use top_runtime::Params;
use top_sandbox::Sandbox;

use crate::apis::builder;
use crate::http::{Call, connect, exchange_on, post};

#[tokio::test]
async fn connections_are_kept() {
    let sandbox = builder().start().await.unwrap();
    let mut stream = connect(&sandbox).await.unwrap();
    for call in [Call::new().signed(), Call::new().with("v", "1.0").signed(), Call::new().signed()] {
        let request = post("/router/rest", "application/x-www-form-urlencoded", &call.encoded());
        let response = exchange_on(&mut stream, &request).await;
        assert!(response.head.starts_with("HTTP/1.1 200"), "{}", response.head);
    }
    let seen = sandbox.requests();
    let ids: Vec<_> = seen.iter().map(top_sandbox::Seen::request_id).collect();
    assert_eq!(ids, ["sandbox000001", "sandbox000002", "sandbox000003"]);
}

#[tokio::test]
async fn a_panic_is_a_reply() {
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
        sandbox.requests()[1].refusal().and_then(|refusal| refusal.sub_code()),
        Some("isp.unknown-error")
    );
}

#[tokio::test]
async fn calls_run_at_once() {
    const CALLS: usize = 16;
    // No handler returns before all have begun.
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
    let seen: Vec<_> = sandbox.requests().iter().map(|seen| seen.request_id().to_owned()).collect();
    assert_eq!(seen, ids);
}

/// Whether the port is closed within a second.
async fn is_closed(address: &str) -> bool {
    for _ in 0..100 {
        if tokio::net::TcpStream::connect(address).await.is_err() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
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
    drop(sandbox);
    assert!(is_closed(&address).await);
    let read = tokio::time::timeout(Duration::from_secs(1), stream.read(&mut [0; 1])).await.unwrap();
    assert!(matches!(read, Ok(0) | Err(_)));
}

#[tokio::test]
async fn stopping_lets_calls_finish() {
    let sandbox = builder()
        .on("example.slow", |_| std::thread::sleep(Duration::from_millis(200)))
        .start()
        .await
        .unwrap();
    let address = address(&sandbox);
    let client = sandbox.client().unwrap();
    let call = tokio::spawn(client.call("example.slow", &Params::new()));
    while sandbox.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    sandbox.stop().await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
    call.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_smallest_test_is_short() {
    let sandbox = Sandbox::builder().on("taobao.time.get", |_| ()).start().await.unwrap();
    let client = sandbox.client().unwrap();
    client.call("taobao.time.get", &Params::new()).await.unwrap();
    client.session(&sandbox.session()).call("taobao.time.get", &Params::new()).await.unwrap();
}

#[test]
fn a_sandbox_can_be_shared() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Sandbox>();
    shared::<top_sandbox::SandboxBuilder>();
}
