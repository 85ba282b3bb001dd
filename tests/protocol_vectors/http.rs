//! HTTP vectors: status, charset, compression, redirects and lost connections, compared with the
//! SDK.

mod differences;
mod server;

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Error};

use crate::apis::{Api, Seen};
use crate::check::{Checked, ensure, same};
use crate::client::On;
use crate::response::compare::compare;
use crate::response::expected::Expected;
use crate::vector::{Vector, text};
use crate::{sample, typed};
use differences::DIFFERENCES;
pub(crate) use server::Server;

/// Timeout of vectors without one.
const LONG: Duration = Duration::from_secs(10);

/// Result of a call, and its number of requests.
struct Came {
    read: Result<Seen, Error>,
    requests: usize,
}

/// Returns one test per vector, and one that every difference belongs to a vector.
pub(crate) fn trials() -> Vec<Trial> {
    let vectors = Vector::all(include_str!("data/http.json"));
    let known = |id: &str| vectors.iter().any(|vector| vector.id == id);
    let unknown: Vec<_> = DIFFERENCES.iter().map(|listed| listed.vector).filter(|id| !known(id)).collect();
    let listed = move || same("differences of no vector", unknown, vec![]).map_err(Into::into);
    let mut trials = vec![Trial::test("http::differences", listed)];
    trials.extend(vectors.into_iter().map(|vector| vector.trial("http", check)));
    trials
}

fn check(vector: &Vector) -> Checked {
    let came = call(&vector.input);
    ensure(&format!("one request: the server saw {}", came.requests), came.requests == 1)?;
    let as_sdk = as_sdk(vector, &came);
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return as_sdk.map_err(|found| format!("{found}\n  all of it: {:?}", came.read));
    };
    ensure("it is listed as a difference and is none", as_sdk.is_err())?;
    difference.check(&came.read).map_err(|found| format!("{}: {found}", difference.why))
}

/// Asserts that the SDK has the same result with the same number of requests.
fn as_sdk(vector: &Vector, came: &Came) -> Checked {
    if let Some(theirs) = vector.expect["requests_seen"].as_array() {
        same("requests", came.requests, theirs.len())?;
    }
    let expected = Expected::of_sdk(&vector.expect).ok_or("the SDK throws an exception: what do we do?")?;
    compare(&came.read, &expected)
}

/// Calls the API at a server with the vector's reply.
fn call(input: &Value) -> Came {
    let server = Server::start(input);
    let limit = input["read_timeout"].as_u64().map_or(LONG, Duration::from_millis);
    let client = Client::builder("12345678", "helloworld").gateway(server.url()).read_timeout(limit);
    // The SDK sends once by default. The `retry` vectors cover retries.
    let client = client.timeout(LONG).check_requests(false).retry(RetryPolicy::never()).build().unwrap();
    let method = text(input, "method");
    let request = (Api::find(method).read)(&typed::params(&sample::request(method))).unwrap();
    let on = On::Plain(client.timeout(LONG));
    let read = request.execute_over_sockets(&on);
    Came { read, requests: server.requests() }
}
