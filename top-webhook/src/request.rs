//! An HTTP request as received.

#[cfg(feature = "http")]
mod http;

use std::fmt;
use std::net::IpAddr;

use crate::error::VerifyError;
use crate::quoting::quote;

/// An HTTP request as received, independent of the HTTP library.
///
/// Path, query, headers and body must be the received bytes: a framework that decodes, sorts or
/// rewrites them breaks the signature. The feature `http` converts any `http::Request`.
///
/// ```
/// use top_webhook::IncomingRequest;
///
/// let headers = [("content-type", b"application/json".as_slice())];
/// let request = IncomingRequest::new("POST", "/spi", "app_key=12345678&sign=..", br#"{"a":1}"#)
///     .with_headers(headers);
/// # let _ = request;
/// ```
#[derive(Clone)]
pub struct IncomingRequest<'r> {
    pub(crate) method: &'r str,
    pub(crate) path: &'r str,
    pub(crate) query: &'r str,
    pub(crate) body: &'r [u8],
    pub(crate) peer: Option<IpAddr>,
    headers: Vec<(&'r str, &'r [u8])>,
}

impl<'r> IncomingRequest<'r> {
    /// Creates a request without headers.
    ///
    /// - `path`: without scheme, host and query, percent-encoded as in the request line
    /// - `query`: without `?`, percent-encoded; empty if there is none
    #[must_use]
    pub fn new(method: &'r str, path: &'r str, query: &'r str, body: &'r [u8]) -> Self {
        Self { method, path, query, body, peer: None, headers: Vec::new() }
    }

    /// Adds headers. Names are compared without regard to case; a header that came several times is
    /// added several times.
    #[must_use]
    pub fn with_headers(mut self, headers: impl IntoIterator<Item = (&'r str, &'r [u8])>) -> Self {
        self.headers.extend(headers);
        self
    }

    /// Sets the address of the sender, for [`Verifier::sources`](crate::Verifier::sources).
    ///
    /// Behind a proxy of yours, take the address from the header that this proxy sets. A header that
    /// any sender may set, such as a first entry of `X-Forwarded-For`, proves nothing.
    #[must_use]
    pub fn with_peer(mut self, peer: IpAddr) -> Self {
        self.peer = Some(peer);
        self
    }

    /// Returns the value of a header that may come once.
    pub(crate) fn header(&self, name: &str) -> Result<Option<&'r [u8]>, VerifyError> {
        let mut values = self.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
        match (values.next(), values.next()) {
            (value, None) => Ok(value.map(|(_, value)| value.trim_ascii())),
            _ => Err(VerifyError::DuplicateHeader { name: quote(name) }),
        }
    }
}

impl fmt::Debug for IncomingRequest<'_> {
    /// Formats method, path, names of headers and the length of the body: the rest may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("IncomingRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
