//! What a fault makes of a reply.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::StatusCode;
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};

use super::Fault;
use crate::reply::Reply;
use crate::wire::{End, Place, Plan, Then};

/// How many bytes of a reply's head are sent where it is cut: its status line is whole.
const CUT_HEAD: usize = 20;

/// A reply after a fault, and what is to happen to its bytes.
pub(crate) struct Spoilt {
    pub(crate) reply: Reply,
    pub(crate) plan: Option<Plan>,
}

impl Spoilt {
    /// Does to the reply of a request what a fault says. `quoted` is what a proxy would quote of the request.
    pub(crate) fn new(fault: &Fault, reply: Reply, quoted: impl FnOnce() -> String) -> Self {
        let half = reply.body.len() / 2;
        let untouched = |plan| (reply.clone(), plan);
        let (reply, plan) = match fault.parts().0 {
            Fault::Status { status, retry_after } => (front_end(*status, *retry_after), None),
            Fault::Redirect => (redirect(), None),
            Fault::Page => (page(&quoted()), None),
            Fault::Response { status, content_type, body } => {
                (Reply::new(status_code(*status), header(content_type), body.clone()), None)
            }
            Fault::Close | Fault::CloseUnread => {
                untouched(Some(Plan::new(Place::Byte(0), Then::End(End::Close))))
            }
            Fault::Reset | Fault::ResetUnread => {
                untouched(Some(Plan::new(Place::Byte(0), Then::End(End::Reset))))
            }
            Fault::SlowHead(time) => untouched(Some(Plan::new(Place::Byte(0), Then::Wait(*time)))),
            Fault::SlowBody(time) => untouched(Some(Plan::new(Place::Body(half), Then::Wait(*time)))),
            Fault::CutHead => untouched(Some(Plan::new(Place::Byte(CUT_HEAD), Then::End(End::Close)))),
            Fault::CutBody => untouched(Some(Plan::new(Place::Body(half), Then::End(End::Close)))),
            Fault::CutChunks => (reply.chunked(), Some(Plan::new(Place::Body(half), Then::End(End::Close)))),
            Fault::CloseIdle => untouched(Some(Plan::new(Place::Body(reply.body.len()), Then::Leave))),
            Fault::GzipGarbage => (encoded(reply, b"\x1f\x8b this was never compressed".to_vec()), None),
            Fault::GzipTruncated => {
                let mut body = gzip(&reply.body);
                body.truncate(body.len() - 12); // the trailer of 8 bytes and a bit of what is before it
                (encoded(reply, body), None)
            }
            Fault::GzipBomb { bytes } => {
                let body = gzip(&padded(&reply.body, *bytes));
                (encoded(reply, body), None)
            }
            Fault::Gzip => {
                let body = gzip(&reply.body);
                (encoded(reply, body), None)
            }
            Fault::Gbk { declared } => (gbk(reply, *declared), None),
            Fault::ContentType(content_type) => (reply.typed(header(content_type)), None),
            Fault::Empty => (reply.with_body(Vec::new()), None),
            Fault::Oversized { bytes } => {
                let body = padded(&reply.body, *bytes);
                (reply.with_body(body), None)
            }
            // These are no matter of the reply's bytes: they come before it or move the clock.
            Fault::None
            | Fault::Throttle { .. }
            | Fault::Quota { .. }
            | Fault::Error(_)
            | Fault::Timeout
            | Fault::Clock { .. }
            | Fault::Executed(_) => (reply, None),
        };
        Self { reply, plan }
    }
}

/// A status that can be sent.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A header's value, if it is not empty and can be one.
fn header(value: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(value).ok().filter(|value| !value.is_empty())
}

/// The short page of a front end.
fn front_end(status: u16, retry_after: Option<u64>) -> Reply {
    let status = status_code(status);
    let body = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
    let reply = Reply::new(status, header("text/html"), body);
    match retry_after {
        Some(seconds) => reply.with_header(RETRY_AFTER, seconds.into()),
        None => reply,
    }
}

fn redirect() -> Reply {
    let to = HeaderValue::from_static("/login");
    Reply::new(StatusCode::FOUND, None, "").with_header(LOCATION, to)
}

/// A page that quotes the request.
fn page(quoted: &str) -> Reply {
    let body = format!(
        "<!DOCTYPE html><html><body><p>You were not let through.</p><pre>{quoted}</pre></body></html>"
    );
    Reply::new(StatusCode::OK, header("text/html;charset=utf-8"), body)
}

/// A reply whose body is said to be gzip.
fn encoded(reply: Reply, body: Vec<u8>) -> Reply {
    reply.with_body(body).with_header(CONTENT_ENCODING, HeaderValue::from_static("gzip"))
}

/// Compressed; writing to memory cannot fail.
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// With blanks up to a length.
fn padded(body: &[u8], bytes: usize) -> Vec<u8> {
    let mut body = body.to_vec();
    body.resize(body.len().max(bytes), b' ');
    body
}

/// In GBK; a body that is no UTF-8 stays as it is.
fn gbk(reply: Reply, declared: bool) -> Reply {
    let charset = if declared { ";charset=GBK" } else { "" };
    let media_type = reply.header(&CONTENT_TYPE).unwrap_or_default().split(';').next().unwrap_or_default();
    let content_type = header(&format!("{media_type}{charset}"));
    let body = match str::from_utf8(&reply.body) {
        Ok(text) => encoding_rs::GBK.encode(text).0.into_owned(),
        Err(_) => reply.body.to_vec(),
    };
    reply.typed(content_type).with_body(body)
}
