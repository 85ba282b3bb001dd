//! Sending a signed request, and what HTTP says of its reply before anyone reads it.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::{Incoming, Outgoing};
use crate::decode::Decode;
use crate::error::{Context, Error, Http, Lost, NotTop};
use crate::reply::{Received, Reply, is_success};
use crate::transport::{Body, HttpRequest, TransportError};

/// How much of a body that is no reply an error keeps.
const KEPT: usize = 4096;

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
            url: self.prepared.url.clone(),
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
    fn check(self, context: Context) -> Result<String, Error> {
        let looks_like_reply = matches!(self.body.trim_ascii_start().first(), Some(b'{' | b'<'));
        let kept = beginning(&self.body);
        let content_type = self.content_type.as_deref().unwrap_or_default().to_ascii_lowercase();
        // The platform answers errors with status 200; where something put another status on one, the error says more.
        let may_be_error =
            looks_like_reply && !is_html(&content_type, &kept) && kept.contains("error_response");
        if !is_success(self.status) && !may_be_error {
            return Err(Error::Http(Box::new(Http::new(context.with_body(kept), self.status))));
        }
        let no_reply = |context: Context, kept, reason: &str| {
            let not_top =
                NotTop::new(Context::with_body(context, kept), reason.to_owned(), self.content_type.clone());
            Err(Error::NotTop(Box::new(not_top)))
        };
        if self.body.trim_ascii().is_empty() {
            return no_reply(context, kept, "the body is empty");
        }
        if is_html(&content_type, &kept) {
            return no_reply(context, kept, "it is an HTML page, as proxies and login pages send it");
        }
        if let Some(charset) =
            foreign_charset(&content_type).filter(|_| !looks_like_reply || !self.body.is_ascii())
        {
            return no_reply(context, kept, &format!("its charset is `{charset}`: expected UTF-8"));
        }
        let text = self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body);
        Ok(match str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        })
    }
}

/// Whether a body is a page for people: by its beginning, or by its type if it does not begin like a reply.
fn is_html(content_type: &str, beginning: &str) -> bool {
    let beginning = beginning.trim_start().as_bytes();
    let begins = |tag: &[u8]| beginning.get(..tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag));
    begins(b"<!doctype html") || begins(b"<html") || (content_type.starts_with("text/html") && !begins(b"{"))
}

/// The charset of a content type, unless it is UTF-8 or a part of it.
fn foreign_charset(content_type: &str) -> Option<&str> {
    let (_, charset) = content_type.split_once("charset=")?;
    let charset = charset.split(';').next().unwrap_or_default().trim().trim_matches('"');
    (!matches!(charset, "" | "utf-8" | "utf8" | "us-ascii" | "ascii")).then_some(charset)
}

/// The beginning of a body as text.
fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(KEPT)]).into_owned()
}
