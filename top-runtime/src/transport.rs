//! Transports: send one HTTP request and return its reply.
//!
//! [`Transport`] is object-safe, so that [`Client`](crate::Client) is one type with any transport.

#[cfg(feature = "reqwest")]
mod attached;
mod body;
#[cfg(feature = "reqwest")]
mod config;
mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod runtimes;
#[cfg(feature = "reqwest")]
mod setup;
#[cfg(feature = "rustls-no-provider")]
mod tls;
#[cfg(all(feature = "native-tls", not(feature = "rustls-no-provider")))]
#[path = "transport/native_tls.rs"]
mod tls;
#[cfg(all(feature = "reqwest", not(any(feature = "rustls-no-provider", feature = "native-tls"))))]
#[path = "transport/no_tls.rs"]
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderMap, StatusCode, Uri};

#[cfg(feature = "reqwest")]
pub(crate) use self::reqwest::Reqwest;
pub use crate::error::transport::TransportError;
pub use crate::future::BoxFuture;
pub use crate::request::signed::ParamPlacement;
pub use body::Body;
pub(crate) use body::BodyRead;
#[cfg(feature = "reqwest")]
pub(crate) use config::HttpConfig;
pub use memory::InMemoryTransport;

/// Sends one HTTP request to the gateway and returns its reply.
///
/// An implementation
///
/// - sends each request at most once: no retries, no redirects;
/// - verifies TLS;
/// - fails after [`HttpRequest::timeout`], from the call of [`send`](Self::send) to the last byte of
///   the body;
/// - may leave a body in gzip, with its `Content-Encoding`: the client decompresses it.
pub trait Transport: Send + Sync {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// [`TransportError::not_sent`] if the request cannot have reached the gateway, else
    /// [`TransportError::maybe_sent`]. An HTTP error status is not an error.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

/// HTTP request of a call. The method is POST.
pub struct HttpRequest {
    pub(crate) url: Arc<str>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) timeout: Duration,
}

impl HttpRequest {
    /// Returns the URL: https, or http to a loopback address. With [`ParamPlacement::Query`] it
    /// contains session and signature.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers, content type included.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Converts the request into its body.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Returns the timeout of the attempt, up to the last byte of the reply.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }
}

impl fmt::Debug for HttpRequest {
    /// Omits query and body, which may contain session and signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url: Uri = self.url.parse().unwrap_or_default();
        f.debug_struct("HttpRequest")
            .field("host", &url.host().unwrap_or_default())
            .field("path", &url.path())
            .finish_non_exhaustive()
    }
}

/// HTTP reply to a call.
pub struct HttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl HttpResponse {
    /// Creates a reply with this body, status 200 and no headers.
    #[must_use]
    pub fn new(body: impl Into<Body>) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::new(), body: body.into() }
    }

    /// Sets the status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets the headers.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }
}

impl fmt::Debug for HttpResponse {
    /// Prints only the names of headers: their values may be cookies or repeat the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().collect();
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}
