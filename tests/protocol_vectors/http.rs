//! HTTP around replies: what we make of status, charset, compression, redirects and lost connections against what the SDK did.

mod differences;
mod server;

use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::Value;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Error};

use crate::apis::{Api, Seen};
use crate::check::{Checked, holds, same};
use crate::client::On;
use crate::response::compare::compare;
use crate::response::wanted::Wanted;
use crate::vector::{Vector, text};
use crate::{sample, typed};
use differences::DIFFERENCES;
pub(crate) use server::Server;

/// The limit where a vector has none.
const LONG: Duration = Duration::from_secs(10);

/// What a call came to, and how many requests it took.
struct Came {
    read: Result<Seen, Error>,
    requests: usize,
}

/// One test per vector, and that no difference is of a vector that is gone.
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
    holds(&format!("one request: the server saw {}", came.requests), came.requests == 1)?;
    let as_sdk = as_sdk(vector, &came);
    let Some(difference) = DIFFERENCES.iter().find(|difference| difference.vector == vector.id) else {
        return as_sdk.map_err(|found| format!("{found}\n  all of it: {:?}", came.read));
    };
    holds("it is listed as a difference and is none", as_sdk.is_err())?;
    difference.check(&came.read).map_err(|found| format!("{}: {found}", difference.why))
}

/// The SDK came to the same with as many requests.
fn as_sdk(vector: &Vector, came: &Came) -> Checked {
    if let Some(theirs) = vector.expect["requests_seen"].as_array() {
        same("requests", came.requests, theirs.len())?;
    }
    let wanted = Wanted::of_sdk(&vector.expect).ok_or("the SDK throws an exception: what do we do?")?;
    compare(&came.read, &wanted)
}

/// Calls the API at a server that answers as the vector says.
fn call(input: &Value) -> Came {
    let server = Server::start(input);
    let limit = input["read_timeout"].as_u64().map_or(LONG, Duration::from_millis);
    let client = Client::builder("12345678", "helloworld").gateway(server.url()).read_timeout(limit);
    // The SDK sends once, too, unless asked for more: that is for the `retry` vectors.
    let client = client.timeout(LONG).check_requests(false).retry(RetryPolicy::never()).build().unwrap();
    let method = text(input, "method");
    let request = (Api::find(method).read)(&typed::params(&sample::request(method))).unwrap();
    let on = On::Plain(client.timeout(LONG));
    let read = request.execute_over_sockets(&on);
    Came { read, requests: server.requests() }
}
