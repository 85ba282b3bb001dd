//! Retries: number of requests and result, compared with the SDK's client with automatic retries.

mod differences;

use std::time::{Duration, SystemTime};
use top_runtime::error::ErrorKind;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use top_runtime::clock::Clock;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Params};

use crate::check::{Checked, ensure, same};
use crate::http::Server;
use crate::vector::{Vector, text};
use differences::DIFFERENCES;

/// Default number of retries of the SDK.
const MAX_RETRY: u64 = 3;

/// Result of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    Reply,
    /// An error of the platform, with code and sub-code.
    Platform(String, String),
    /// An HTTP error, with its status.
    Http(u16),
    /// Not a reply of the platform.
    NotTop,
    /// A result that no vector has.
    Else(String),
}

/// The system clock with sleeps that return immediately.
struct Hasty;

impl Clock for Hasty {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Returns one test per vector, and one that every difference belongs to a vector.
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
        return ensure(&format!("ours is {came:?} after {sent}, theirs {theirs:?}"), as_sdk);
    };
    ensure("it is listed as a difference and is none", !as_sdk)?;
    same(difference.why, (came, sent), difference.ours())
}

/// Returns the SDK's result, or `None` for an exception of the SDK itself.
fn of_sdk(expect: &Value) -> Option<Came> {
    match (text(expect, "outcome"), expect["is_success"].as_bool()) {
        ("response", Some(true)) => Some(Came::Reply),
        ("response", _) => {
            Some(Came::Platform(text(expect, "error_code").to_owned(), text(expect, "sub_code").to_owned()))
        }
        _ => None,
    }
}

/// Calls an idempotent API at a server with the vector's replies.
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
