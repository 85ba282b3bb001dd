//! What HTTP says of a reply before anyone reads it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use bytestring::ByteString;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};

use super::gunzip::{Broken, MAGIC, gunzip};
use crate::codec::decode::Decode;
use crate::error::{Context, Error, HttpError, UnexpectedBody};
use crate::reply::{Reply, ReplyMeta, TextResponse};
use crate::transport::HttpResponse;

/// How much of a body that is no reply an error keeps.
const KEPT: usize = 4096;

/// How large a body may be to be copied out of the connection's buffer.
const SMALL: usize = 4096;

/// How often a body may have been compressed.
const GZIP_LAYERS: usize = 3;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A reply of which nothing is known yet.
pub(crate) struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    /// The beginning alone, where it is longer than it may be.
    body: Bytes,
    /// How many bytes it may have, where it has more.
    too_long: Option<usize>,
    /// What it is encoded by, where that cannot be undone.
    encoding: Option<String>,
}

impl RawResponse {
    /// Reads a reply to its end, or up to so many bytes. By a reference, as a future that owned the reply would hold it twice.
    pub(crate) async fn read(response: &mut HttpResponse, most: usize) -> Result<Self, BoxError> {
        let HttpResponse { status, headers, body } = response;
        let (is_gzip, encoding) = encoding(headers);
        let read = match body.read(most).await {
            Ok(read) => undo_gzip(read, is_gzip, most).map_err(Into::into),
            Err(error) => Err(error),
        };
        let (body, too_long) = match read {
            Ok(Ok(body)) => (body, None),
            Ok(Err(beginning)) => (beginning, Some(most)),
            // The status alone says enough.
            Err(_) if !status.is_success() => (Bytes::new(), None),
            Err(error) => return Err(error),
        };
        Ok(Self { status: *status, headers: std::mem::take(headers), body, too_long, encoding })
    }

    /// Turns away what cannot be a reply by its status or type.
    pub(crate) fn check(self, method: Cow<'static, str>, simplify: bool) -> Result<TextResponse, Error> {
        let context = || Context::new(&method).with_body(beginning(&self.body));
        let content_type = text(&self.headers, &CONTENT_TYPE);
        // The platform answers errors with status 200; where something put another status on one, the error says more.
        if !self.status.is_success() && !self.may_be_error(content_type.unwrap_or_default()) {
            let (status, retry_after) = (self.status.as_u16(), retry_after(&self.headers));
            return Err(Error::new(context(), HttpError { status, retry_after }));
        }
        match self.text(content_type.unwrap_or_default()) {
            Ok(body) => {
                Ok(TextResponse { method, simplify, status: self.status, headers: self.headers, body })
            }
            Err(reason) => {
                let content_type = content_type.map(str::to_owned);
                Err(Error::new(context(), UnexpectedBody { reason, content_type }))
            }
        }
    }

    fn may_be_error(&self, content_type: &str) -> bool {
        looks_like_reply(&self.body)
            && !is_html(content_type, &self.body)
            && beginning(&self.body).contains("error_response")
    }

    /// The text, or why it is none that could be a reply.
    fn text(&self, content_type: &str) -> Result<ByteString, String> {
        if let Some(most) = self.too_long {
            return Err(format!("the body is longer than the {most} bytes allowed by `max_body`"));
        }
        if self.body.trim_ascii().is_empty() {
            return Err("the body is empty".to_owned());
        }
        if is_html(content_type, &self.body) {
            return Err("it is an HTML page, as proxies and login pages send it".to_owned());
        }
        // The body is believed before the header: some servers name a charset there.
        if let Some(encoding) = self.encoding.as_ref().filter(|_| !looks_like_reply(&self.body)) {
            return Err(format!("its content encoding is `{encoding}`: expected gzip or none"));
        }
        super::charset::decode(own(&self.body), content_type)
            .map_err(|charset| format!("its charset is `{charset}`: expected {}", super::charset::READ))
    }
}

