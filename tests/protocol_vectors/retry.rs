//! Repeated calls: how often we send against how often the SDK's client with automatic retries did, and what comes of it.

mod differences;

use std::time::{Duration, SystemTime};
use top_runtime::error::ErrorKind;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use top_runtime::clock::Clock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Params};

use crate::check::{Checked, holds, same};
use crate::http::Server;
use crate::vector::{Vector, text};
use differences::DIFFERENCES;

/// How often the SDK repeats a call, unless told otherwise.
const MAX_RETRY: u64 = 3;

/// What a call came to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    Reply,
    /// An error of the platform, with its code and finer code.
    Platform(String, String),
    /// An HTTP error, with its status.
    Http(u16),
    /// No reply of the platform.
    NotTop,
    /// Something that no vector comes to.
    Else(String),
}

/// The host's clock, without waiting.
struct Hasty;

impl Clock for Hasty {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// One test per vector, and that no difference is of a vector that is gone.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/retry.json"));
    let known = |id: &str| vectors.iter().any(|vector| vector.id == id);
    let unknown: Vec<_> = DIFFERENCES.iter().map(|listed| listed.vector).filter(|id| !known(id)).collect();
    let listed = move || same("differences of no vector", unknown, vec![]).map_err(Into::into);
    let mut trials = vec![Trial::test("retry::differences", listed)];
    trials.extend(vectors.into_iter().map(|vector| vector.trial("retry", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    let (came, sent) = call(&vector.input);
    let theirs = (of_sdk(&vector.expect), vector.expect["attempts_on_wire"].as_u64());
    let as_sdk = theirs == (Some(came.clone()), Some(sent));
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return holds(&format!("ours is {came:?} after {sent}, theirs {theirs:?}"), as_sdk);
    };
    holds("it is listed as a difference and is none", !as_sdk)?;
    same(difference.why, (came, sent), difference.ours())
}

/// What the SDK came to; nothing where it threw an exception of its own.
fn of_sdk(expect: &Value) -> Option<Came> {
    match (text(expect, "outcome"), expect["is_success"].as_bool()) {
        ("response", Some(true)) => Some(Came::Reply),
        ("response", _) => {
            Some(Came::Platform(text(expect, "error_code").to_owned(), text(expect, "sub_code").to_owned()))
        }
        _ => None,
    }
}

/// Calls an API that may be repeated, at a server that answers as the vector says.
fn call(input: &Value) -> (Came, u64) {
    let steps = input["script"].as_array().unwrap();
    let script: Vec<_> = steps
        .iter()
        .map(|step| if step.is_string() { json!({"status": 200, "body": step}) } else { step.clone() })
        .collect();
    let server = Server::start(&json!({ "script": script }));
    let repeats = input["max_retry"].as_u64().unwrap_or(MAX_RETRY);
    let retry = RetryPolicy::default().attempts(usize::try_from(repeats).unwrap() + 1);
    let client = Client::builder("12345678", "helloworld").gateway(server.url()).clock(Hasty).retry(retry);
    let client = client.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let result = runtime.block_on(client.idempotent().call("taobao.time.get", &Params::new()));
    let came = match result.map_err(|error| (error.to_string(), error.into_kind())) {
        Ok(_) => Came::Reply,
        Err((_, ErrorKind::Platform(error))) => {
            Came::Platform(error.code.clone(), error.sub_code.clone().unwrap_or_default())
        }
        Err((_, ErrorKind::Http(error))) => Came::Http(error.status),
        Err((_, ErrorKind::UnexpectedBody(_))) => Came::NotTop,
        Err((error, _)) => Came::Else(error),
    };
    (came, u64::try_from(server.requests()).unwrap())
}
