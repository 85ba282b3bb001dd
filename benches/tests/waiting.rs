//! Counts the memory of calls that wait for a connection.

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use top_benches::requests::{builder, push};
use top_runtime::SignMethod;

/// Bytes that a waiting call takes at most, its request of 1 KB included.
const MOST: i64 = 5 << 10;

#[test]
fn waiting_calls_are_small() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let nobody = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("http://{}/", nobody.local_addr().expect("its address"));
        let client = builder(SignMethod::HmacSha256).gateway(url.as_str()).max_connections(1).build();
        let client = client.expect("all is well-formed");
        let request = push();
        let mut cx = Context::from_waker(Waker::noop());
        let mut first = pin!(client.execute(&request));
        assert!(first.as_mut().poll(&mut cx).is_pending());
        let mut calls = Vec::with_capacity(100);
        let counted = measure(|| {
            for _ in 0..100 {
                let mut call = Box::pin(client.execute(&request));
                assert!(matches!(call.as_mut().poll(&mut cx), Poll::Pending));
                calls.push(call);
            }
        });
        let each = counted.bytes_current / 100;
        assert!(each <= MOST, "{each} bytes");
    });
}