/// Reads a body as a client does once it is there: for benchmarks and fuzzing.
///
/// # Errors
///
/// As of a call.
pub fn read_reply<T: Decode>(method: &'static str, simplify: bool, body: Bytes) -> Result<Reply<T>, Error> {
    let (status, headers) = (StatusCode::OK, HeaderMap::new());
    let incoming = RawResponse { status, headers, body, too_long: None, encoding: None };
    let received = incoming.check(Cow::Borrowed(method), simplify)?;
    let mut value = T::placeholder();
    let about = ReplyMeta::of(received, false, T::kind(), T::markers(), &mut value)?;
    Ok(Reply::new(value, about))
}

/// A small body on its own, so that a reply which is kept does not keep the connection's whole buffer.
fn own(body: &Bytes) -> Bytes {
    if body.len() < SMALL { Bytes::copy_from_slice(body) } else { body.clone() }
}

/// A header that is text.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a body is said to be gzip and no more, and what else it is encoded by, by all lines of
/// the header together.
fn encoding(headers: &HeaderMap) -> (bool, Option<String>) {
    let (mut is_gzip, mut others) = (false, None::<String>);
    let lines = headers.get_all(CONTENT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
    for name in lines.flat_map(|line| line.split(',')).map(str::trim) {
        if ["gzip", "x-gzip"].iter().any(|known| known.eq_ignore_ascii_case(name)) {
            is_gzip = true;
        } else if !name.is_empty() && !name.eq_ignore_ascii_case("identity") {
            others = Some(others.map_or_else(|| name.to_owned(), |others| format!("{others}, {name}")));
        }
    }
    (is_gzip && others.is_none(), others)
}

/// Decompresses a body that is gzip, however often: a proxy may have added to the body or to the
/// header and not to both.
fn undo_gzip(
    mut read: Result<Bytes, Bytes>,
    is_gzip: bool,
    most: usize,
) -> Result<Result<Bytes, Bytes>, Broken> {
    for layer in 0..GZIP_LAYERS {
        let Ok(body) = &read else { break };
        let is_broken = || layer == 0 && is_gzip && !body.trim_ascii().is_empty() && !looks_like_reply(body);
        if !body.starts_with(&MAGIC) && !is_broken() {
            break;
        }
        read = gunzip(body, most)?;
    }
    Ok(read)
}

/// Whether a body begins as replies do.
fn looks_like_reply(body: &[u8]) -> bool {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'<'))
}

/// How long `Retry-After` says to wait: a number of seconds, or a time, which is counted from the reply's `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let after = text(headers, &RETRY_AFTER)?.trim();
    let at = |time: &str| httpdate::parse_http_date(time).ok();
    match after.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(at(after)?.duration_since(at(text(headers, &DATE)?)?).unwrap_or_default()),
    }
}

/// Whether a body is a page for people: by its beginning, or by its type if it does not begin like a reply.
fn is_html(content_type: &str, body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let begins = |tag: &[u8]| begins_with(body, tag);
    let typed = || begins_with(content_type.as_bytes(), b"text/html");
    !begins(b"{") && (begins(b"<!doctype html") || begins(b"<html") || typed())
}

fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|text| text.eq_ignore_ascii_case(beginning))
}

/// The beginning of a body as text.
fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(KEPT)]).into_owned()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn when_to_try_again_is_a_number_or_a_time() {
        let after = |after: &'static str, date: &'static str| {
            let headers = [(RETRY_AFTER, after), (DATE, date)];
            retry_after(
                &headers.map(|(name, value)| (name, HeaderValue::from_static(value))).into_iter().collect(),
            )
        };
        let date = "Mon, 17 Nov 2025 00:00:00 GMT";
        for (text, seconds) in [
            ("7", Some(7)),
            (" 7 ", Some(7)),
            ("Mon, 17 Nov 2025 00:01:00 GMT", Some(60)),
            ("Mon, 17 Nov 2025 00:00:00 GMT", Some(0)),
            ("Sun, 16 Nov 2025 00:00:00 GMT", Some(0)),
            ("-7", None),
            ("soon", None),
        ] {
            assert_eq!(after(text, date), seconds.map(Duration::from_secs), "{text}");
        }
        assert_eq!(after("Mon, 17 Nov 2025 00:01:00 GMT", "now"), None);
    }
}
