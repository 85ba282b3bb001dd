//! A gateway in memory that answers batches, written without the client's code.

use std::sync::{Arc, Mutex};

use http::HeaderMap;
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, ClientBuilder, TopApi, TopValue};

use crate::support::{builder, form_pairs};

pub(super) const SUM: &str = "test.sum";

pub(super) const SEPARATOR: &str = "\r\n-S-\r\n";

#[derive(Debug, TopApi)]
#[top_api(method = "test.sum", session = none, response = Sum)]
pub(super) struct Add {
    #[top(range = 0..=1_000_000)]
    a: i64,
    b: i64,
}

/// As [`Add`], and may be sent again.
#[derive(Debug, TopApi)]
#[top_api(method = "test.sum.idempotent", session = none, response = Sum, idempotent)]
pub(super) struct AddAgain {
    pub(super) a: i64,
    pub(super) b: i64,
}

#[derive(Debug, PartialEq, TopValue)]
pub(super) struct Sum {
    pub(super) sum: i64,
}

impl Add {
    pub(super) fn new(a: i64, b: i64) -> Self {
        Self { a, b }
    }
}

/// Returns calls whose sums are 0, 2, 4 and so on.
pub(super) fn numbers(count: i64) -> Vec<Add> {
    (0..count).map(|n| Add::new(n, n)).collect()
}

/// A request as it came.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) content_type: String,
    pub(super) body: String,
}

/// The requests that a gateway received.
#[derive(Clone, Default)]
pub(super) struct Seen(Arc<Mutex<Vec<Sent>>>);

impl Seen {
    pub(super) fn all(&self) -> Vec<Sent> {
        self.0.lock().unwrap().clone()
    }

    pub(super) fn last(&self) -> Sent {
        self.all().pop().expect("nothing was sent")
    }

    pub(super) fn requests(&self) -> usize {
        self.all().len()
    }

    /// Returns the number of calls in each request.
    pub(super) fn calls(&self) -> Vec<usize> {
        self.all().iter().map(|sent| sent.body.split(SEPARATOR).count()).collect()
    }
}

/// Parameters of a call.
pub(super) type Pairs = [(String, String)];

type Respond = dyn Fn(usize, &[Vec<(String, String)>]) -> Result<HttpResponse, TransportError> + Send + Sync;

/// What a gateway answers: from the number of the request and the calls to a response.
pub(super) struct Gateway(Box<Respond>);

impl Gateway {
    /// Answers each call on its own.
    pub(super) fn answering(answer: impl Fn(&Pairs) -> String + Send + Sync + 'static) -> Self {
        Self::replying(move |_, calls| {
            let replies: Vec<_> = calls.iter().map(|call| answer(call)).collect();
            Ok(HttpResponse::new(replies.join(SEPARATOR)))
        })
    }

    /// Answers whole batches, by the number of the request from 0.
    pub(super) fn replying(
        respond: impl Fn(usize, &[Vec<(String, String)>]) -> Result<HttpResponse, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Box::new(respond))
    }

    pub(super) fn client(self) -> (Client, Seen) {
        self.client_of(|builder| builder)
    }

    /// Returns a client of the gateway with more settings.
    pub(super) fn client_of(self, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Client, Seen) {
        let seen = Seen::default();
        let all = seen.clone();
        let transport = InMemoryTransport::new(move |request: &HttpRequest| {
            let body = request.body().as_bytes().expect("a batch is in memory");
            let body = String::from_utf8(body.to_vec()).expect("a batch is text");
            let calls: Vec<_> = body.split(SEPARATOR).map(|call| form_pairs(call.as_bytes())).collect();
            let number = all.requests();
            let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
            let (url, headers) = (request.url().to_owned(), request.headers().clone());
            all.0.lock().unwrap().push(Sent { url, headers, content_type, body });
            (self.0)(number, &calls)
        });
        (set(builder().retry_budget(None).transport(transport)).build().unwrap(), seen)
    }
}

/// Returns the value of a parameter.
pub(super) fn param<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// Answers a call of [`Add`] or [`AddAgain`].
pub(super) fn sum(pairs: &Pairs) -> String {
    let number = |name| param(pairs, name).parse::<i64>().unwrap();
    let root = param(pairs, "method").replace('.', "_");
    format!(r#"{{"{root}_response":{{"sum":{},"request_id":"r"}}}}"#, number("a") + number("b"))
}

/// Answers a batch of [`sum`]s.
pub(super) fn sums(calls: &[Vec<(String, String)>]) -> HttpResponse {
    HttpResponse::new(calls.iter().map(|call| sum(call)).collect::<Vec<_>>().join(SEPARATOR))
}
