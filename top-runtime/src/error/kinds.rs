//! What each kind of error tells, except the platform's own.

use std::fmt;
use std::time::Duration;

use super::class::Earlier;
use crate::issue::{Issue, escape_control, message, quote_excerpt, truncate_message};
use crate::outcome::BusinessFailure;
use crate::secret::scrub;
use crate::transport::TransportError;

/// How many characters of a body are looked through for what an excerpt of it must not show.
const SCRUBBED: usize = 1024;

/// The call that an error belongs to.
#[derive(Clone)]
pub struct Context {
    pub(crate) method: String,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) attempts: usize,
    pub(crate) earlier: Earlier,
}

impl Context {
    pub(crate) fn new(method: &str) -> Self {
        Self {
            method: method.to_owned(),
            request_id: None,
            body: None,
            attempts: 0,
            earlier: Earlier::NotSent,
        }
    }

    /// How a message says that the last attempt was not sent, although an earlier one may have been.
    fn not_sent(&self) -> &'static str {
        match self.earlier {
            Earlier::NotSent => "the request was not sent",
            Earlier::Refused | Earlier::MaybeExecuted => "the last attempt was not sent",
        }
    }

    pub(crate) fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: &str) -> Self {
        self.request_id = (!request_id.is_empty()).then(|| request_id.to_owned());
        self
    }
}

impl fmt::Debug for Context {
    /// Leaves the body out: old replies repeat the request's parameters, session included.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Context");
        shown.field("method", &self.method).field("request_id", &self.request_id);
        shown.field("attempts", &self.attempts).field("earlier", &self.earlier);
        shown.field("body_len", &self.body.as_ref().map(String::len)).finish()
    }
}

/// A request that breaks its own rules.
#[derive(Debug)]
#[non_exhaustive]
pub struct Invalid {
    pub(super) context: Context,
    /// Every breach.
    pub issues: Vec<Issue>,
}

impl Invalid {
    pub(crate) fn new(method: &str, issues: Vec<Issue>) -> Self {
        Self { context: Context::new(method), issues }
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was not sent: ")?;
        for (at, issue) in self.issues.iter().enumerate() {
            write!(f, "{}{issue}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

/// A call that would break a limit.
#[derive(Debug)]
#[non_exhaustive]
pub struct Throttled {
    pub(super) context: Context,
    /// How long the ban still lasts, or how long the call would have to wait for its turn.
    pub left: Duration,
    /// Code and finer code of the platform's ban; `None` where the limit is the client's own.
    pub ban: Option<(String, Option<String>)>,
}

impl Throttled {
    pub(crate) fn new(context: Context, left: Duration, ban: Option<(String, Option<String>)>) -> Self {
        Self { context, left, ban }
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, not_sent) = (self.left, self.context.not_sent());
        match &self.ban {
            None => write!(
                f,
                "{not_sent}: by the client's own limit its turn comes in {left:.1?}, after its time is up"
            ),
            Some((code, sub_code)) => {
                write!(
                    f,
                    "{not_sent}: the platform's ban lasts for another {left:.1?}: code {}",
                    escape_control(code)
                )?;
                match sub_code {
                    Some(sub_code) => write!(f, ", sub_code {}", quote_excerpt(sub_code)),
                    None => Ok(()),
                }
            }
        }
    }
}

/// A request or reply that was lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct Lost {
    pub(super) context: Context,
    /// Whether the request may have reached the gateway.
    pub sent: bool,
    /// What the transport says.
    pub error: TransportError,
}

impl Lost {
    pub(crate) fn new(context: Context, error: TransportError) -> Self {
        Self { context, sent: error.may_have_been_sent(), error }
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what =
            if self.sent { "no reply (the call may have been executed)" } else { self.context.not_sent() };
        write!(f, "{what}: {}", truncate_message(&self.error.to_string()))
    }
}

/// An HTTP error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Http {
    pub(super) context: Context,
    /// The status code, like 502.
    pub status: u16,
    /// The header `RetryPolicy-After`: a number of seconds, or a time, which is counted from the reply's `Date`.
    pub retry_after: Option<Duration>,
}

impl Http {
    pub(crate) fn new(context: Context, status: u16) -> Self {
        Self { context, status, retry_after: None }
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.retry_after = retry_after;
        self
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP status {}", self.status)?;
        if let Some(after) = self.retry_after {
            write!(f, ", to be tried again after {} seconds", after.as_secs())?;
        }
        match self.context.body.as_deref() {
            Some(body) if !body.trim().is_empty() => write!(f, ", body {}", body_excerpt(body)),
            _ => Ok(()),
        }
    }
}

/// A body that is no reply of the platform.
#[derive(Debug)]
#[non_exhaustive]
pub struct NotTop {
    pub(super) context: Context,
    /// What is wrong with it, and where.
    pub reason: String,
    /// The content type that came with it.
    pub content_type: Option<String>,
}

impl NotTop {
    pub(crate) fn new(context: Context, reason: String, content_type: Option<String>) -> Self {
        Self { context, reason, content_type }
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a reply of the platform: {}", truncate_message(&self.reason))?;
        if let Some(content_type) = &self.content_type {
            write!(f, ", content type {}", quote_excerpt(content_type))?;
        }
        match self.context.body.as_deref() {
            Some(body) if !body.is_empty() => write!(f, ", body {}", body_excerpt(body)),
            _ => Ok(()),
        }
    }
}

/// The beginning of a body. One that cannot be read may hold tokens that the platform has just
/// given out.
fn body_excerpt(body: &str) -> String {
    let end = body.char_indices().nth(SCRUBBED).map_or(body.len(), |(at, _)| at);
    quote_excerpt(&scrub(&body[..end]))
}

/// A business call that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Business {
    pub(super) context: Context,
    /// The API's code, message and list of errors.
    pub failure: BusinessFailure,
    /// Whether only a code or message says so, and no flag.
    pub(super) is_inferred: bool,
}

impl Business {
    pub(crate) fn new(context: Context, failure: BusinessFailure, is_inferred: bool) -> Self {
        Self { context, failure, is_inferred }
    }

    /// The API's code, if it gave one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.failure.code.as_deref()
    }

    /// The API's message, if it gave one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.failure.message.as_deref()
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the API says that it failed")?;
        if let Some(code) = self.code() {
            write!(f, ", code {}", quote_excerpt(code))?;
        }
        if let Some(text) = self.message() {
            write!(f, ", message {}", message(text))?;
        }
        if self.failure.details.len() > 1 {
            write!(f, " (the first of {})", self.failure.details.len())?;
        }
        Ok(())
    }
}

/// A good reply that does not fit its declaration. The call was carried out.
#[derive(Debug)]
#[non_exhaustive]
pub struct Undecodable {
    pub(super) context: Context,
    /// Where, what was expected and what was found.
    pub issue: Issue,
}

impl Undecodable {
    pub(crate) fn new(context: Context, issue: Issue) -> Self {
        Self { context, issue }
    }

    pub(super) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reply does not fit its declaration: {}", self.issue)
    }
}
