//! A server that does what it is told with each connection, and counts what came.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use top_runtime::{Client, ClientBuilder, Error, Params, Reply, Value};

/// A good reply of `test.once`, whole.
pub(crate) const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/javascript;charset=UTF-8\r\ncontent-length: 33\r\n\r\n{\"test_once_response\":{\"done\":1}}";

/// A limit that no test should meet, however busy the machine is.
pub(crate) const LONG: Duration = Duration::from_secs(120);

/// The limit of tests that are about limits.
pub(crate) const SHORT: Duration = Duration::from_millis(150);

/// Tries under ever longer limits, until the machine has kept up with one: what a call does in time depends on what else runs.
pub(crate) async fn patiently<T>(mut attempt: impl AsyncFnMut(Duration) -> Option<T>) -> T {
    let mut limit = SHORT;
    while limit < LONG {
        if let Some(done) = attempt(limit).await {
            return done;
        }
        limit *= 4;
    }
    panic!("the machine keeps up with no limit");
}

/// A port, and what came over it.
pub(crate) struct Raw {
    pub(crate) url: String,
    seen: Seen,
    task: JoinHandle<()>,
}

/// What came, shared with what serves the connections.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Counts>>);

/// Connections taken, whole requests read, and bytes received.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) connections: usize,
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
}

impl Raw {
    /// Serves each connection with what `serve` does; it gets the connection and its number, from 1.
    pub(crate) async fn start<S, F>(serve: S) -> Self
    where
        S: Fn(Connection, usize) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
        let seen = Seen::default();
        let counted = seen.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = counted.count(|counts| {
                    counts.connections += 1;
                    counts.connections
                });
                tokio::spawn(serve(Connection { stream, seen: counted.clone() }, number));
            }
        });
        Self { url, seen, task }
    }

    /// What came so far.
    pub(crate) fn seen(&self) -> Counts {
        self.seen.count(|counts| *counts)
    }

    /// A client of it whose only limits are long.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder("12345678", "helloworld").gateway(self.url.as_str()).timeout(LONG)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Seen {
    fn count<T>(&self, count: impl FnOnce(&mut Counts) -> T) -> T {
        count(&mut self.0.lock().unwrap())
    }
}

/// One connection.
pub(crate) struct Connection {
    stream: TcpStream,
    seen: Seen,
}

impl Connection {
    /// Reads a request to its end; false where none comes any more.
    pub(crate) async fn read(&mut self) -> bool {
        let mut request = Vec::new();
        let seen = self.seen.clone();
        let whole = read_request(&mut self.stream, &mut request, |length| {
            seen.count(|counts| counts.bytes += length);
        });
        let whole = whole.await;
        self.seen.count(|counts| counts.requests += usize::from(whole));
        whole
    }

    /// Waits until a request arrives, and leaves it where it is.
    pub(crate) async fn wait(&mut self) {
        let _ = self.stream.peek(&mut [0]).await;
    }

    /// Sends a text, or as much of it as the other side takes.
    pub(crate) async fn write(&mut self, text: &str) {
        let _ = self.stream.write_all(text.as_bytes()).await;
    }

    /// Closes it; what was not read makes that a reset.
    pub(crate) fn close(self) {
        drop(self);
    }

    /// Resets it.
    pub(crate) fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// Keeps it open for as long as the other side does.
    pub(crate) async fn hold(mut self) {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest).await;
        self.seen.count(|counts| counts.bytes += rest.len());
    }
}

/// Reads a request by its length, telling of each part; false where the connection ends before.
pub(crate) async fn read_request(
    stream: &mut (impl AsyncRead + Unpin),
    request: &mut Vec<u8>,
    mut came: impl FnMut(usize),
) -> bool {
    loop {
        let text = String::from_utf8_lossy(request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return true;
            }
        }
        let mut part = [0; 4096];
        let Ok(length @ 1..) = stream.read(&mut part).await else { return false };
        came(length);
        request.extend_from_slice(&part[..length]);
    }
}

/// A call of an API that the raw server knows.
pub(crate) async fn call(client: &Client) -> Result<Reply<Value>, Error> {
    client.call("test.once", &Params::new().with("id", 7)).await
}
