//! A gateway that answers everything with one body.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use top_runtime::error::{ErrorKind, PlatformError};
use top_runtime::retry::RetryPolicy;
use top_runtime::session::{NoSession, Permits};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, Reply, TopApi};

/// What the gateway answers, and how it is asked.
pub(crate) struct Gateway {
    body: Vec<u8>,
    content_type: Option<&'static str>,
    simplify: bool,
    max_body: Option<usize>,
}

impl Gateway {
    /// Answers with this body.
    pub(crate) fn answering(body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), content_type: None, simplify: false, max_body: None }
    }

    /// Is asked for simplified replies.
    pub(crate) fn simplified(mut self) -> Self {
        self.simplify = true;
        self
    }

    /// Answers with this content type.
    pub(crate) fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Is asked by a client that takes bodies up to this many bytes.
    pub(crate) fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// Asks it.
    pub(crate) fn ask<A: TopApi<Session: Permits<NoSession, A>>>(
        self,
        request: &A,
    ) -> Result<Reply<A::Response>, Error> {
        now(self.client().execute(request))
    }

    /// Asks an undeclared API of it.
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

/// The value of a good reply that leaves nothing unread.
pub(crate) fn whole<A: TopApi<Session: Permits<NoSession, A>>>(
    request: &A,
    body: &str,
) -> Reply<A::Response> {
    let reply = Gateway::answering(body).ask(request).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(reply.issues(), [], "issues");
    assert_eq!(reply.unknown_fields(), [""; 0], "unknown fields");
    reply
}

/// The platform's error in a body, with the request id.
pub(crate) fn refusal(body: &str) -> (PlatformError, String) {
    platform(Gateway::answering(body).ask(&crate::apis::time::GetTime))
}

/// The platform's error that an answer is.
pub(crate) fn platform<T: std::fmt::Debug>(answer: Result<Reply<T>, Error>) -> (PlatformError, String) {
    let error = answer.expect_err("an error of the platform");
    let request_id = error.request_id().unwrap_or_default().to_owned();
    match error.into_kind() {
        ErrorKind::Platform(platform) => (platform, request_id),
        other => panic!("not an error of the platform: {other:?}"),
    }
}

/// Why a body is no reply.
pub(crate) fn not_top<T: std::fmt::Debug>(answer: Result<Reply<T>, Error>) -> String {
    match answer.map_err(Error::into_kind) {
        Err(ErrorKind::UnexpectedBody(error)) => error.reason.clone(),
        other => panic!("expected what is no reply, got {other:?}"),
    }
}

/// Waits for a future that never has to wait, as all are over a transport in memory.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a call over a transport in memory waits for something"),
    }
}
