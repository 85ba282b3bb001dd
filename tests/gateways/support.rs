//! Clients of each protocol whose requests are recorded.

use std::sync::{Arc, Mutex};

use top_runtime::clock::FixedClock;
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, ClientBuilder, Gateway};

/// A request that a client sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// The last request of a client.
pub(crate) type Last = Arc<Mutex<Sent>>;

/// Returns a client of app `123456` at 1517820392, the time of the platform's examples.
pub(crate) fn builder(gateway: Gateway) -> ClientBuilder {
    Client::builder("123456", "helloworld").gateway(gateway).clock(FixedClock::at_unix(1_517_820_392))
}

/// Returns a client that gets this reply, and its last request.
pub(crate) fn replying(gateway: Gateway, body: &str) -> (Client, Last) {
    recording(builder(gateway), body)
}

/// Like [`replying`], with a builder.
pub(crate) fn recording(builder: ClientBuilder, body: &str) -> (Client, Last) {
    let (last, body) = (Last::default(), body.to_owned());
    let sent = Arc::clone(&last);
    let transport = InMemoryTransport::new(move |request| {
        let content_type =
            request.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
        *sent.lock().unwrap() = Sent {
            method: request.method().to_string(),
            url: request.url().to_owned(),
            content_type: content_type.unwrap_or_default(),
            body: String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap(),
        };
        Ok(HttpResponse::new(body.clone()))
    });
    (builder.transport(transport).build().unwrap(), last)
}

/// Runs a future to its end.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
