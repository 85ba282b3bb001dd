//! The forms of replies.

mod xml;

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
    /// As the first, in elements.
    Xml,
}

impl Form {
    /// The tree of a typed handler's response, with lists as this form has them.
    pub(crate) fn content(self, response: &dyn Encode) -> Result<Value, Refusal> {
        let text = match self {
            Self::Json | Self::Xml => wrapped_json(response),
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
    pub(crate) fn refused(refusal: &Refusal, request_id: &str, form: Form) -> Self {
        let (root, content) = ("error_response", refusal.content(request_id));
        match form {
            Form::Xml => Self::xml(root, &content),
            Form::Json | Form::SimplifiedJson => Self::json(&Value::from_iter([(root, content)])),
        }
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

    fn xml(root: &str, content: &Value) -> Self {
        Self { status: StatusCode::OK, content_type: XML, body: xml::document(root, content) }
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
