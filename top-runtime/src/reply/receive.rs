//! Receives a reply: limits its size, decompresses it, checks status, type and charset.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use bytestring::ByteString;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};

use super::gunzip::{GzipError, MAGIC, gunzip};
use crate::codec::decode::Decode;
use crate::error::{Context, Error, HttpError, UnexpectedBody};
use crate::headers;
use crate::protocol::{Protocol, ReplyForm, TOP};
use crate::reply::{Reply, ReplyMeta, TextResponse};
use crate::transport::{BodyRead, HttpResponse, TransportError};

/// Bytes of an unexpected body kept in the error.
const MAX_EXCERPT: usize = 4096;

/// Size in bytes below which a body is copied out of the connection's buffer.
const MAX_COPIED: usize = 4096;

/// Maximum number of nested gzip layers.
const GZIP_LAYERS: usize = 3;

/// Header with the length of the uncompressed body in bytes.
const BODY_LENGTH: &str = "top-bodylength";

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A reply before any check.
pub(crate) struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    /// The body after decompression, or its beginning if it is too long.
    body: Bytes,
    /// Limit in bytes that the body exceeds.
    exceeded: Option<usize>,
    /// Content encodings other than gzip.
    encoding: Option<String>,
}

impl RawResponse {
    /// Reads at most `max` bytes of the body. Borrows the response: an `async fn` that owned it
    /// would store it twice.
    pub(crate) async fn read(response: &mut HttpResponse, max: usize) -> Result<Self, BoxError> {
        let HttpResponse { status, headers, body } = response;
        let (is_gzip, encoding) = encoding(headers);
        let read = match body.read(max).await {
            Ok(read) => decompress(read, is_gzip, max).map_err(Into::into),
            Err(error) => Err(error),
        };
        let (body, exceeded) = match read {
            Ok(BodyRead::Complete(body)) => (body, None),
            Ok(BodyRead::TooLong(beginning)) => (beginning, Some(max)),
            // The status describes the error.
            Err(_) if !status.is_success() => (Bytes::new(), None),
            Err(error) => return Err(error),
        };
        Ok(Self { status: *status, headers: std::mem::take(headers), body, exceeded, encoding })
    }

    /// Decodes the body as text. Rejects bodies that cannot be a reply by status, type or charset.
    pub(crate) fn into_text(
        self,
        method: Cow<'static, str>,
        simplify: bool,
        protocol: &'static Protocol,
    ) -> Result<TextResponse, Error> {
        let context = || Context::new(&method).with_body(beginning(&self.body));
        let content_type = headers::text(&self.headers, &CONTENT_TYPE);
        // The platform sends errors with status 200. If a proxy changed the status, the error in
        // the body has more details.
        if !self.status.is_success() && !self.may_be_error(content_type.unwrap_or_default(), protocol) {
            let (status, retry_after) = (self.status.as_u16(), retry_after(&self.headers));
            return Err(Error::new(context(), HttpError { status, retry_after }));
        }
        if let Some(reason) = self.length_mismatch() {
            return Err(Error::new(context(), TransportError::maybe_sent(reason)));
        }
        match self.text(content_type.unwrap_or_default()) {
            Ok(body) => Ok(TextResponse {
                method,
                simplify,
                protocol,
                status: self.status,
                headers: self.headers,
                body,
            }),
            Err(reason) => {
                let content_type = content_type.map(str::to_owned);
                Err(Error::new(context(), UnexpectedBody { reason, content_type }))
            }
        }
    }

    fn may_be_error(&self, content_type: &str, protocol: &Protocol) -> bool {
        let mark = match protocol.reply {
            ReplyForm::Envelope | ReplyForm::EnvelopeWithResult => "error_response",
            ReplyForm::Flat => "code",
            ReplyForm::Provider => "flag",
        };
        let beginning = &self.body[..self.body.len().min(MAX_EXCERPT)];
        looks_like_reply(&self.body)
            && !is_html(content_type, &self.body)
            && beginning.windows(mark.len()).any(|part| part == mark.as_bytes())
    }

    /// Returns how the body differs from the length that the gateway announced, if it does. The
    /// connection may have been cut by a proxy that hides it.
    fn length_mismatch(&self) -> Option<String> {
        let length: usize = self.headers.get(BODY_LENGTH)?.to_str().ok()?.trim().parse().ok()?;
        let received = self.body.len();
        (self.exceeded.is_none() && received != length).then(|| {
            format!(
                "the reply is broken: its header `{BODY_LENGTH}` announces {length} bytes, {received} came"
            )
        })
    }

