//! The transport over real sockets.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::Url;

use super::sockets::Sockets;
use super::{Body, HttpRequest, HttpResponse, Transport, TransportError};
use crate::BoxFuture;
use crate::error::BuildError;

/// reqwest, set up so that a request is sent once, to where it is meant for, over verified TLS.
#[derive(Debug)]
pub(crate) struct Reqwest {
    client: reqwest::Client,
    gateway: Url,
    /// What the client holds requests to that say nothing else.
    timeout: Duration,
}

impl Reqwest {
    /// For a gateway. One on this machine is reached directly: a proxy from the environment would carry the session off it.
    pub(crate) fn new(gateway: &str, sockets: &Sockets, timeout: Duration) -> Result<Self, BuildError> {
        let gateway = read(gateway)?;
        let builder = reqwest::Client::builder();
        let builder = if gateway.scheme() == "http" { builder.no_proxy() } else { builder };
        let builder = match sockets.read {
            Some(timeout) => builder.read_timeout(timeout),
            None => builder,
        };
        with_roots(with_tls(builder), &sockets.roots)?
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .timeout(timeout)
            .connect_timeout(sockets.connect)
            .pool_idle_timeout(sockets.idle)
            .pool_max_idle_per_host(sockets.max_idle)
            .build()
            .map(|client| Self { client, gateway, timeout })
            .map_err(|e| {
                let with = if sockets.roots.is_empty() { "" } else { " with these root certificates" };
                BuildError::new(format!(
                    "the HTTP client cannot be set up{with}: {}",
                    TransportError::not_sent(e)
                ))
            })
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

/// Takes the TLS of our own features: in a program whose other crates turn more of reqwest's features on, its choice would be another.
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
    let builder = builder.tls_backend_native();
    builder
}

/// Trusts more root certificates.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
fn with_roots(
    builder: reqwest::ClientBuilder,
    roots: &[Vec<u8>],
) -> Result<reqwest::ClientBuilder, BuildError> {
    let mut certificates = Vec::new();
    for (at, root) in roots.iter().enumerate() {
        let refuse = |why: &dyn std::fmt::Display| {
            BuildError::new(format!("root certificate {}: expected PEM or DER, found {why}", at + 1))
        };
        let is_pem = root.windows(11).any(|part| part == b"-----BEGIN ");
        let read = match root.first() {
            _ if is_pem => reqwest::Certificate::from_pem_bundle(root),
            Some(0x30) => reqwest::Certificate::from_der(root).map(|certificate| vec![certificate]),
            _ => return Err(refuse(&"neither")),
        };
        let read = read.map_err(|e| refuse(&TransportError::not_sent(e)))?;
        if read.is_empty() {
            return Err(refuse(&"no certificate in the PEM text"));
        }
        certificates.extend(read);
    }
    Ok(if certificates.is_empty() { builder } else { builder.tls_certs_merge(certificates) })
}

/// Without TLS there is nothing to trust.
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
#[allow(clippy::unnecessary_wraps)]
fn with_roots(builder: reqwest::ClientBuilder, _: &[Vec<u8>]) -> Result<reqwest::ClientBuilder, BuildError> {
    Ok(builder)
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
        let mut outgoing = reqwest::Request::new(reqwest::Method::POST, url);
        *outgoing.headers_mut() = request.headers;
        if request.timeout != self.timeout {
            *outgoing.timeout_mut() = Some(request.timeout);
        }
        let (body, asked) = Watched::new(request.body);
        *outgoing.body_mut() = Some(reqwest::Body::wrap(body));
        let reply = self.client.execute(outgoing);
        Box::pin(async move {
            let mut reply = reply.await.map_err(|error| classify(error, &asked))?;
            let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
            Ok(HttpResponse { status, headers, body: Body::reply(reply) })
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
struct Watched {
    body: Body,
    asked: Arc<AtomicBool>,
}

impl Watched {
    /// An empty body is never asked for, so it counts as if it had been.
    fn new(body: Body) -> (Self, Arc<AtomicBool>) {
        let asked = Arc::new(AtomicBool::new(body.is_end_stream()));
        (Self { body, asked: Arc::clone(&asked) }, asked)
    }
}

impl HttpBody for Watched {
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
