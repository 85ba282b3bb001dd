//! The forms of replies.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use top_runtime::server::{plain_json, root_name, wrapped_json};
use top_runtime::{Encode, Value};

use crate::refusal::Refusal;

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
}

impl Form {
    /// The tree of a typed handler's response, with lists as this form has them.
    pub(crate) fn content(self, response: &dyn Encode) -> Result<Value, Refusal> {
        let text = match self {
            Self::Json => wrapped_json(response),
            Self::SimplifiedJson => plain_json(response),
        };
        let text = text.map_err(|issues| match issues.first() {
            Some(issue) => unwritable(issue.to_string()),
            None => unwritable("no reason is known"),
        })?;
        text.parse().map_err(|error: top_runtime::ValueError| unwritable(error.to_string()))
    }

    /// The reply with this content.
    pub(crate) fn write(self, method: &str, content: Value, request_id: &str) -> Result<Reply, Refusal> {
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
        Ok(match self {
            Self::Json => Reply::json(&Value::from_iter([(root_name(method), content)])),
            Self::SimplifiedJson => Reply::json(&content),
        })
    }
}

/// A reply that a handler gave and that cannot be written.
fn unwritable(why: impl std::fmt::Display) -> Refusal {
    Refusal::of_provider(format!("the handler's reply cannot be written: {why}"))
}

/// A reply as it goes over HTTP.
pub(crate) struct Reply {
    status: StatusCode,
    content_type: HeaderValue,
    body: String,
}

impl Reply {
    /// An error. Those of simplified calls have a root, too.
    pub(crate) fn refused(refusal: &Refusal, request_id: &str) -> Self {
        Self::json(&Value::from_iter([("error_response", refusal.content(request_id))]))
    }

    /// What a handler wrote itself.
    pub(crate) fn verbatim(body: String) -> Self {
        let content_type = if body.trim_start().starts_with('<') { XML } else { JSON };
        Self { status: StatusCode::OK, content_type, body }
    }

    /// Nothing is served there. Not an `error_response`, as what is wrong is the address.
    pub(crate) fn not_found(path: &str) -> Self {
        let body = format!("top-sandbox serves {}, not {path}\n", crate::gateway::PATH);
        Self { status: StatusCode::NOT_FOUND, content_type: TEXT, body }
    }

    fn json(tree: &Value) -> Self {
        Self { status: StatusCode::OK, content_type: JSON, body: tree.to_string() }
    }
}

impl From<Reply> for Response<Full<Bytes>> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(Full::from(reply.body));
        *response.status_mut() = reply.status;
        response.headers_mut().insert(CONTENT_TYPE, reply.content_type);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(form: Form, content: &str) -> Result<String, Refusal> {
        form.write("taobao.time.get", content.parse().unwrap(), "r1").map(|reply| reply.body)
    }

    #[test]
    fn the_id_stands_beside_the_content() {
        for (content, json, simplified) in [
            ("{}", r#"{"time_get_response":{"request_id":"r1"}}"#, r#"{"request_id":"r1"}"#),
            ("null", r#"{"time_get_response":{"request_id":"r1"}}"#, r#"{"request_id":"r1"}"#),
            (
                r#"{"a":[1.50,null]}"#,
                r#"{"time_get_response":{"a":[1.50,null],"request_id":"r1"}}"#,
                r#"{"a":[1.50,null],"request_id":"r1"}"#,
            ),
            (
                r#"{"request_id":"own"}"#,
                r#"{"time_get_response":{"request_id":"own"}}"#,
                r#"{"request_id":"own"}"#,
            ),
        ] {
            assert_eq!(write(Form::Json, content).as_deref(), Ok(json));
            assert_eq!(write(Form::SimplifiedJson, content).as_deref(), Ok(simplified));
        }
        assert_eq!(write(Form::Json, "[1]").map_err(|refusal| refusal.code()), Err(15));
    }
}