    /// Returns the text of the body, or why it cannot be a reply.
    fn text(&self, content_type: &str) -> Result<ByteString, String> {
        if let Some(max) = self.exceeded {
            return Err(format!("the body is longer than the {max} bytes allowed by `max_body`"));
        }
        if self.body.trim_ascii().is_empty() {
            return Err("the body is empty".to_owned());
        }
        if is_html(content_type, &self.body) {
            return Err("it is an HTML page, as sent by proxies and login pages".to_owned());
        }
        // A body that looks like a reply is accepted: some servers put a charset into this header.
        if let Some(encoding) = self.encoding.as_ref().filter(|_| !looks_like_reply(&self.body)) {
            return Err(format!("its content encoding is `{encoding}`: expected gzip or none"));
        }
        super::charset::decode(detach(&self.body), content_type)
            .map_err(|charset| format!("its charset is `{charset}`: expected {}", super::charset::SUPPORTED))
    }
}

/// Decodes a body as a client does after receiving it: for benchmarks and fuzzing.
///
/// # Errors
///
/// The errors of a call.
pub fn read_reply<T: Decode>(method: &'static str, simplify: bool, body: Bytes) -> Result<Reply<T>, Error> {
    let (status, headers) = (StatusCode::OK, HeaderMap::new());
    let response = RawResponse { status, headers, body, exceeded: None, encoding: None };
    let response = response.into_text(Cow::Borrowed(method), simplify, TOP.main())?;
    let mut value = T::placeholder();
    let meta = ReplyMeta::decode(response, false, T::kind(), T::markers(), &mut value)?;
    Ok(Reply::new(value, meta))
}

/// Copies a small body, so that a reply does not keep the connection's whole buffer alive.
fn detach(body: &Bytes) -> Bytes {
    if body.len() < MAX_COPIED { Bytes::copy_from_slice(body) } else { body.clone() }
}

/// Returns whether `Content-Encoding` is gzip only, and the encodings other than gzip. The header
/// may have several lines.
fn encoding(headers: &HeaderMap) -> (bool, Option<String>) {
    let (mut is_gzip, mut others) = (false, None::<String>);
    for line in headers.get_all(CONTENT_ENCODING) {
        let Ok(line) = line.to_str() else { continue };
        for name in line.split(',').map(str::trim) {
            let is = |known: &&str| name.eq_ignore_ascii_case(known);
            if ["gzip", "x-gzip"].iter().any(is) {
                is_gzip = true;
            } else if !["", "identity"].iter().any(is) {
                others = Some(others.map_or_else(|| name.to_owned(), |others| others + ", " + name));
            }
        }
    }
    (is_gzip && others.is_none(), others)
}

/// Removes all layers of gzip, whatever the header declares: a proxy may have compressed the body
/// without changing the header, or the reverse.
fn decompress(mut read: BodyRead, is_gzip: bool, max: usize) -> Result<BodyRead, GzipError> {
    for layer in 0..GZIP_LAYERS {
        let BodyRead::Complete(body) = &read else { break };
        let is_corrupt = || layer == 0 && is_gzip && !body.trim_ascii().is_empty() && !looks_like_reply(body);
        if !body.starts_with(&MAGIC) && !is_corrupt() {
            break;
        }
        read = gunzip(body, max)?;
    }
    Ok(read)
}

/// Returns `true` if a body starts like JSON or XML.
fn looks_like_reply(body: &[u8]) -> bool {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'<'))
}

/// Parses `Retry-After`: a number of seconds, or a date, which is compared with `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    if let Ok(seconds) = headers::text(headers, &RETRY_AFTER)?.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (retry, now) = (headers::date(headers, &RETRY_AFTER)?, headers::date(headers, &DATE)?);
    Some(retry.duration_since(now).unwrap_or_default())
}

/// Returns `true` for an HTML page: by its beginning, or by its type if it does not start like
/// JSON.
fn is_html(content_type: &str, body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let starts = |tag: &[u8]| starts_with(body, tag);
    let is_declared = || starts_with(content_type.as_bytes(), b"text/html");
    !starts(b"{") && (starts(b"<!doctype html") || starts(b"<html") || is_declared())
}

fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|text| text.eq_ignore_ascii_case(prefix))
}

fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(MAX_EXCERPT)]).into_owned()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
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
