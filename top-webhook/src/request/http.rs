//! Conversions of the crate `http`.

use http::request::Parts;

use super::IncomingRequest;

impl<'r, B: AsRef<[u8]>> From<&'r http::Request<B>> for IncomingRequest<'r> {
    fn from(request: &'r http::Request<B>) -> Self {
        let (uri, body) = (request.uri(), request.body().as_ref());
        Self::new(request.method().as_str(), uri.path(), uri.query().unwrap_or_default(), body)
            .with_headers(request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())))
    }
}

impl<'r> IncomingRequest<'r> {
    /// Creates a request from the head of an HTTP request and its body.
    #[must_use]
    pub fn from_parts(parts: &'r Parts, body: &'r [u8]) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        Self::new(parts.method.as_str(), parts.uri.path(), query, body)
            .with_headers(parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())))
    }
}
