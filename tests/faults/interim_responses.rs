//! A server that sends `100 Continue` without end.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use top_runtime::error::ErrorKind;

use tokio::runtime::Builder;
use top_runtime::Client;

use crate::raw_server::{LONG, SHORT, call};

/// Reading such a reply may keep one thread busy. Another thread applies the timeout.
#[test]
fn endless_interim_responses_hit_the_total_timeout() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        while stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_ok() {}
    });
    let client = Client::builder("12345678", "helloworld").gateway(url).timeout(SHORT).build().unwrap();
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let limited = runtime.block_on(async { tokio::time::timeout(LONG / 2, call(&client)).await });
    let error = limited.expect("the limit was not kept").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
    runtime.shutdown_background();
}
