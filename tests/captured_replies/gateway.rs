//! A gateway with a constant reply.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use top_runtime::error::{ErrorKind, PlatformError};
use top_runtime::retry::RetryPolicy;
use top_runtime::session::{NoSession, Permits};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, Reply, TopApi};

/// The reply of the gateway, and the settings of its client.
pub(crate) struct Gateway {
    body: Vec<u8>,
    content_type: Option<&'static str>,
    simplify: bool,
    max_body: Option<usize>,
}

impl Gateway {
    /// Creates a gateway that replies with this body.
    pub(crate) fn with_reply(body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), content_type: None, simplify: false, max_body: None }
    }

    /// Requests simplified replies.
    pub(crate) fn simplified(mut self) -> Self {
        self.simplify = true;
        self
    }

    /// Sets the content type of the reply.
    pub(crate) fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets `max_body` of the client.
    pub(crate) fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// Calls a declared API.
    pub(crate) fn ask<A: TopApi<Session: Permits<NoSession, A>>>(
        self,
        request: &A,
    ) -> Result<Reply<A::Response>, Error> {
        now(self.client().execute(request))
    }

    /// Calls an undeclared API.
    pub(crate) fn ask_untyped(self, method: &str) -> Result<Reply<top_runtime::Value>, Error> {
        now(self.client().call(method, &top_runtime::Params::new()))
    }

    fn client(self) -> Client {
        let Self { body, content_type, simplify, max_body } = self;
        let mut headers = HeaderMap::new();
        if let Some(content_type) = content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        let body: std::sync::Arc<[u8]> = body.into();
        let gateway = InMemoryTransport::new(move |_| {
            Ok(HttpResponse::new(body.to_vec()).with_headers(headers.clone()))
        });
        let builder = Client::builder("12345678", "helloworld")
            .simplify(simplify)
            .retry(RetryPolicy::never())
            .transport(gateway);
        max_body.into_iter().fold(builder, top_runtime::ClientBuilder::max_body).build().unwrap()
    }
}

/// Returns the value of a success reply, and asserts that it has no unknown fields.
pub(crate) fn decode_completely<A: TopApi<Session: Permits<NoSession, A>>>(
    request: &A,
    body: &str,
) -> Reply<A::Response> {
    let reply = Gateway::with_reply(body).ask(request).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(reply.issues(), [], "issues");
    assert_eq!(reply.unknown_fields(), [""; 0], "unknown fields");
    reply
}

/// Returns the platform error of a body, with the request id.
pub(crate) fn refusal(body: &str) -> (PlatformError, String) {
    platform(Gateway::with_reply(body).ask(&crate::apis::time::GetTime))
}

/// Returns the platform error of a result.
pub(crate) fn platform<T: std::fmt::Debug>(result: Result<Reply<T>, Error>) -> (PlatformError, String) {
    let error = result.expect_err("an error of the platform");
    let request_id = error.request_id().unwrap_or_default().to_owned();
    match error.into_kind() {
        ErrorKind::Platform(platform) => (platform, request_id),
        other => panic!("not an error of the platform: {other:?}"),
    }
}

/// Returns the reason of an unexpected body.
pub(crate) fn unexpected_body_reason<T: std::fmt::Debug>(result: Result<Reply<T>, Error>) -> String {
    match result.map_err(Error::into_kind) {
        Err(ErrorKind::UnexpectedBody(error)) => error.reason.clone(),
        other => panic!("expected what is no reply, got {other:?}"),
    }
}

/// Runs a future that is ready at once, as those of in-memory transports are.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call over a transport in memory waits for something"),
    }
}
