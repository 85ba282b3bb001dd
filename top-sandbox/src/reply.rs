//! HTTP replies and their formats.

mod xml;

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::Full;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use top_runtime::Value;
use top_runtime::codec::Encode;
use top_runtime::server::{plain_json, root_name, wrapped_json};

use crate::error_response::ErrorResponse;
use crate::protocol::{BATCH_PATH, PATH};

const JSON: HeaderValue = HeaderValue::from_static("text/javascript;charset=UTF-8");
const XML: HeaderValue = HeaderValue::from_static("text/xml;charset=UTF-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");

/// Format of a reply, selected by `format` and `simplify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReplyFormat {
    /// JSON with a root that is named after the method, and wrapped lists.
    Json,
    /// JSON without a root; lists are arrays.
    SimplifiedJson,
    /// XML with the structure of [`Json`](Self::Json).
    Xml,
}

impl ReplyFormat {
    /// Encodes the response of a typed handler, with lists as the format requires.
    pub(crate) fn encode(self, response: &dyn Encode) -> Result<Value, ErrorResponse> {
        let text = match self {
            Self::Json | Self::Xml => wrapped_json(response),
            Self::SimplifiedJson => plain_json(response),
        };
        let text = text.map_err(|issues| match issues.first() {
            Some(issue) => unwritable(issue.to_string()),
            None => unwritable("unknown reason"),
        })?;
        text.parse().map_err(|error: top_runtime::error::ValueError| unwritable(error.to_string()))
    }

    /// Returns the reply with these members.
    pub(crate) fn write(
        self,
        method: &str,
        content: Value,
        request_id: &str,
    ) -> Result<Reply, ErrorResponse> {
        let mut members = match content {
            Value::Object(members) => members,
            Value::Null => Vec::new(),
            _ => return Err(unwritable("expected an object")),
        };
        // A declared response may have the field: the platform's replies contain it.
        if !members.iter().any(|(name, _)| name == "request_id") {
            members.push(("request_id".to_owned(), request_id.into()));
        }
        let content = Value::Object(members);
        let root = root_name(method);
        Ok(match self {
            Self::Json => Reply::json(&Value::from_iter([(root, content)])),
            Self::SimplifiedJson => Reply::json(&content),
            Self::Xml => match xml::find_invalid_name(&root, &content) {
                Some(name) => {
                    return Err(unwritable(format!("`{name}` is not a valid XML element name")));
                }
                None => Reply::xml(&root, &content),
            },
        })
    }
}

/// The error response for a handler's response that cannot be encoded.
fn unwritable(reason: impl std::fmt::Display) -> ErrorResponse {
    ErrorResponse::handler_failure(format!("the handler's response cannot be encoded: {reason}"))
}

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
    /// Creates a reply with an error response. Simplified JSON has the root, too.
    pub(crate) fn error(error: &ErrorResponse, request_id: &str, format: ReplyFormat) -> Self {
        let (root, content) = ("error_response", error.content(request_id));
        match format {
            ReplyFormat::Xml => Self::xml(root, &content),
            ReplyFormat::Json | ReplyFormat::SimplifiedJson => {
                Self::json(&Value::from_iter([(root, content)]))
            }
        }
    }

    /// Creates a reply with the body that a handler wrote.
    pub(crate) fn verbatim(body: String) -> Self {
        let content_type = if body.trim_start().starts_with('<') { XML } else { JSON };
        Self::new(StatusCode::OK, Some(content_type), body)
    }

    /// Creates the reply to a batch: the bodies of its calls, separated.
    pub(crate) fn batch(format: ReplyFormat, bodies: &[Bytes], separator: &str) -> Self {
        let content_type = if format == ReplyFormat::Xml { XML } else { JSON };
        Self::new(StatusCode::OK, Some(content_type), bodies.join(separator.as_bytes()))
    }

    /// Creates a reply with HTTP status 404 for an unknown path.
    pub(crate) fn not_found(path: &str) -> Self {
        let body = format!("top-sandbox serves {PATH} and {BATCH_PATH}, not {path}\n");
        Self::new(StatusCode::NOT_FOUND, Some(TEXT), body)
    }

    fn json(tree: &Value) -> Self {
        Self::new(StatusCode::OK, Some(JSON), tree.to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn write(format: ReplyFormat, content: &str) -> Result<String, ErrorResponse> {
        let reply = format.write("taobao.time.get", content.parse().unwrap(), "r1")?;
        Ok(String::from_utf8(reply.body.to_vec()).unwrap())
    }

    #[test]
    fn request_id_is_added_to_the_response() {
        for (content, json, xml) in [
            ("{}", r#"{"request_id":"r1"}"#, "<request_id>r1</request_id>"),
            ("null", r#"{"request_id":"r1"}"#, "<request_id>r1</request_id>"),
            (
                r#"{"a":[1.50,null]}"#,
                r#"{"a":[1.50,null],"request_id":"r1"}"#,
                "<a>1.50</a><a></a><request_id>r1</request_id>",
            ),
            (r#"{"request_id":"own"}"#, r#"{"request_id":"own"}"#, "<request_id>own</request_id>"),
        ] {
            let rooted = format!(r#"{{"time_get_response":{json}}}"#);
            let document = format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\" ?><time_get_response>{xml}</time_get_response><!--sandbox-->"
            );
            assert_eq!(write(ReplyFormat::Json, content), Ok(rooted));
            assert_eq!(write(ReplyFormat::SimplifiedJson, content).as_deref(), Ok(json));
            assert_eq!(write(ReplyFormat::Xml, content), Ok(document));
        }
        for format in [ReplyFormat::Json, ReplyFormat::SimplifiedJson, ReplyFormat::Xml] {
            assert_eq!(write(format, "[1]").map_err(|error| error.code()), Err(15));
        }
    }

    #[test]
    fn invalid_xml_names_are_refused() {
        assert!(write(ReplyFormat::Json, r#"{"2024 年":1}"#).is_ok());
        let error = write(ReplyFormat::Xml, r#"{"2024 年":1}"#).unwrap_err();
        assert!(
            error
                .sub_msg()
                .is_some_and(|reason| reason.contains("`2024 年` is not a valid XML element name")),
            "{error:?}"
        );
    }
}
