//! What HTTP says of a reply before anyone reads it.

mod charset;

use std::time::Duration;

use bytes::Bytes;
use bytestring::ByteString;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::decode::Decode;
use crate::error::{Context, Error, Http, NotTop};
use crate::reply::{Received, Reply, is_success};
use crate::transport::HttpResponse;

/// How much of a body that is no reply an error keeps.
const KEPT: usize = 4096;

/// How large a body may be to be copied out of the connection's buffer.
const SMALL: usize = 4096;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A reply of which nothing is known yet.
pub(super) struct Incoming {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// What the body is compressed by, if it is something that cannot be undone.
    encoding: Option<String>,
    /// The header `Retry-After`, where it is a number of seconds.
    retry_after: Option<Duration>,
    /// The beginning alone, where it is longer than it may be.
    body: Bytes,
    /// How many bytes it may have, where it has more.
    too_long: Option<usize>,
}

impl Incoming {
    /// Reads a reply to its end, or up to so many bytes.
    pub(super) async fn read(response: HttpResponse, most: usize) -> Result<Self, BoxError> {
        let HttpResponse { status, headers, body } = response;
        let encoding = text(&headers, &CONTENT_ENCODING).unwrap_or_default().trim().to_ascii_lowercase();
        let is_gzip = matches!(&*encoding, "gzip" | "x-gzip");
        let read = if is_gzip { body.read_gzip(most).await } else { body.read(most).await };
        let (body, too_long) = match read {
            Ok(Ok(body)) => (body, None),
            Ok(Err(beginning)) => (beginning, Some(most)),
            // The status alone says enough.
            Err(_) if !is_success(status.as_u16()) => (Bytes::new(), None),
            Err(error) => return Err(error),
        };
        let retry_after = text(&headers, &RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
        Ok(Self {
            status: status.as_u16(),
            content_type: text(&headers, &CONTENT_TYPE),
            encoding: Some(encoding).filter(|encoding| !is_gzip && !matches!(&**encoding, "" | "identity")),
            retry_after: retry_after.map(Duration::from_secs),
            body,
            too_long,
        })
    }

    /// Turns away what cannot be a reply by its status or type; the text of what can.
    pub(super) fn check(self, context: Context) -> Result<ByteString, Error> {
        let kept = || beginning(&self.body);
        let content_type = self.content_type.as_deref().unwrap_or_default();
        // The platform answers errors with status 200; where something put another status on one, the error says more.
        let may_be_error = || {
            let looks_like_reply = matches!(self.body.trim_ascii_start().first(), Some(b'{' | b'<'));
            looks_like_reply && !is_html(content_type, &self.body) && kept().contains("error_response")
        };
        if !is_success(self.status) && !may_be_error() {
            let http = Http::new(context.with_body(kept()), self.status).with_retry_after(self.retry_after);
            return Err(Error::Http(Box::new(http)));
        }
        self.text(content_type).map_err(|reason| {
            let not_top = NotTop::new(context.with_body(kept()), reason, self.content_type.clone());
            Error::NotTop(Box::new(not_top))
        })
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
        if let Some(encoding) = &self.encoding {
            return Err(format!("its content encoding is `{encoding}`: expected gzip or none"));
        }
        charset::decode(own(&self.body), content_type)
            .map_err(|charset| format!("its charset is `{charset}`: expected {}", charset::READ))
    }
}

/// Reads a body as a client does once it is there: for benchmarks and fuzzing.
///
/// # Errors
///
/// As of a call.
pub fn read_reply<T: Decode>(method: &str, simplify: bool, body: Bytes) -> Result<Reply<T>, Error> {
    let incoming =
        Incoming { status: 200, content_type: None, encoding: None, retry_after: None, body, too_long: None };
    let body = incoming.check(Context::new(method))?;
    Reply::read(
        Received { method: method.to_owned(), simplify, status: 200, content_type: None, body },
        false,
    )
}

/// A small body on its own, so that a reply which is kept does not keep the connection's whole buffer.
fn own(body: &Bytes) -> Bytes {
    if body.len() < SMALL { Bytes::copy_from_slice(body) } else { body.clone() }
}

/// A header that is text.
fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Whether a body is a page for people: by its beginning, or by its type if it does not begin like a reply.
fn is_html(content_type: &str, body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let begins = |tag: &[u8]| begins_with(body, tag);
    let typed = || begins_with(content_type.as_bytes(), b"text/html");
    begins(b"<!doctype html") || begins(b"<html") || (!begins(b"{") && typed())
}

fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|text| text.eq_ignore_ascii_case(beginning))
}

/// The beginning of a body as text.
fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(KEPT)]).into_owned()
}
