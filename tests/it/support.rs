//! Shared helpers: clients without sockets, and short ways to encode or decode one value.

use std::fmt::Debug;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use http::{HeaderMap, StatusCode};
use top_runtime::__v0_1_0::ParamWriter;
use top_runtime::api::{ApiSpec, Request};
use top_runtime::clock::FixedClock;
use top_runtime::codec::{Decode, Encode};
use top_runtime::error::{ErrorKind, Issue};
use top_runtime::retry::RetryPolicy;
use top_runtime::session::{NoSession, Optional, Permits};
use top_runtime::transport::{Body, HttpRequest, HttpResponse, InMemoryTransport, Transport, TransportError};
use top_runtime::{Client, ClientBuilder, Error, Prepared, Reply, TopApi, TopValue};

/// 2025-11-17 00:00:00 in GMT+8.
pub(crate) const NOW: u64 = 1_763_308_800;

/// Runs a future that is ready at once, as those of in-memory transports are.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}

/// Returns a builder with app key, secret, a fixed clock and an in-memory transport, which costs
/// less than real sockets.
pub(crate) fn builder() -> ClientBuilder {
    let nobody = InMemoryTransport::new(|_: &HttpRequest| Err(TransportError::not_sent("no gateway")));
    Client::builder("12345678", "helloworld")
        .clock(FixedClock::at_unix(NOW))
        .retry(RetryPolicy::never())
        .transport(nobody)
}

/// Returns a client whose gateway replies with status 200 and this body.
pub(crate) fn client_with_reply(body: impl Into<bytes::Bytes>) -> Client {
    builder().transport(constant_transport(200, body.into())).build().unwrap()
}

/// Returns a client that requests simplified replies and receives this body.
pub(crate) fn client_with_simplified_reply(body: impl Into<bytes::Bytes>) -> Client {
    let gateway = constant_transport(200, body.into());
    builder().simplify(true).transport(gateway).build().unwrap()
}

/// Returns a client whose gateway replies with this status and body.
pub(crate) fn client_with_status(status: u16, body: impl Into<bytes::Bytes>) -> Client {
    builder().transport(constant_transport(status, body.into())).build().unwrap()
}

/// Returns a client whose gateway replies with this content type and body.
pub(crate) fn client_with_content_type(content_type: &'static str, body: impl Into<bytes::Bytes>) -> Client {
    let body = body.into();
    let gateway = InMemoryTransport::new(move |_| {
        let headers = HeaderMap::from_iter([(
            http::header::CONTENT_TYPE,
            http::HeaderValue::from_static(content_type),
        )]);
        Ok(HttpResponse::new(body.clone()).with_headers(headers))
    });
    builder().transport(gateway).build().unwrap()
}

fn constant_transport(status: u16, body: bytes::Bytes) -> impl top_runtime::transport::Transport {
    let status = StatusCode::from_u16(status).unwrap();
    InMemoryTransport::new(move |_: &HttpRequest| {
        Ok(HttpResponse::new(Body::from(body.clone())).with_status(status))
    })
}

/// The requests that a gateway received.
#[derive(Clone, Default)]
pub(crate) struct RecordedRequests(Arc<Mutex<Vec<Sent>>>);

/// A request at the gateway.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: std::time::Duration,
    pub(crate) form: Vec<(String, String)>,
}

impl Sent {
    /// Returns the value of a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl RecordedRequests {
    /// Returns the last request.
    pub(crate) fn last(&self) -> Sent {
        self.0.lock().unwrap().last().expect("nothing was sent").clone()
    }

    /// Returns the number of requests.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// Returns a client whose gateway records requests and replies with this body.
pub(crate) fn recording(body: &'static str) -> (Client, RecordedRequests) {
    let (gateway, seen) = recorder(body);
    (builder().transport(gateway).build().unwrap(), seen)
}

/// Returns a transport that records requests and replies with this body.
pub(crate) fn recorder(body: &'static str) -> (impl Transport + 'static, RecordedRequests) {
    let seen = RecordedRequests::default();
    let kept = seen.clone();
    let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
        let body_sent = request.body().as_bytes().expect("a form is one piece");
        kept.0.lock().unwrap().push(Sent {
            url: request.url().to_owned(),
            headers: request.headers().clone(),
            timeout: request.timeout(),
            form: form_pairs(body_sent),
        });
        Ok(HttpResponse::new(body))
    });
    (gateway, seen)
}

