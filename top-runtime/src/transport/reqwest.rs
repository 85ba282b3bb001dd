//! HTTP transport with reqwest.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Version;
use http::header::CONNECTION;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Url;

use super::attached::Attached;
use super::config::HttpConfig;
use super::runtimes::{Runtimes, Unusable};
use super::setup::{Setup, bounded};
use super::slots::{self, Reservation, Reserved};
use super::{Body, BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, origin};
use crate::error::BuildError;

/// HTTP transport with one connection pool per tokio runtime.
pub(crate) struct Reqwest {
    runtimes: Runtimes,
    gateway: Url,
    /// Default timeout of a request. `None` with a client of the caller.
    timeout: Option<Duration>,
}

impl Reqwest {
    pub(crate) fn new(gateway: &str, config: &HttpConfig, timeout: Duration) -> Result<Self, BuildError> {
        let gateway = parse_gateway(gateway)?;
        if config.max_connections == 0 {
            return Err(BuildError::new("`max_connections` is 0: expected at least 1".to_owned()));
        }
        let setup = Setup::new(gateway.scheme() == "https", config, timeout)?;
        let timeout = setup.timeout();
        Ok(Self { runtimes: Runtimes::new(setup)?, gateway, timeout })
    }

    fn parse(&self, url: &str) -> Result<Url, TransportError> {
        let url = origin::parse(url, &self.gateway)?;
        if self.timeout.is_none() {
            origin::refuse_secret_url(&url, &self.gateway)?;
        }
        Ok(url)
    }

    pub(super) fn gateway(&self) -> &str {
        self.gateway.as_str()
    }
}

/// Parses the URL of the gateway. reqwest must find the same host as the check that allows plain
/// http for loopback only.
fn parse_gateway(gateway: &str) -> Result<Url, BuildError> {
    let build_error =
        |fault: &dyn std::fmt::Display| BuildError::new(format!("the gateway `{gateway}` {fault}"));
    let url = Url::parse(gateway).map_err(|e| build_error(&format_args!("is not a URL: {e}")))?;
    let uri: http::Uri = gateway.parse().unwrap_or_default();
    match (url.host_str(), uri.host()) {
        (Some(parsed), Some(checked)) if parsed.eq_ignore_ascii_case(checked) => Ok(url),
        (parsed, _) => {
            let parsed = parsed.unwrap_or_default();
            Err(build_error(&format_args!("has a host that is parsed as `{parsed}`: write it in that form")))
        }
    }
}

impl Reqwest {
    fn take_slot(&self, timeout: Duration) -> Result<Reservation<'static>, Unusable> {
        let bound = self.runtimes.current()?;
        bound.pool()?;
        Ok(slots::reserve(Attached::new(bound, bounded(timeout))))
    }
}

impl Transport for Reqwest {
    fn reserve(&self, timeout: Duration) -> Option<Reservation<'_>> {
        // `send` reports an error.
        self.take_slot(timeout).ok()
    }

    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let url = match &*request.url {
            url if url == self.gateway.as_str() => Ok(self.gateway.clone()),
            url => self.parse(url),
        };
        let url = match url {
            Ok(url) => url,
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        let asked = self.timeout.is_none().then(|| url.clone());
        let mut http_request = reqwest::Request::new(request.method, url);
        *http_request.headers_mut() = request.headers;
        let (body, polled) = BodyPollFlag::new(request.body);
        *http_request.body_mut() = Some(reqwest::Body::wrap(body));
        let (reserved, timeout) = (request.reserved, request.timeout);
        Box::pin(async move {
            let Reserved(mut attached) = match reserved {
                Some(reserved) => reserved,
                None => self.take_slot(timeout).map_err(TransportError::permanent)?.wait().await?,
            };
            let bound = Arc::clone(attached.bound());
            let pool = bound.pool().map_err(TransportError::permanent)?;
            let left = attached.left();
            if Some(left) != self.timeout {
                *http_request.timeout_mut() = Some(left);
            }
            // Started at the first poll, as its timers must belong to the runtime of the connection.
            let mut reply = pin!(async { pool.execute(http_request).await });
            let reply = poll_fn(|cx| attached.poll_call(cx, |cx| reply.as_mut().poll(cx)));
            let mut reply = match reply.await {
                Ok(reply) => reply.map_err(|error| classify(error, &polled))?,
                Err(stopped) if polled.load(Ordering::Acquire) => {
                    return Err(TransportError::maybe_sent(stopped));
                }
                Err(stopped) => return Err(TransportError::not_sent(stopped)),
            };
            origin::refuse_redirect(asked, &reply)?;
            if closes(&reply) {
                attached.closes();
            }
            let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
            Ok(HttpResponse { status, headers, body: Body::reply(reply, attached) })
        })
    }
}

/// Returns whether the connection of a reply is closed after it.
fn closes(reply: &reqwest::Response) -> bool {
    let mut options = reply.headers().get_all(CONNECTION).iter();
    reply.version() < Version::HTTP_11
        || options.any(|option| option.as_bytes().eq_ignore_ascii_case(b"close"))
}

/// Classifies an error by whether the request may have been sent.
///
/// Nothing was sent if no connection polled the body, whichever step failed before: name
/// lookup, connection, proxy or TLS. The URL is removed, as it may contain a session.
fn classify(error: reqwest::Error, polled: &AtomicBool) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() || !polled.load(Ordering::Acquire) {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}

/// Body with a flag that is set when a connection first polls it.
struct BodyPollFlag {
    body: Body,
    polled: Arc<AtomicBool>,
}

impl BodyPollFlag {
    /// The flag of an empty body is set at once, because such a body is never polled.
    fn new(body: Body) -> (Self, Arc<AtomicBool>) {
        let polled = Arc::new(AtomicBool::new(body.is_end_stream()));
        (Self { body, polled: Arc::clone(&polled) }, polled)
    }
}

impl HttpBody for BodyPollFlag {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.polled.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_of_a_reply_says_whether_its_connection_is_closed() {
        let cases = [
            (Version::HTTP_11, None, false),
            (Version::HTTP_11, Some("keep-alive"), false),
            (Version::HTTP_11, Some("Close"), true),
            (Version::HTTP_10, None, true),
        ];
        for (version, option, expected) in cases {
            let mut reply = http::Response::builder().version(version);
            if let Some(option) = option {
                reply = reply.header(CONNECTION, option);
            }
            let reply = reqwest::Response::from(reply.body("").unwrap());
            assert_eq!(closes(&reply), expected, "{version:?} {option:?}");
        }
    }
}
