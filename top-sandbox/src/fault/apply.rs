//! Applies faults to responses.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::StatusCode;
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};

use super::{BodyFault, ConnectionFault, Effect, Fault, FrontEndFault};
use crate::reply::{BODY_LENGTH, Reply};
use crate::stream_fault::{Action, CloseMode, Position, StreamFault};

/// Bytes that are sent of a head that is cut: more than the status line.
const CUT_HEAD: usize = 20;

/// A reply after a fault, and the fault of the connection that sends it.
pub(crate) struct FaultedResponse {
    pub(crate) reply: Reply,
    pub(crate) stream_fault: Option<StreamFault>,
}

impl FaultedResponse {
    /// Applies a fault to a reply. `quote_request` returns the request as a proxy quotes it.
    pub(crate) fn new(fault: &Fault, reply: Reply, quote_request: impl FnOnce() -> String) -> Self {
        let (reply, stream_fault) = match fault.effect() {
            // These apply before the reply is written.
            Effect::None | Effect::Clock(_) | Effect::Platform(_) => (reply, None),
            Effect::FrontEnd(fault) => (front_end(&fault, quote_request), None),
            Effect::Connection(fault) => {
                let stream_fault = stream_fault(&fault, reply.body.len());
                let is_chunked = matches!(fault, ConnectionFault::CutChunks);
                (if is_chunked { reply.chunked() } else { reply }, Some(stream_fault))
            }
            Effect::Body(fault) => (change_body(&fault, reply), None),
        };
        Self { reply, stream_fault }
    }
}

/// Returns the response of a front end.
fn front_end(fault: &FrontEndFault<'_>, quote_request: impl FnOnce() -> String) -> Reply {
    match *fault {
        FrontEndFault::Status { status, retry_after } => status_page(status, retry_after),
        FrontEndFault::Redirect => redirect(),
        FrontEndFault::Page => quoting_page(&quote_request()),
        FrontEndFault::Response { status, content_type, body } => {
            Reply::new(status_code(status), header(content_type), body.to_vec())
        }
    }
}

/// Returns the fault of the connection that sends a body of this length.
fn stream_fault(fault: &ConnectionFault, body_len: usize) -> StreamFault {
    let half = Position::Body(body_len / 2);
    let close = Action::Close(CloseMode::Close);
    match *fault {
        ConnectionFault::Closed(mode) => StreamFault::new(Position::Byte(0), Action::Close(mode)),
        ConnectionFault::SlowHead(delay) => StreamFault::new(Position::Byte(0), Action::Delay(delay)),
        ConnectionFault::SlowBody(delay) => StreamFault::new(half, Action::Delay(delay)),
        ConnectionFault::CutHead => StreamFault::new(Position::Byte(CUT_HEAD), close),
        ConnectionFault::CutBody | ConnectionFault::CutChunks => StreamFault::new(half, close),
        ConnectionFault::CloseIdle => StreamFault::new(Position::Body(body_len), Action::CloseAfter),
    }
}

/// Changes the body of a reply, or the headers that describe it.
fn change_body(fault: &BodyFault<'_>, reply: Reply) -> Reply {
    match *fault {
        BodyFault::GzipGarbage => with_gzip_body(reply, b"\x1f\x8b this was never compressed".to_vec()),
        BodyFault::GzipTruncated => {
            let mut body = gzip(&reply.body);
            // Removes the trailer of 8 bytes and a part of the data before it.
            body.truncate(body.len() - 12);
            with_gzip_body(reply, body)
        }
        BodyFault::GzipBomb { bytes } => {
            let reply = pad(reply, bytes);
            let body = gzip(&reply.body);
            with_gzip_body(reply, body)
        }
        BodyFault::Gzip => {
            let body = gzip(&reply.body);
            with_gzip_body(reply, body)
        }
        BodyFault::Gbk { declared } => gbk(reply, declared),
        BodyFault::ContentType(content_type) => reply.with_content_type(header(content_type)),
        BodyFault::BodyLength(bytes) => reply.with_header(BODY_LENGTH, bytes.into()),
        BodyFault::Empty => reply.with_body(Vec::new()).with_body_length(),
        BodyFault::Oversized { bytes } => pad(reply, bytes),
    }
}

/// Returns the status, or 500 if HTTP does not allow the number.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Returns a header value; `None` for empty or invalid text.
fn header(value: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(value).ok().filter(|value| !value.is_empty())
}

/// A short page with the status as its title.
fn status_page(status: u16, retry_after: Option<u64>) -> Reply {
    let status = status_code(status);
    let body = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
    let reply = Reply::new(status, header("text/html"), body);
    match retry_after {
        Some(seconds) => reply.with_header(RETRY_AFTER, seconds.into()),
        None => reply,
    }
}

fn redirect() -> Reply {
    let login = HeaderValue::from_static("/login");
    Reply::new(StatusCode::FOUND, None, "").with_header(LOCATION, login)
}

/// An HTML page that quotes the request.
fn quoting_page(quoted: &str) -> Reply {
    let body = format!("<!DOCTYPE html><html><body><p>Access denied.</p><pre>{quoted}</pre></body></html>");
    Reply::new(StatusCode::OK, header("text/html;charset=utf-8"), body)
}

/// Replaces the body and declares it as gzip. The header `top-bodylength` has the length before.
fn with_gzip_body(reply: Reply, body: Vec<u8>) -> Reply {
    reply.with_body(body).with_header(CONTENT_ENCODING, HeaderValue::from_static("gzip"))
}

/// Compresses a body. Writing to memory cannot fail.
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// Pads the body with spaces to a length.
fn pad(reply: Reply, bytes: usize) -> Reply {
    let mut body = reply.body.to_vec();
    body.resize(body.len().max(bytes), b' ');
    reply.with_body(body).with_body_length()
}

/// Encodes the body in GBK. A body that is not UTF-8 is left unchanged.
fn gbk(reply: Reply, declared: bool) -> Reply {
    let charset = if declared { ";charset=GBK" } else { "" };
    let media_type = reply.header(&CONTENT_TYPE).unwrap_or_default().split(';').next().unwrap_or_default();
    let content_type = header(&format!("{media_type}{charset}"));
    let body = match str::from_utf8(&reply.body) {
        Ok(text) => encoding_rs::GBK.encode(text).0.into_owned(),
        Err(_) => reply.body.to_vec(),
    };
    reply.with_content_type(content_type).with_body(body).with_body_length()
}
