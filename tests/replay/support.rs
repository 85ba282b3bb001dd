//! Shared helpers: declarations, and clients that record or replay.

use std::fs;
use std::path::Path;

use top_replay::{Recorder, Replay};
use top_runtime::clock::FixedClock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport};
use top_runtime::{Client, ClientBuilder, Error, File, Params, Price, Reply, TopApi, TopValue, Value};

/// 2025-11-17 00:00:00 in GMT+8.
pub(crate) const NOW: u64 = 1_763_308_800;

pub(crate) const SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";
pub(crate) const SESSION: &str = "6100deadbeefdeadbeef7700";

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.trade.get", session = required, response = Trade)]
pub(crate) struct GetTrade {
    pub(crate) tid: i64,
    pub(crate) fields: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Trade {
    pub(crate) tid: i64,
    pub(crate) receiver_name: String,
    pub(crate) receiver_mobile: String,
    pub(crate) payment: Price,
    pub(crate) orders: Vec<Order>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Order {
    pub(crate) title: String,
    pub(crate) buyer_nick: Option<String>,
}

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.ship", session = required, response = Shipped)]
pub(crate) struct Ship {
    pub(crate) parcel: Parcel,
    pub(crate) receiver_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Parcel {
    pub(crate) receiver_name: String,
    pub(crate) weight: i64,
    pub(crate) items: Vec<i64>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Shipped {
    pub(crate) ok: bool,
}

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.upload", session = required, response = Shipped)]
pub(crate) struct Upload {
    pub(crate) title: String,
    pub(crate) img: File,
}

pub(crate) fn trade(tid: i64) -> Trade {
    let order = |nick: &str| Order { title: "茶杯".to_owned(), buyer_nick: Some(nick.to_owned()) };
    Trade {
        tid,
        receiver_name: "张三".to_owned(),
        receiver_mobile: "13912345678".to_owned(),
        payment: "19.90".parse().unwrap(),
        orders: vec![order("茶商"), order("张三")],
    }
}

pub(crate) fn get_trade(tid: i64) -> GetTrade {
    GetTrade { tid, fields: vec!["tid".to_owned(), "payment".to_owned()] }
}

pub(crate) fn ship(name: &str, weight: i64) -> Ship {
    let parcel = Parcel { receiver_name: name.to_owned(), weight, items: vec![1, 2] };
    Ship { parcel, receiver_name: None }
}

/// Returns a client that records the replies of a function.
pub(crate) fn recorded_client(
    recorder: &Recorder,
    reply: impl Fn(&HttpRequest) -> HttpResponse + Send + Sync + 'static,
) -> Client {
    Client::builder("12345678", SECRET)
        .clock(FixedClock::at_unix(NOW))
        .retry(RetryPolicy::never())
        .transport(InMemoryTransport::new(move |request| Ok(reply(request))))
        .wrap_transport(recorder.wrapper())
        .build()
        .unwrap()
}

/// Returns a client of another app that is answered by recordings.
pub(crate) fn replaying(replay: &Replay) -> Client {
    replay_builder().transport(replay.clone()).build().unwrap()
}

/// The client retries: a mismatch must not be retried.
fn replay_builder() -> ClientBuilder {
    Client::builder("87654321", "another-secret")
}

/// Calls an API without a declaration.
pub(crate) async fn call(client: &Client, params: &[(&str, &str)]) -> Result<Reply<Value>, Error> {
    let params = params.iter().fold(Params::new(), |params, (name, value)| params.with(*name, *value));
    client.call("test.call", &params).await
}

/// Returns a reply to `test.call`.
pub(crate) fn called(json: &str) -> HttpResponse {
    HttpResponse::new(format!(r#"{{"test_call_response":{json}}}"#))
}

/// Returns the names of the files in a folder, sorted.
pub(crate) fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Returns the text of all files in a folder.
pub(crate) fn all_text(folder: &Path) -> String {
    file_names(folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect()
}
