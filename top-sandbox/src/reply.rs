//! HTTP replies and their formats.

mod format;
mod xml;

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use top_runtime::Value;

use crate::protocol::{
    BATCH_PATH, IOP_METHOD_PATH, IOP_PATH_PREFIX, PATH, QIMEN_CLOUD_PATH, QIMEN_PATH, TOKEN_PATH,
};

pub(crate) use format::ReplyFormat;

const JSON: HeaderValue = HeaderValue::from_static("text/javascript;charset=UTF-8");
const IOP_JSON: HeaderValue = HeaderValue::from_static("application/json;charset=UTF-8");
const XML: HeaderValue = HeaderValue::from_static("text/xml;charset=UTF-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");

/// Header with the length of the body in bytes, before it is compressed.
pub(crate) const BODY_LENGTH: HeaderName = HeaderName::from_static("top-bodylength");

/// An HTTP reply.
#[derive(Clone)]
pub(crate) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    pub(crate) body: Bytes,
    /// `true` if the body is sent in chunks, without `Content-Length`.
    chunked: bool,
}

impl Reply {
    /// Creates a reply with the body that a handler wrote.
    pub(crate) fn verbatim(body: String) -> Self {
        let content_type = if body.trim_start().starts_with('<') { XML } else { JSON };
        Self::new(StatusCode::OK, Some(content_type), body)
    }

    /// Creates the reply to a batch: the bodies of its calls, separated.
    pub(crate) fn batch(format: ReplyFormat, bodies: &[Bytes], separator: &str) -> Self {
        let content_type = if format.is_xml() { XML } else { JSON };
        Self::new(StatusCode::OK, Some(content_type), bodies.join(separator.as_bytes()))
    }

    /// Creates a reply with HTTP status 404 for an unknown path.
    pub(crate) fn not_found(path: &str) -> Self {
        let body = format!(
            "top-sandbox serves {PATH}, {BATCH_PATH}, {IOP_METHOD_PATH}, {IOP_PATH_PREFIX}/.., \
             {QIMEN_CLOUD_PATH}, {QIMEN_PATH} and {TOKEN_PATH}, not {path}\n"
        );
        Self::new(StatusCode::NOT_FOUND, Some(TEXT), body)
    }

    fn json(tree: &Value) -> Self {
        Self::new(StatusCode::OK, Some(JSON), tree.to_string())
    }

    fn iop(tree: &Value) -> Self {
        Self::new(StatusCode::OK, Some(IOP_JSON), tree.to_string())
    }

    /// Creates a reply of the token endpoint.
    pub(crate) fn token(status: StatusCode, tree: &Value) -> Self {
        Self::new(status, Some(IOP_JSON), tree.to_string())
    }

    fn xml(root: &str, content: &Value) -> Self {
        Self::new(StatusCode::OK, Some(XML), xml::document(root, content))
    }

    pub(crate) fn new(status: StatusCode, content_type: Option<HeaderValue>, body: impl Into<Bytes>) -> Self {
        let reply = Self { status, headers: HeaderMap::new(), body: body.into(), chunked: false };
        reply.with_content_type(content_type)
    }

    /// Replaces the content type, or removes it.
    pub(crate) fn with_content_type(mut self, content_type: Option<HeaderValue>) -> Self {
        match content_type {
            Some(content_type) => self.headers.insert(CONTENT_TYPE, content_type),
            None => self.headers.remove(CONTENT_TYPE),
        };
        self
    }

    /// Sets a header.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Replaces the body.
    pub(crate) fn with_body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// States the length of the body in the header `top-bodylength`, as the gateways do.
    pub(crate) fn with_body_length(self) -> Self {
        let length = self.body.len().into();
        self.with_header(BODY_LENGTH, length)
    }

    /// Sends the body in chunks.
    pub(crate) fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }

    /// Returns a header, if it is text.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl From<Reply> for Response<ReplyBody> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(ReplyBody { body: Full::from(reply.body), chunked: reply.chunked });
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}

/// Body of a reply, with or without a declared length.
pub(crate) struct ReplyBody {
    body: Full<Bytes>,
    chunked: bool,
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        if self.chunked { SizeHint::default() } else { self.body.size_hint() }
    }
}
