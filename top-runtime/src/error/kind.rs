//! The kinds of errors and the details of each.

use std::time::Duration;

use super::PlatformError;
use super::transport::TransportError;
use crate::issue::Issue;
use crate::outcome::BusinessFailure;

/// Kinds of errors of a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request violates its own rules. Nothing was sent.
    Invalid(InvalidRequest),
    /// A ban of the platform is still active, or the client's own rate limit has no room before the
    /// deadline. Nothing was sent.
    Throttled(Throttled),
    /// The request or its reply was lost.
    Transport(TransportFailure),
    /// The gateway, or a proxy before it, returned an HTTP error instead of a reply.
    Http(HttpError),
    /// The body is not a reply of the platform.
    UnexpectedBody(UnexpectedBody),
    /// The platform returned an `error_response`.
    Platform(PlatformError),
    /// The API was called and reported a failure.
    Business(BusinessError),
    /// The reply does not fit the declared type.
    Decode(DecodeError),
}

/// A request that violates its own rules.
#[derive(Debug)]
#[non_exhaustive]
pub struct InvalidRequest {
    /// All violations.
    pub issues: Vec<Issue>,
}

/// A call that would exceed a limit.
#[derive(Debug)]
#[non_exhaustive]
pub struct Throttled {
    /// The remaining time of the ban, or the time until the client's own rate limit allows the
    /// call.
    pub left: Duration,
    /// The ban of the platform. `None` if the limit is the client's own.
    pub ban: Option<ActiveBan>,
}

/// A ban that the platform reported to an earlier call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ActiveBan {
    /// The code of the platform, such as `7`.
    pub code: String,
    /// The sub code, such as `accesscontrol.limited-by-app-access-count`.
    pub sub_code: Option<String>,
}

impl ActiveBan {
    /// Creates a ban, in an implementation of shared limits.
    #[must_use]
    pub const fn new(code: String, sub_code: Option<String>) -> Self {
        Self { code, sub_code }
    }
}

/// A request or reply that was lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportFailure {
    /// Whether the request may have reached the gateway.
    pub sent: bool,
    /// The error of the transport.
    pub error: TransportError,
}

/// An HTTP error.
#[derive(Debug)]
#[non_exhaustive]
pub struct HttpError {
    /// The status code, such as 502.
    pub status: u16,
    /// The header `Retry-After`: seconds, or a date, which is compared with the header `Date` of
    /// the reply.
    pub retry_after: Option<Duration>,
}

/// A body that is not a reply of the platform.
#[derive(Debug)]
#[non_exhaustive]
pub struct UnexpectedBody {
    /// Description of the mismatch, with the position in the body if it cannot be parsed.
    pub reason: String,
    /// The header `Content-Type` of the reply.
    pub content_type: Option<String>,
}

/// A business call that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct BusinessError {
    /// Code, message and list of errors that the API returned.
    pub failure: BusinessFailure,
    /// Whether the failure is inferred from a code or message, without a flag.
    pub(crate) is_inferred: bool,
}

impl BusinessError {
    /// Returns the code of the API, if any.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.failure.code.as_deref()
    }

    /// Returns the message of the API, if any.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.failure.message.as_deref()
    }
}

/// A reply that does not fit the declared type. The call was executed.
#[derive(Debug)]
#[non_exhaustive]
pub struct DecodeError {
    /// The place, what was expected and what was found.
    pub issue: Issue,
}

impl From<Vec<Issue>> for ErrorKind {
    fn from(issues: Vec<Issue>) -> Self {
        Self::Invalid(InvalidRequest { issues })
    }
}

impl From<Throttled> for ErrorKind {
    fn from(throttled: Throttled) -> Self {
        Self::Throttled(throttled)
    }
}

impl From<TransportError> for ErrorKind {
    fn from(error: TransportError) -> Self {
        Self::Transport(TransportFailure { sent: error.may_have_been_sent(), error })
    }
}

impl From<HttpError> for ErrorKind {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

impl From<UnexpectedBody> for ErrorKind {
    fn from(body: UnexpectedBody) -> Self {
        Self::UnexpectedBody(body)
    }
}

impl From<PlatformError> for ErrorKind {
    fn from(error: PlatformError) -> Self {
        Self::Platform(error)
    }
}

impl From<BusinessError> for ErrorKind {
    fn from(error: BusinessError) -> Self {
        Self::Business(error)
    }
}

impl From<DecodeError> for ErrorKind {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
