//! The request that a client sends for a vector.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use top_runtime::SessionKey;
use top_runtime::batch::UntypedCall;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport, ParamPlacement};

use super::Results;
use crate::client::{builder, call, now, on};
use crate::typed;
use crate::vector::{pairs, text};

pub(super) const SEPARATOR: &str = "\r\n-S-\r\n";

/// Headers that are compared.
pub(super) const HEADERS: [&str; 2] = ["content-type", "top-api-separator"];

/// Decoded parameters of a call.
pub(super) type Call = BTreeMap<String, String>;

/// A request as it was sent.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) path: String,
    /// Decoded and sorted, without `sign`.
    pub(super) query: Vec<(String, String)>,
    pub(super) sign: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Sent {
    /// Sends the calls of a vector to a gateway that answers with its reply, if it has one. Returns
    /// the requests and the results.
    pub(super) fn of(input: &Value) -> (Vec<Self>, Results) {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::clone(&seen);
        let reply = text(input, "response_body").to_owned();
        let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
            requests.lock().unwrap().push(Self::read(request));
            Ok(HttpResponse::new(reply.clone()))
        });
        let client = builder(input, ParamPlacement::Query).transport(gateway);
        let client = client.retry(RetryPolicy::never()).build().unwrap();
        let calls: Vec<_> = input["requests"].as_array().unwrap().iter().map(untyped).collect();
        let results = on!(call(input, &client), call => {
            let with_common = pairs(&input["public_params"]).fold(call, |call, (name, value)| call.param(name, value));
            now(with_common.batch(&calls))
        });
        let seen = seen.lock().unwrap().clone();
        (seen, results)
    }

    fn read(request: &HttpRequest) -> Self {
        let (url, query) = request.url().split_once('?').unwrap();
        let mut query = form(query);
        query.sort();
        let at = query.iter().position(|(name, _)| name == "sign").unwrap();
        let (_, sign) = query.remove(at);
        let header =
            |name: &&str| Some(((*name).to_owned(), request.headers().get(*name)?.to_str().ok()?.to_owned()));
        Self {
            path: format!("/{}", url.split_once("//").unwrap().1.split_once('/').unwrap().1),
            query,
            sign,
            headers: HEADERS.iter().filter_map(header).collect(),
            body: String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap(),
        }
    }
}

/// Returns the call of a request.
fn untyped(request: &Value) -> UntypedCall {
    let call = UntypedCall::new(text(request, "method"), typed::params(&request["params"]));
    let call = match text(request, "batch_session") {
        "" => call,
        session => call.session(&SessionKey::new(session)),
    };
    match text(request, "target_app_key") {
        "" => call,
        app_key => call.target_app_key(app_key),
    }
}

/// Splits a body into its calls. A first part with parameters of all calls is one of them, with the
/// name of its first parameter unchanged.
pub(super) fn split(body: &str, separator: &str) -> Vec<Call> {
    let call = |part: &str| if part == "N" { Call::new() } else { form(part).into_iter().collect() };
    body.split(separator).map(call).collect()
}

fn form(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}