/// Decodes a form body with code independent of the code under test.
pub(crate) fn form_pairs(body: &[u8]) -> Vec<(String, String)> {
    let text = std::str::from_utf8(body).expect("a form is ASCII");
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').expect("name=value");
            (percent_decoded(name), percent_decoded(value))
        })
        .collect()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (digits, after) = rest.split_at(2);
                bytes.push(u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
                rest = after;
            }
            plain => bytes.push(*plain),
        }
    }
    String::from_utf8(bytes).expect("a form is UTF-8")
}

/// A request without parameters and with the response `T`.
pub(crate) struct Ask<T>(pub(crate) std::marker::PhantomData<fn() -> T>);

impl<T> Request for Ask<T> {
    fn params(&self, _: &mut ParamWriter<'_>) {}
}

impl<T: Decode> TopApi for Ask<T> {
    type Response = T;
    type Session = Optional;
    const SPEC: ApiSpec = ApiSpec::new::<Optional>("test.ask");
}

/// Decodes a reply whose root contains `json`.
pub(crate) fn read<T: Decode>(json: &str) -> Result<Reply<T>, Error> {
    ask(&client_with_reply(format!(r#"{{"test_ask_response":{json}}}"#)))
}

/// Decodes a reply without an outcome.
pub(crate) fn read_raw<T: Decode>(json: &str) -> Result<Reply<T>, Error> {
    let client = client_with_reply(format!(r#"{{"test_ask_response":{json}}}"#));
    wait(client.execute_raw(&Ask::<T>(std::marker::PhantomData)))
}

/// Calls the API without parameters.
pub(crate) fn ask<T: Decode>(client: &Client) -> Result<Reply<T>, Error> {
    wait(client.execute(&Ask::<T>(std::marker::PhantomData)))
}

/// A struct with one member.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Of<T> {
    pub(crate) v: T,
}

/// Decodes one member from this JSON. The error is a text.
pub(crate) fn member<T: Decode + Clone + Debug>(json: &str) -> Result<T, String> {
    match read::<Of<T>>(&format!(r#"{{"v":{json}}}"#)) {
        Ok(reply) if reply.issues().is_empty() => Ok(reply.v.clone()),
        Ok(reply) => Err(issues(reply.issues())),
        Err(error) => Err(issues(error.issues())),
    }
}

/// Decodes an optional member. Returns it with the issues.
pub(crate) fn optional<T: Decode + Clone + Debug>(json: &str) -> (Option<T>, Vec<Issue>) {
    let reply =
        read::<Of<Option<T>>>(&format!(r#"{{"v":{json}}}"#)).expect("an optional member never ends a reply");
    (reply.v.clone(), reply.issues().to_vec())
}

/// A request with one parameter.
#[derive(Debug, TopApi)]
#[top_api(method = "test.send")]
pub(crate) struct Send<T> {
    pub(crate) x: T,
}

/// Returns the sent parameter `x`, or `None` if it is omitted.
pub(crate) fn param<T: Encode>(value: T) -> Result<Option<String>, Error> {
    sent(&Send { x: value }, "x")
}

/// Returns the JSON of a struct with the member `v`.
pub(crate) fn nested<T: Encode>(value: T) -> Result<String, Error> {
    Ok(param(Of { v: value })?.expect("a struct is always sent"))
}

/// Returns a parameter of a signed request.
pub(crate) fn sent<A>(request: &A, name: &str) -> Result<Option<String>, Error>
where
    A: TopApi<Session: Permits<NoSession, A>>,
{
    Ok(value_of(&builder().build().unwrap().prepare(request)?, name))
}

/// Returns a parameter of a prepared request.
pub(crate) fn value_of(prepared: &Prepared, name: &str) -> Option<String> {
    prepared.params().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Returns the issues of a refused request as texts.
pub(crate) fn refused<T: Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => issues(error.issues()),
        other => panic!("expected a request that is refused, got {other:?}"),
    }
}

/// Returns the issues, one per line.
pub(crate) fn issues(issues: &[Issue]) -> String {
    issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
