//! The forms of replies.

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

use crate::refusal::ErrorResponse;

const JSON: HeaderValue = HeaderValue::from_static("text/javascript;charset=UTF-8");
const XML: HeaderValue = HeaderValue::from_static("text/xml;charset=UTF-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain;charset=UTF-8");

/// The form that a caller asks for. Whatever the form, a reply is written from one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A root named by the method, lists in wrappers.
    Json,
    /// No root, lists as arrays.
    SimplifiedJson,
    /// As the first, in elements.
    Xml,
}

impl Form {
    /// The tree of a typed handler's response, with lists as this form has them.
    pub(crate) fn content(self, response: &dyn Encode) -> Result<Value, ErrorResponse> {
        let text = match self {
            Self::Json | Self::Xml => wrapped_json(response),
            Self::SimplifiedJson => plain_json(response),
        };
        let text = text.map_err(|issues| match issues.first() {
            Some(issue) => unwritable(issue.to_string()),
            None => unwritable("no reason is known"),
        })?;
        text.parse().map_err(|error: top_runtime::error::ValueError| unwritable(error.to_string()))
    }

    /// The reply with this content.
    pub(crate) fn write(
        self,
        method: &str,
        content: Value,
        request_id: &str,
    ) -> Result<Reply, ErrorResponse> {
        let mut members = match content {
            Value::Object(members) => members,
            Value::Null => Vec::new(),
            _ => return Err(unwritable("its content is not an object")),
        };
        // A declaration may have the field, as the platform's pages do not list it but its replies hold it.
        if !members.iter().any(|(name, _)| name == "request_id") {
            members.push(("request_id".to_owned(), request_id.into()));
        }
        let content = Value::Object(members);
        let root = root_name(method);
        Ok(match self {
            Self::Json => Reply::json(&Value::from_iter([(root, content)])),
            Self::SimplifiedJson => Reply::json(&content),
            Self::Xml => match xml::odd_name(&root, &content) {
                Some(name) => {
                    return Err(unwritable(format!("`{name}` cannot be the name of an XML element")));
                }
                None => Reply::xml(&root, &content),
            },
        })
    }
}

/// A reply that a handler gave and that cannot be written.
fn unwritable(why: impl std::fmt::Display) -> ErrorResponse {
    ErrorResponse::of_provider(format!("the handler's reply cannot be written: {why}"))
}

/// A reply as it goes over HTTP.
#[derive(Clone)]
pub(crate) struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether its length is not told.
    chunked: bool,
}

impl Reply {
    /// An error. Those of simplified calls have a root, too.
    pub(crate) fn refused(refusal: &ErrorResponse, request_id: &str, form: Form) -> Self {
        let (root, content) = ("error_response", refusal.content(request_id));
        match form {
            Form::Xml => Self::xml(root, &content),
            Form::Json | Form::SimplifiedJson => Self::json(&Value::from_iter([(root, content)])),
        }
    }

    /// What a handler wrote itself.
    pub(crate) fn verbatim(body: String) -> Self {
        let content_type = if body.trim_start().starts_with('<') { XML } else { JSON };
        Self::new(StatusCode::OK, Some(content_type), body)
    }

    /// Nothing is served there. Not an `error_response`, as what is wrong is the address.
    pub(crate) fn not_found(path: &str) -> Self {
        let body = format!("top-sandbox serves {}, not {path}\n", crate::gateway::PATH);
        Self::new(StatusCode::NOT_FOUND, Some(TEXT), body)
    }

    fn json(tree: &Value) -> Self {
        Self::new(StatusCode::OK, Some(JSON), tree.to_string())
    }

    fn xml(root: &str, content: &Value) -> Self {
        Self::new(StatusCode::OK, Some(XML), xml::document(root, content))
    }

    /// Any reply.
    pub(crate) fn new(status: StatusCode, content_type: Option<HeaderValue>, body: impl Into<Bytes>) -> Self {
        let reply = Self { status, headers: HeaderMap::new(), body: body.into(), chunked: false };
        reply.typed(content_type)
    }

    /// With another content type, or none.
    pub(crate) fn typed(mut self, content_type: Option<HeaderValue>) -> Self {
        match content_type {
            Some(content_type) => self.headers.insert(CONTENT_TYPE, content_type),
            None => self.headers.remove(CONTENT_TYPE),
        };
        self
    }

    /// With another header.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With another body.
    pub(crate) fn with_body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// With a body in chunks.
    pub(crate) fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }

    /// The text of a header.
    pub(crate) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl From<Reply> for Response<Content> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(Content { body: Full::from(reply.body), chunked: reply.chunked });
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        response
    }
}

/// A reply's body, of a length that is told or not.
pub(crate) struct Content {
    body: Full<Bytes>,
    chunked: bool,
}

impl Body for Content {
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

    fn write(form: Form, content: &str) -> Result<String, ErrorResponse> {
        let reply = form.write("taobao.time.get", content.parse().unwrap(), "r1")?;
        Ok(String::from_utf8(reply.body.to_vec()).unwrap())
    }

    #[test]
    fn the_id_stands_beside_the_content() {
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
            assert_eq!(write(Form::Json, content), Ok(rooted));
            assert_eq!(write(Form::SimplifiedJson, content).as_deref(), Ok(json));
            assert_eq!(write(Form::Xml, content), Ok(document));
        }
        for form in [Form::Json, Form::SimplifiedJson, Form::Xml] {
            assert_eq!(write(form, "[1]").map_err(|refusal| refusal.code()), Err(15));
        }
    }

    #[test]
    fn a_name_that_xml_cannot_hold_is_refused() {
        assert!(write(Form::Json, r#"{"2024 年":1}"#).is_ok());
        let refusal = write(Form::Xml, r#"{"2024 年":1}"#).unwrap_err();
        assert!(
            refusal.sub_msg().is_some_and(|why| why.contains("`2024 年` cannot be the name")),
            "{refusal:?}"
        );
    }
}
