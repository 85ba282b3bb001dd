//! The transport over real sockets.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Url;

use super::attached::Attached;
use super::runtimes::Runtimes;
use super::setup::{Setup, bounded};
use super::sockets::HttpConfig;
use super::{Body, HttpRequest, HttpResponse, Transport, TransportError};
use crate::error::BuildError;
use crate::transport::BoxFuture;

/// reqwest, with a pool for each runtime.
pub(crate) struct Reqwest {
    runtimes: Runtimes,
    gateway: Url,
    /// What the client holds requests to that say nothing else.
    timeout: Duration,
}

impl Reqwest {
    /// For a gateway.
    pub(crate) fn new(gateway: &str, sockets: &HttpConfig, timeout: Duration) -> Result<Self, BuildError> {
        let gateway = read(gateway)?;
        let setup = Setup::new(gateway.scheme() == "https", sockets, timeout)?;
        let timeout = setup.timeout();
        Ok(Self { runtimes: Runtimes::new(setup)?, gateway, timeout })
    }
}

/// The gateway's URL as the HTTP client reads it. It must find the host that was looked at when plain http was allowed, or not.
fn read(gateway: &str) -> Result<Url, BuildError> {
    let refuse = |why: &dyn std::fmt::Display| BuildError::new(format!("the gateway `{gateway}` {why}"));
    let url = Url::parse(gateway).map_err(|e| refuse(&format_args!("is not a URL: {e}")))?;
    let uri: http::Uri = gateway.parse().unwrap_or_default();
    match (url.host_str(), uri.host()) {
        (Some(read), Some(written)) if read.eq_ignore_ascii_case(written) => Ok(url),
        (read, _) => {
            let read = read.unwrap_or_default();
            Err(refuse(&format_args!("has a host that is read as `{read}`: write it so")))
        }
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let url = match &*request.url {
            usual if usual == self.gateway.as_str() => Ok(self.gateway.clone()),
            other => Url::parse(other),
        };
        let url = match url {
            Ok(url) => url,
            Err(error) => return Box::pin(std::future::ready(Err(TransportError::not_sent(error)))),
        };
        let timeout = bounded(request.timeout);
        let mut outgoing = reqwest::Request::new(reqwest::Method::POST, url);
        *outgoing.headers_mut() = request.headers;
        if timeout != self.timeout {
            *outgoing.timeout_mut() = Some(timeout);
        }
        let (body, asked) = BodyPollFlag::new(request.body);
        *outgoing.body_mut() = Some(reqwest::Body::wrap(body));
        Box::pin(async move {
            let bound = self.runtimes.current().map_err(TransportError::permanent)?;
            let mut reply = bound.pool().map_err(TransportError::permanent)?.execute(outgoing);
            let mut attached = Attached::new(bound, timeout);
            let reply = std::future::poll_fn(|cx| attached.poll(cx, |cx| Pin::new(&mut reply).poll(cx)));
            let mut reply = match reply.await {
                Ok(reply) => reply.map_err(|error| classify(error, &asked))?,
                Err(stopped) if asked.load(Ordering::Acquire) => {
                    return Err(TransportError::maybe_sent(stopped));
                }
                Err(stopped) => return Err(TransportError::not_sent(stopped)),
            };
            let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
            Ok(HttpResponse { status, headers, body: Body::reply(reply, attached) })
        })
    }
}

/// A request was surely not sent if there was no connection to ask for its body, whatever it was that then took too long: the name, the
/// connection, the proxy or TLS. The URL may hold a session, so it is taken out.
fn classify(error: reqwest::Error, asked: &AtomicBool) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() || !asked.load(Ordering::Acquire) {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}

/// A body that tells whether a connection has asked for it.
struct BodyPollFlag {
    body: Body,
    asked: Arc<AtomicBool>,
}

impl BodyPollFlag {
    /// An empty body is never asked for, so it counts as if it had been.
    fn new(body: Body) -> (Self, Arc<AtomicBool>) {
        let asked = Arc::new(AtomicBool::new(body.is_end_stream()));
        (Self { body, asked: Arc::clone(&asked) }, asked)
    }
}

impl HttpBody for BodyPollFlag {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.asked.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
