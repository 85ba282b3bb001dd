//! The HTTP request of an attempt, and the reply to it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode, Uri};

use super::Body;
#[cfg(feature = "reqwest")]
use super::Reserved;

/// Default timeout of a request that was not created by a client.
const TIMEOUT: Duration = Duration::from_secs(30);

/// HTTP request of a call.
///
/// A client passes one to its [`Transport`](super::Transport) for each attempt. It is already
/// signed: a transport may add headers, but a change of the body makes the signature invalid.
///
/// ```
/// use std::time::Duration;
/// use top_runtime::transport::HttpRequest;
///
/// let request = HttpRequest::new("http://127.0.0.1:8080/router/rest", "method=taobao.time.get")
///     .with_timeout(Duration::from_secs(5));
/// assert_eq!(request.body().as_bytes().map(|body| body.len()), Some(22));
/// ```
pub struct HttpRequest {
    pub(crate) method: Method,
    pub(crate) url: Arc<str>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) timeout: Duration,
    /// Connection that the client reserved before it signed the request.
    #[cfg(feature = "reqwest")]
    pub(crate) reserved: Option<Reserved>,
}

/// Everything but the body of a [`HttpRequest`]. The fields have the meaning of its methods.
#[derive(Clone)]
#[non_exhaustive]
#[allow(missing_docs)] // the methods of `HttpRequest` document them
pub struct RequestParts {
    pub method: Method,
    pub url: Arc<str>,
    pub headers: HeaderMap,
    pub timeout: Duration,
}

impl HttpRequest {
    /// Creates a POST request without headers and with a timeout of 30 s.
    #[must_use]
    pub fn new(url: impl Into<Arc<str>>, body: impl Into<Body>) -> Self {
        let (method, headers) = (Method::POST, HeaderMap::new());
        let parts = RequestParts { method, url: url.into(), headers, timeout: TIMEOUT };
        Self::from_parts(parts, body)
    }

    /// Joins the parts of a request.
    #[must_use]
    pub fn from_parts(parts: RequestParts, body: impl Into<Body>) -> Self {
        let RequestParts { method, url, headers, timeout } = parts;
        Self {
            method,
            url,
            headers,
            body: body.into(),
            timeout,
            #[cfg(feature = "reqwest")]
            reserved: None,
        }
    }

    /// Splits the request.
    #[must_use]
    pub fn into_parts(self) -> (RequestParts, Body) {
        let Self { method, url, headers, body, timeout, .. } = self;
        (RequestParts { method, url, headers, timeout }, body)
    }

    /// Returns the HTTP method: GET for some APIs with a path, else POST.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the URL. In a request of a client: https, or http to a loopback address. With
    /// [`ParamPlacement::Query`](super::ParamPlacement::Query) it contains session and signature.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers, content type included.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the headers, to change them.
    #[must_use]
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
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

    /// Sets the headers, in place of those that the request has.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets the timeout.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

/// Writes host and path. Omits query, headers and body, which may contain session and signature.
fn write_url(f: &mut fmt::Formatter<'_>, name: &str, url: &str) -> fmt::Result {
    let url: Uri = url.parse().unwrap_or_default();
    f.debug_struct(name)
        .field("host", &url.host().unwrap_or_default())
        .field("path", &url.path())
        .finish_non_exhaustive()
}

impl fmt::Debug for HttpRequest {
    /// Prints host and path: query, headers and body may contain session and signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_url(f, "HttpRequest", &self.url)
    }
}

impl fmt::Debug for RequestParts {
    /// Prints host and path: query and headers may contain session and signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_url(f, "RequestParts", &self.url)
    }
}

/// HTTP reply to a call.
pub struct HttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// Everything but the body of a [`HttpResponse`]. The fields have the meaning of its methods.
#[derive(Clone)]
#[non_exhaustive]
#[allow(missing_docs)] // the methods of `HttpResponse` document them
pub struct ResponseParts {
    pub status: StatusCode,
    pub headers: HeaderMap,
}

impl HttpResponse {
    /// Creates a reply with this body, status 200 and no headers.
    #[must_use]
    pub fn new(body: impl Into<Body>) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::new(), body: body.into() }
    }

    /// Joins the parts of a reply.
    #[must_use]
    pub fn from_parts(parts: ResponseParts, body: impl Into<Body>) -> Self {
        let ResponseParts { status, headers } = parts;
        Self { status, headers, body: body.into() }
    }

    /// Splits the reply: to read its body, for instance, and to pass it on in one piece.
    #[must_use]
    pub fn into_parts(self) -> (ResponseParts, Body) {
        let Self { status, headers, body } = self;
        (ResponseParts { status, headers }, body)
    }

    /// Returns the HTTP status. The platform reports its errors with status 200, in the body.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the headers, to change them.
    #[must_use]
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Returns the body: as received, so compressed if the headers say so.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Converts the reply into its body.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Sets the status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Sets the headers, in place of those that the reply has.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
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

impl fmt::Debug for ResponseParts {
    /// Prints only the names of headers: their values may be cookies or repeat the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().collect();
        f.debug_struct("ResponseParts").field("status", &self.status).field("headers", &headers).finish()
    }
}
