//! Replies to the sender.

mod xml;

use std::fmt;

use top_runtime::Value;
use top_runtime::codec::Encode;
use top_runtime::error::Issue;
use top_runtime::server::{plain_json, wrapped_json};

const JSON: &str = "application/json;charset=UTF-8";
const XML: &str = "text/xml;charset=UTF-8";

/// Format of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReplyFormat {
    /// JSON; lists are arrays.
    Json,
    /// XML with the root `response`; lists have an element around them, and empty values are empty
    /// elements.
    Xml,
}

/// A reply: status, content type and body. With the feature `http`, it converts into an
/// `http::Response`; with `axum`, it is a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    status: u16,
    content_type: Option<&'static str>,
    body: String,
}

impl Reply {
    /// Writes a value with status 200.
    ///
    /// # Errors
    ///
    /// A value that cannot be encoded, such as a name that is no name of XML.
    pub fn new(format: ReplyFormat, value: &impl Encode) -> Result<Self, ReplyError> {
        match format {
            ReplyFormat::Json => {
                Ok(Self::json(plain_json(value).map_err(|issues| ReplyError::of_issues(&issues))?))
            }
            ReplyFormat::Xml => {
                let text = wrapped_json(value).map_err(|issues| ReplyError::of_issues(&issues))?;
                let value: Value = text.parse().map_err(|error| ReplyError(format!("{error}")))?;
                Ok(Self::ok(XML, xml::document("response", &value)?))
            }
        }
    }

    /// Creates a reply without a body.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, content_type: None, body: String::new() }
    }

    fn json(body: String) -> Self {
        Self::ok(JSON, body)
    }

    const fn ok(content_type: &'static str, body: String) -> Self {
        Self { status: 200, content_type: Some(content_type), body }
    }

    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the content type. `None` without a body.
    #[must_use]
    pub const fn content_type(&self) -> Option<&'static str> {
        self.content_type
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

#[cfg(feature = "http")]
impl<B: From<String>> From<Reply> for http::Response<B> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(B::from(reply.body));
        *response.status_mut() = http::StatusCode::from_u16(reply.status).unwrap_or_default();
        if let Some(content_type) = reply.content_type {
            let content_type = http::HeaderValue::from_static(content_type);
            response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
        }
        response
    }
}

/// The convention of replies to refused requests, and of failures. Partners of the platform use
/// several; the page of the called API tells which.
///
/// | variant | body | status |
/// |---|---|---|
/// | `Flag` | `{"flag":"failure","sub_code":"CODE","sub_message":"MESSAGE"}` | 200 |
/// | `ErrorMsg` | `{"success":false,"errorCode":"CODE","errorMsg":"MESSAGE"}` | 200 |
/// | `ErrorMessage` | `{"success":false,"errorCode":"CODE","errorMessage":"MESSAGE"}` | 200 |
/// | `Qimen` | `<response><flag>failure</flag><code>CODE</code><message>MESSAGE</message></response>` | 200 |
/// | `Empty` | none | 401 to a refused request, else 500 |
///
/// For a refused request CODE is `sign-check-failure` and MESSAGE `Illegal request`, whatever the
/// reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureBody {
    /// Default of SPI and of calls of IOP.
    Flag,
    /// Older SPI.
    ErrorMsg,
    /// Older SPI, with another name of the message.
    ErrorMessage,
    /// Default of Qimen.
    Qimen,
    /// Default of pushes: the status decides whether the platform repeats them.
    Empty,
}

impl FailureBody {
    /// Returns the reply to a refused request: equal for all reasons.
    #[must_use]
    pub fn refusal(self) -> Reply {
        match self {
            Self::Empty => Reply::empty(401),
            _ => self.failure("sign-check-failure", "Illegal request"),
        }
    }

    /// Returns the reply to a verified request that failed.
    ///
    /// ```
    /// use top_webhook::FailureBody;
    ///
    /// let reply = FailureBody::Flag.failure("no-such-item", "item 7 is unknown");
    /// let body = r#"{"flag":"failure","sub_code":"no-such-item","sub_message":"item 7 is unknown"}"#;
    /// assert_eq!(reply.body(), body);
    /// ```
    #[must_use]
    pub fn failure(self, code: &str, message: &str) -> Reply {
        let object = |members: [(&str, Value); 3]| Reply::json(Value::from_iter(members).to_string());
        let (code, message) = (Value::from(code), Value::from(message));
        match self {
            Self::Flag => object([("flag", "failure".into()), ("sub_code", code), ("sub_message", message)]),
            Self::ErrorMsg => object([("success", false.into()), ("errorCode", code), ("errorMsg", message)]),
            Self::ErrorMessage => {
                object([("success", false.into()), ("errorCode", code), ("errorMessage", message)])
            }
            Self::Qimen => {
                let members = [("flag", "failure".into()), ("code", code), ("message", message)];
                // The names above are valid, so the document is never refused.
                Reply::ok(XML, xml::document("response", &Value::from_iter(members)).unwrap_or_default())
            }
            Self::Empty => Reply::empty(500),
        }
    }
}

/// The error of a reply that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyError(String);

impl ReplyError {
    fn of_issues(issues: &[Issue]) -> Self {
        Self(issues.iter().take(5).map(ToString::to_string).collect::<Vec<_>>().join("; "))
    }
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply cannot be written: {}", self.0)
    }
}

impl std::error::Error for ReplyError {}
