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
pub use crate::error::transport::TransportError;
pub use crate::request::prepared::ParamPlacement;
pub use body::Body;
pub use memory::InMemoryTransport;
#[cfg(feature = "reqwest")]
pub(crate) use sockets::HttpConfig;

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
