//! Shared code of the fuzz targets: an API with every type of field, and calls and documents from
//! the input.

#![forbid(unsafe_code)]

mod document;
mod hostile;
mod webhook;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use top_runtime::clock::FixedClock;
use top_runtime::server::plain_json;
use top_runtime::transport::{Body, HttpResponse, InMemoryTransport};
use top_runtime::{
    Client, DateTime, Decimal, Error, File, Format, Json, Millis, Price, Reply, Seconds, TopApi, TopValue,
    Value,
};

pub use document::document;
pub use hostile::{grow, read_all};
pub use webhook::webhook;

/// A request with every type of field.
#[derive(Debug, TopApi)]
#[top_api(method = "taobao.fuzz", response = Everything)]
pub struct Ask {
    text: Option<String>,
    #[top(max_len = 5)]
    short: Option<String>,
    #[top(range = -5..=5)]
    number: Option<i64>,
    yes: Option<bool>,
    at: Option<DateTime>,
    price: Option<Price>,
    decimal: Option<Decimal>,
    code: Option<Code>,
    #[top(max_items = 3)]
    numbers: Vec<i64>,
    texts: Vec<String>,
    leaf: Option<Leaf>,
    leaves: Vec<Leaf>,
    map: BTreeMap<String, Leaf>,
    value: Option<Value>,
    #[top(max_bytes = 100)]
    file: Option<File>,
}

/// A reply with every type of field.
#[derive(Debug, TopValue)]
pub struct Everything {
    text: Option<String>,
    number: Option<i64>,
    small: Option<u16>,
    large: Option<i128>,
    yes: Option<bool>,
    at: Option<DateTime>,
    millis: Option<Millis>,
    seconds: Option<Seconds>,
    price: Option<Price>,
    decimal: Option<Decimal>,
    code: Option<Code>,
    json: Option<Json<u8>>,
    value: Option<Value>,
    numbers: Vec<i64>,
    texts: Vec<String>,
    #[top(item = "tree")]
    trees: Vec<Tree>,
    leaf: Option<Leaf>,
    map: BTreeMap<String, i64>,
    #[top(outcome)]
    result: Option<Verdict>,
}

/// A recursive value.
#[derive(Debug, TopValue)]
pub struct Tree {
    id: i64,
    trees: Vec<Tree>,
}

/// A value with required members.
#[derive(Debug, TopValue)]
pub struct Leaf {
    id: i64,
    #[top(required, max_len = 9)]
    name: String,
}

/// The outcome of the call.
#[derive(Debug, TopValue)]
pub struct Verdict {
    #[top(success)]
    success: Option<bool>,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    message: Option<String>,
}

/// A coded value.
#[derive(Debug, TopValue)]
pub enum Code {
    #[top("A")]
    A,
    #[top("B")]
    B,
    #[top(other)]
    Other(String),
}

/// Returns the builder of a client that requests a form of reply.
fn client(format: Format, simplify: bool, body: &[u8]) -> Client {
    let body = body.to_vec();
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(Body::from(body.clone()))));
    let builder = Client::builder("12345678", "helloworld").format(format).simplify(simplify);
    builder.clock(FixedClock::at_unix(1_763_308_800)).transport(gateway).build().expect("a client in memory")
}

/// Decodes a body as the reply of a call, and formats the result in every way.
pub fn read(format: Format, simplify: bool, body: &[u8]) {
    let client = client(format, simplify, body);
    let ask = Ask {
        text: None,
        short: None,
        number: None,
        yes: None,
        at: None,
        price: None,
        decimal: None,
        code: None,
        numbers: Vec::new(),
        texts: Vec::new(),
        leaf: None,
        leaves: Vec::new(),
        map: BTreeMap::new(),
        value: None,
        file: None,
    };
    look(now(client.execute(&ask)), body.len());
    look(now(client.execute_raw(&ask)), body.len());
    read_all(simplify, body);
}

/// Asserts that a reply can be formatted and encoded again, and that an error can be formatted.
fn look(read: Result<Reply<Everything>, Error>, len: usize) {
    match read {
        Ok(reply) => {
            let shown = format!("{:?} {:?} {:?}", reply.issues(), reply.outcome(), reply.unknown_fields());
            assert!(!shown.is_empty());
            if len <= hostile::MAX_SHOWN {
                assert!(!format!("{reply:?}").is_empty());
                let _ = plain_json(&*reply);
            }
        }
        Err(error) => {
            let shown = error.to_string();
            assert!(!shown.contains(['\n', '\r']), "{shown}");
            assert!(!format!("{error:?} {:?}", error.retry_after()).is_empty());
        }
    }
}

/// Runs a future that is ready at once.
pub fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call in memory waits for something"),
    }
}
