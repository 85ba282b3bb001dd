//! What the tests share: a client without sockets, and the shortest way to send or to read one value.

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
use top_runtime::transport::{Body, HttpRequest, HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, ClientBuilder, Error, Prepared, Reply, TopApi, TopValue};

/// 2025-11-17 00:00:00 in Beijing.
pub(crate) const NOW: u64 = 1_763_308_800;

/// Runs a future that has nothing to wait for, as no transport here has.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("there is nothing to wait for"),
    }
}

/// A builder with key, secret, a clock that stands still, and a gateway that is not there: real sockets would be set up for
/// each client of the tests that send nothing.
pub(crate) fn builder() -> ClientBuilder {
    let nobody = InMemoryTransport::new(|_: &HttpRequest| Err(TransportError::not_sent("no gateway")));
    Client::builder("12345678", "helloworld")
        .clock(FixedClock::at_unix(NOW))
        .retry(RetryPolicy::never())
        .transport(nobody)
}

/// A client whose gateway answers everything with this body and status 200.
pub(crate) fn answering(body: impl Into<bytes::Bytes>) -> Client {
    builder().transport(always(200, body.into())).build().unwrap()
}

/// The same where simplified replies are asked for.
pub(crate) fn answering_simplified(body: impl Into<bytes::Bytes>) -> Client {
    let gateway = always(200, body.into());
    builder().simplify(true).transport(gateway).build().unwrap()
}

/// A client whose gateway answers with this status and this body.
pub(crate) fn answering_status(status: u16, body: impl Into<bytes::Bytes>) -> Client {
    builder().transport(always(status, body.into())).build().unwrap()
}

/// A client whose gateway answers with this content type and this body.
pub(crate) fn answering_type(content_type: &'static str, body: impl Into<bytes::Bytes>) -> Client {
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

fn always(status: u16, body: bytes::Bytes) -> impl top_runtime::transport::Transport {
    let status = StatusCode::from_u16(status).unwrap();
    InMemoryTransport::new(move |_: &HttpRequest| {
        Ok(HttpResponse::new(Body::from(body.clone())).with_status(status))
    })
}

/// What a gateway was sent: one text per call, of headers, time limit and form body.
#[derive(Clone, Default)]
pub(crate) struct Seen(Arc<Mutex<Vec<Sent>>>);

/// One request as the gateway saw it.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: std::time::Duration,
    pub(crate) form: Vec<(String, String)>,
}

impl Sent {
    /// The value of a parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Seen {
    /// The request sent last.
    pub(crate) fn last(&self) -> Sent {
        self.0.lock().unwrap().last().expect("nothing was sent").clone()
    }

    /// How many requests were sent.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// A client whose gateway keeps what it is sent and answers with this body.
pub(crate) fn recording(body: &'static str) -> (Client, Seen) {
    let seen = Seen::default();
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
    (builder().transport(gateway).build().unwrap(), seen)
}

/// The pairs of a form body, decoded by code that is not the one under test.
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

/// A request without parameters whose reply is read into `T`.
pub(crate) struct Ask<T>(pub(crate) std::marker::PhantomData<fn() -> T>);

impl<T> Request for Ask<T> {
    fn params(&self, _: &mut ParamWriter<'_>) {}
}

impl<T: Decode> TopApi for Ask<T> {
    type Response = T;
    type Session = Optional;
    const SPEC: ApiSpec = ApiSpec::new::<Optional>("test.ask");
}

/// Reads a reply of which `json` is the content of the root.
pub(crate) fn read<T: Decode>(json: &str) -> Result<Reply<T>, Error> {
    ask(&answering(format!(r#"{{"test_ask_response":{json}}}"#)))
}

/// The same without a verdict.
pub(crate) fn read_raw<T: Decode>(json: &str) -> Result<Reply<T>, Error> {
    let client = answering(format!(r#"{{"test_ask_response":{json}}}"#));
    wait(client.execute_raw(&Ask::<T>(std::marker::PhantomData)))
}

/// Calls the API without parameters.
pub(crate) fn ask<T: Decode>(client: &Client) -> Result<Reply<T>, Error> {
    wait(client.execute(&Ask::<T>(std::marker::PhantomData)))
}

/// A struct of one member.
#[derive(Debug, Clone, PartialEq, TopValue)]
pub(crate) struct Of<T> {
    pub(crate) v: T,
}

/// What one member of this JSON is read as; the error as text.
pub(crate) fn member<T: Decode + Clone + Debug>(json: &str) -> Result<T, String> {
    match read::<Of<T>>(&format!(r#"{{"v":{json}}}"#)) {
        Ok(reply) if reply.issues().is_empty() => Ok(reply.v.clone()),
        Ok(reply) => Err(issues(reply.issues())),
        Err(error) => Err(issues(error.issues())),
    }
}

/// What a member that may be absent is read as, and the issues that were listed.
pub(crate) fn optional<T: Decode + Clone + Debug>(json: &str) -> (Option<T>, Vec<Issue>) {
    let reply =
        read::<Of<Option<T>>>(&format!(r#"{{"v":{json}}}"#)).expect("an optional member never ends a reply");
    (reply.v.clone(), reply.issues().to_vec())
}

/// A request of one parameter.
#[derive(Debug, TopApi)]
#[top_api(method = "test.send")]
pub(crate) struct Send<T> {
    pub(crate) x: T,
}

/// The parameter `x` as it is sent, `None` where it is left out.
pub(crate) fn param<T: Encode>(value: T) -> Result<Option<String>, Error> {
    sent(&Send { x: value }, "x")
}

/// The JSON that a struct of the one member `v` is sent as.
pub(crate) fn nested<T: Encode>(value: T) -> Result<String, Error> {
    Ok(param(Of { v: value })?.expect("a struct is always sent"))
}

/// A parameter of a request as it is signed.
pub(crate) fn sent<A>(request: &A, name: &str) -> Result<Option<String>, Error>
where
    A: TopApi<Session: Permits<NoSession, A>>,
{
    Ok(value_of(&builder().build().unwrap().prepare(request)?, name))
}

/// A parameter of a signed request.
pub(crate) fn value_of(prepared: &Prepared, name: &str) -> Option<String> {
    prepared.params().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// The issues of a request that was refused, as texts.
pub(crate) fn refused<T: Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::Invalid(_)) => issues(error.issues()),
        other => panic!("expected a request that is refused, got {other:?}"),
    }
}

/// Issues on one line each.
pub(crate) fn issues(issues: &[Issue]) -> String {
    issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
