//! Access to the headers of a reply.

use std::time::SystemTime;

use http::{HeaderMap, HeaderName};

/// Returns the value of a header if it is ASCII text. Compiled once: the search of a header is long.
#[inline(never)]
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Returns the value of a header that is an HTTP date, such as `Date`.
pub(crate) fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, name)?).ok()
}
