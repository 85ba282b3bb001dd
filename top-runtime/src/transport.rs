//! How a signed request reaches the gateway: an object-safe trait, so that a client is one type whatever carries its calls.

#[cfg(feature = "reqwest")]
mod attached;
mod body;
mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod runtimes;
#[cfg(feature = "reqwest")]
mod setup;
#[cfg(feature = "reqwest")]
mod sockets;
#[cfg(all(
    feature = "reqwest",
    any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")
))]
mod tls;
#[cfg(all(
    feature = "reqwest",
    not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))
))]
#[path = "transport/no_tls.rs"]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, StatusCode, Uri};

/// A boxed future, as the object-safe traits return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[cfg(feature = "reqwest")]
pub(crate) use self::reqwest::Reqwest;
pub use crate::request::prepared::ParamPlacement;
pub use body::Body;
pub use memory::InMemoryTransport;
#[cfg(feature = "reqwest")]
pub(crate) use sockets::HttpConfig;

use crate::issue::escape_control;
use crate::secret::Masker;

/// Carries one request to the gateway and brings its reply back.
///
/// An implementation sends each request at most once: it repeats nothing, follows no redirect, and verifies TLS. It gives up
/// after [`HttpRequest::timeout`], counted from the call to the last byte of the reply's body. A body in gzip it may leave as it is,
/// with its `Content-Encoding`: the client undoes that.
pub trait Transport: Send + Sync {
    /// Sends a request.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

/// A request as HTTP sees it: always a POST.
pub struct HttpRequest {
    pub(crate) url: Arc<str>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) timeout: Duration,
}

impl HttpRequest {
    /// The URL that it goes to: https, or http to this machine. With [`ParamPlacement::Query`](crate::Placement::Query) it holds session and
    /// signature.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its headers, content type included.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Its body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Its body, to be sent or read.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// How long it may take in all.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }
}

impl fmt::Debug for HttpRequest {
    /// Shows neither query nor body, which may hold the session and the signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url: Uri = self.url.parse().unwrap_or_default();
        let mut shown = f.debug_struct("HttpRequest");
        shown
            .field("host", &url.host().unwrap_or_default())
            .field("path", &url.path())
            .finish_non_exhaustive()
    }
}

/// A reply as HTTP sees it.
pub struct HttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl HttpResponse {
    /// A reply of status 200 with this body.
    #[must_use]
    pub fn new(body: impl Into<Body>) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::new(), body: body.into() }
    }

    /// Another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Other headers.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }
}

impl fmt::Debug for HttpResponse {
    /// Shows of the headers the names alone: some hold cookies, or repeat the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().collect();
        let mut shown = f.debug_struct("HttpResponse");
        shown.field("status", &self.status).field("headers", &headers).field("body", &self.body).finish()
    }
}

/// Why a request brought no reply.
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    /// Whether another attempt from the same place could only fail in the same way.
    permanent: bool,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl TransportError {
    /// The request surely did not reach the gateway: no connection was made.
    pub fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: false, source: source.into() }
    }

    /// The request, or a part of it, may have reached the gateway.
    pub fn maybe_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: true, permanent: false, source: source.into() }
    }

    /// The request was not sent, as the program has to be changed first.
    #[cfg(feature = "reqwest")]
    pub(crate) fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: true, source: source.into() }
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Replaces what carries a secret by its text with the secrets masked.
    pub(crate) fn hide(&mut self, secrets: &Masker) {
        let mut text = self.to_string();
        if secrets.is_in(&text) || secrets.is_in(&format!("{:?}", self.source)) {
            secrets.mask(&mut text);
            self.source = text.into();
        }
    }

    /// What went wrong, to be looked into: its text, and those of its sources, stand in the text of
    /// this error.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.source
    }

    /// Whether the request may have reached the gateway.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }
}

impl fmt::Display for TransportError {
    /// The whole chain on one line, as the outermost error alone says next to nothing; what an
    /// error repeats of its source stands there once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.source.to_string();
        let mut next = self.source.source();
        while let Some(source) = next {
            next = source.source();
            let more = source.to_string();
            if (next.is_none() || !is_wrapper(source)) && !text.ends_with(&more) {
                text.push_str(": ");
                text.push_str(&more);
            }
        }
        f.write_str(&escape_control(&text))
    }
}

/// Whether an error within another one says no more than that there was one: reqwest puts three around the cause of a broken body.
#[cfg(feature = "reqwest")]
fn is_wrapper(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<::reqwest::Error>()
}

#[cfg(not(feature = "reqwest"))]
fn is_wrapper(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Without a source: the text has all of them, and who prints a chain prints each error once.
/// [`TransportError::get_ref`] leads on.
impl std::error::Error for TransportError {}
