//! Sending a signed request, and what HTTP says of its reply before anyone reads it.

use bytes::{Buf as _, Bytes};
use bytestring::ByteString;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::{Incoming, Outgoing};
use crate::decode::Decode;
use crate::error::{Context, Error, Http, Lost, NotTop};
use crate::reply::{Received, Reply, is_success};
use crate::transport::{Body, HttpRequest, TransportError};

/// How much of a body that is no reply an error keeps.
const KEPT: usize = 4096;

/// How large a body may be to be copied out of the connection's buffer.
const SMALL: usize = 4096;

const AGENT: HeaderValue = HeaderValue::from_static(concat!("top-runtime/", env!("CARGO_PKG_VERSION")));
const REPLIES: HeaderValue = HeaderValue::from_static("text/javascript,application/json,text/xml");

/// Reads a body as a client does once it is there: for benchmarks and fuzzing.
///
/// # Errors
///
/// As of a call.
pub fn read_reply<T: Decode>(method: &str, simplify: bool, body: Bytes) -> Result<Reply<T>, Error> {
    let incoming = Incoming { status: 200, content_type: None, body };
    let body = incoming.check(Context::new(method))?;
    Reply::read(
        Received { method: method.to_owned(), simplify, status: 200, content_type: None, body },
        false,
    )
}

impl Outgoing {
    /// Sends the request once.
    pub(super) async fn send(self) -> Result<Received, Error> {
        let shared = self.client.0.clone();
        let context = Context::new(&self.method);
        let lost = |error| Error::Transport(Box::new(Lost::new(context.clone(), error)));
        let mut headers = self.settings.headers;
        if let Ok(content_type) = HeaderValue::try_from(&*self.prepared.content_type) {
            headers.insert(CONTENT_TYPE, content_type);
        }
        headers.entry(USER_AGENT).or_insert(AGENT);
        headers.entry(ACCEPT).or_insert(REPLIES);
        let request = HttpRequest {
            url: (*self.prepared.url).clone(),
            headers,
            body: Body::from(self.prepared.body.clone()),
            timeout: self.settings.timeout.unwrap_or(shared.timeout),
        };
        let response = shared.transport.send(request).await.map_err(lost)?;
        let content_type =
            response.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = response.status.as_u16();
        let body =
            response.body.read(shared.max_body).await.map_err(|e| lost(TransportError::maybe_sent(e)))?;
        let incoming = match body {
            Ok(body) => Incoming { status, content_type, body },
            Err(part) => {
                let reason =
                    format!("the body is longer than the {} bytes allowed by `max_body`", shared.max_body);
                let context = context.with_body(beginning(&part));
                return Err(Error::NotTop(Box::new(NotTop::new(context, reason, content_type))));
            }
        };
        let (simplify, content_type) = (shared.simplify, incoming.content_type.clone());
        incoming.check(context).map(|body| Received {
            method: self.method,
            simplify,
            status,
            content_type,
            body,
        })
    }
}

impl Incoming {
    /// Turns away what cannot be a reply by its status or type; the text of what can.
    fn check(self, context: Context) -> Result<ByteString, Error> {
        let kept = || beginning(&self.body);
        let html = is_html(self.content_type.as_deref(), &self.body);
        let looks_like_reply = matches!(self.body.trim_ascii_start().first(), Some(b'{' | b'<'));
        // The platform answers errors with status 200; where something put another status on one, the error says more.
        if !is_success(self.status) && (!looks_like_reply || html || !kept().contains("error_response")) {
            return Err(Error::Http(Box::new(Http::new(context.with_body(kept()), self.status))));
        }
        let charset = || {
            let charset = foreign_charset(self.content_type.as_deref()?)?;
            (!looks_like_reply || !self.body.is_ascii()).then_some(charset)
        };
        let reason = if self.body.trim_ascii().is_empty() {
            "the body is empty".to_owned()
        } else if html {
            "it is an HTML page, as proxies and login pages send it".to_owned()
        } else if let Some(charset) = charset() {
            format!("its charset is `{charset}`: expected UTF-8")
        } else {
            return Ok(text(self.body));
        };
        let context = context.with_body(kept());
        Err(Error::NotTop(Box::new(NotTop::new(context, reason, self.content_type))))
    }
}

/// A body without the mark that some put before UTF-8, what is no UTF-8 replaced.
fn text(mut body: Bytes) -> ByteString {
    if body.starts_with(b"\xef\xbb\xbf") {
        body.advance(3);
    }
    if body.len() < SMALL {
        // Of its own, so that a reply which is kept does not keep the connection's whole buffer.
        body = Bytes::copy_from_slice(&body);
    }
    ByteString::try_from(body.clone()).unwrap_or_else(|_| String::from_utf8_lossy(&body).into_owned().into())
}

/// Whether a body is a page for people: by its beginning, or by its type if it does not begin like a reply.
fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let begins = |tag: &[u8]| begins_with(body, tag);
    let typed =
        || content_type.is_some_and(|content_type| begins_with(content_type.as_bytes(), b"text/html"));
    begins(b"<!doctype html") || begins(b"<html") || (!begins(b"{") && typed())
}

fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|text| text.eq_ignore_ascii_case(beginning))
}

/// The charset of a content type in small letters, unless it is UTF-8 or a part of it.
fn foreign_charset(content_type: &str) -> Option<String> {
    let lower = content_type.to_ascii_lowercase();
    let (_, charset) = lower.split_once("charset=")?;
    let charset = charset.split(';').next().unwrap_or_default().trim().trim_matches('"');
    (!matches!(charset, "" | "utf-8" | "utf8" | "us-ascii" | "ascii")).then(|| charset.to_owned())
}

/// The beginning of a body as text.
fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(KEPT)]).into_owned()
}
