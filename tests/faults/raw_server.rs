//! A scripted TCP server that counts connections, requests and bytes.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use top_runtime::{Client, ClientBuilder, Error, Params, Reply, Value};

/// A complete success reply of `test.once`.
pub(crate) const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/javascript;charset=UTF-8\r\ncontent-length: 33\r\n\r\n{\"test_once_response\":{\"done\":1}}";

/// A timeout that no test reaches, even on a loaded machine.
pub(crate) const LONG: Duration = Duration::from_secs(120);

/// The timeout of tests about timeouts.
pub(crate) const SHORT: Duration = Duration::from_millis(150);

/// Repeats an attempt with longer and longer timeouts until it returns a value, as a loaded machine
/// is slow.
///
/// Panics if no timeout below [`LONG`] is sufficient.
pub(crate) async fn with_growing_timeout<T>(mut attempt: impl AsyncFnMut(Duration) -> Option<T>) -> T {
    let mut limit = SHORT;
    while limit < LONG {
        if let Some(done) = attempt(limit).await {
            return done;
        }
        limit *= 4;
    }
    panic!("no timeout is sufficient");
}

/// A listening port and the counts of its traffic.
pub(crate) struct RawServer {
    pub(crate) url: String,
    counter: Counter,
    task: JoinHandle<()>,
}

/// Counts shared with the tasks that serve connections.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<Mutex<Counts>>);

/// Number of accepted connections, complete requests and received bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) connections: usize,
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
}

impl RawServer {
    /// Starts a server that runs `serve` for each connection, with its number from 1.
    pub(crate) async fn start<S, F>(serve: S) -> Self
    where
        S: Fn(Connection, usize) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/router/rest", listener.local_addr().unwrap());
        let counter = Counter::default();
        let shared = counter.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = shared.count(|counts| {
                    counts.connections += 1;
                    counts.connections
                });
                tokio::spawn(serve(Connection { stream, counter: shared.clone() }, number));
            }
        });
        Self { url, counter, task }
    }

    /// Returns the counts so far.
    pub(crate) fn counts(&self) -> Counts {
        self.counter.count(|counts| *counts)
    }

    /// Returns a client of this server with long timeouts.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder("12345678", "helloworld").gateway(self.url.as_str()).timeout(LONG)
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Counter {
    fn count<T>(&self, count: impl FnOnce(&mut Counts) -> T) -> T {
        count(&mut self.0.lock().unwrap())
    }
}

/// An accepted connection.
pub(crate) struct Connection {
    stream: TcpStream,
    counter: Counter,
}

impl Connection {
    /// Reads a request to its end. Returns false if the connection ends before.
    pub(crate) async fn read(&mut self) -> bool {
        let mut request = Vec::new();
        let counter = self.counter.clone();
        let complete = read_request(&mut self.stream, &mut request, |length| {
            counter.count(|counts| counts.bytes += length);
        });
        let complete = complete.await;
        self.counter.count(|counts| counts.requests += usize::from(complete));
        complete
    }

    /// Reads a request to its end and returns a parameter of its form.
    pub(crate) async fn read_param(&mut self, name: &str) -> Option<String> {
        let mut request = Vec::new();
        if !read_request(&mut self.stream, &mut request, |_| ()).await {
            return None;
        }
        self.counter.count(|counts| counts.requests += 1);
        let text = String::from_utf8_lossy(&request);
        let (_, body) = text.split_once("\r\n\r\n")?;
        form_urlencoded::parse(body.as_bytes())
            .find(|(at, _)| at == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Waits until a request arrives and leaves it unread.
    pub(crate) async fn wait(&mut self) {
        let _ = self.stream.peek(&mut [0]).await;
    }

    /// Sends a text, as far as the peer accepts it.
    pub(crate) async fn write(&mut self, text: &str) {
        let _ = self.stream.write_all(text.as_bytes()).await;
    }

    /// Closes the connection. Unread input turns this into a reset.
    pub(crate) fn close(self) {
        drop(self);
    }

    /// Resets the connection.
    pub(crate) fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// Keeps the connection open until the peer closes it.
    pub(crate) async fn hold(mut self) {
        let mut rest = Vec::new();
        let _ = self.stream.read_to_end(&mut rest).await;
        self.counter.count(|counts| counts.bytes += rest.len());
    }
}

/// Reads a request by its `content-length` and reports the length of each part to `on_part`.
///
/// Returns false if the connection ends before.
pub(crate) async fn read_request(
    stream: &mut (impl AsyncRead + Unpin),
    request: &mut Vec<u8>,
    mut on_part: impl FnMut(usize),
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
        on_part(length);
        request.extend_from_slice(&part[..length]);
    }
}

/// Calls `test.once`.
pub(crate) async fn call(client: &Client) -> Result<Reply<Value>, Error> {
    client.call("test.once", &Params::new().with("id", 7)).await
}
