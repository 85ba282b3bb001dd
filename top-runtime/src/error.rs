//! Error of a call, with all facts that a user or the platform's support needs to act on it.

#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "batch")]
mod batch;
mod build;
mod context;
mod display;
mod kind;
mod mask;
mod platform;
pub(crate) mod retry_class;
mod status;
pub(crate) mod transport;

use std::fmt;
use std::time::Duration;

pub use crate::codec::value::ValueError;
pub use crate::issue::{Issue, IssueKind};
pub use crate::outcome::{BusinessFailure, FailureDetail};
pub use crate::values::{DateTimeError, DecimalError};
pub use build::BuildError;
pub(crate) use context::Context;
pub use kind::{
    ActiveBan, BusinessError, DecodeError, ErrorKind, HttpError, InvalidRequest, Throttled, TransportFailure,
    UnexpectedBody,
};
pub use platform::{PlatformError, PlatformErrorKind};
pub(crate) use retry_class::Earlier;

/// Why a call returned no reply to work with.
///
/// [`kind`](Self::kind) returns what happened; the other methods apply to all kinds.
/// [`Display`](fmt::Display) writes one line with the method, what happened, and the codes and ids
/// that the platform's support asks for. No text of an error contains an app secret, a session or a
/// signature.
///
/// ```
/// use top_runtime::Error;
/// use top_runtime::error::ErrorKind;
///
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::Business(_) => "show `error.message()` to the user",
///         _ if error.is_session_invalid() => "ask the seller to authorise again",
///         _ if error.is_throttled() => "wait for `error.retry_after()`",
///         _ if error.may_have_executed() => "find out whether it was executed before calling again",
///         _ if error.is_retryable() => "try again later: the client already retried",
///         _ => "look into it",
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

/// Boxed, so that a `Result` of a call is as small as its reply.
struct Inner {
    context: Context,
    kind: ErrorKind,
}

impl Error {
    pub(crate) fn new(context: Context, kind: impl Into<ErrorKind>) -> Self {
        Self(Box::new(Inner { context, kind: kind.into() }))
    }

    /// Returns what happened, with the details of that kind.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Converts the error into its kind, dropping the context of the call.
    #[must_use]
    pub fn into_kind(self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the name of the API that was called.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.0.context.method
    }

    /// Returns the id of the call on the platform, if a reply contained one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.context.request_id.as_deref()
    }

    /// Returns the number of times that the request was sent. 0 if it was never sent.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.0.context.attempts
    }

    /// Returns the body of the reply as text, if there was one. Limit: 4096 bytes of a body that
    /// was rejected before it was parsed.
    ///
    /// Session, signature, app secret and parameters with the name of a secret are masked.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.0.context.body.as_deref()
    }

    /// Returns all violations of a request that was refused, or the place at which a reply could
    /// not be decoded.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        match self.kind() {
            ErrorKind::Invalid(e) => &e.issues,
            ErrorKind::Decode(e) => std::slice::from_ref(&e.issue),
            _ => &[],
        }
    }

    /// Returns the code of the platform, or that of the API for a business failure.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let code = match self.kind() {
            ErrorKind::Platform(e) => Some(e.code.as_str()),
            ErrorKind::Business(e) => e.code(),
            ErrorKind::Throttled(e) => e.ban.as_ref().map(|ban| ban.code.as_str()),
            _ => None,
        };
        code.filter(|code| !code.is_empty())
    }

    /// Returns the sub code of the platform, such as `isv.invalid-parameter`.
    #[must_use]
    pub fn sub_code(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Platform(e) => e.sub_code.as_deref(),
            ErrorKind::Throttled(e) => e.ban.as_ref()?.sub_code.as_deref(),
            _ => None,
        }
    }

    /// Returns the text for people that the platform or the API sent: `sub_msg`, else `msg`, or the
    /// message of a business failure.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Platform(e) => Some(e.sub_msg.as_deref().unwrap_or(&e.msg)),
            ErrorKind::Business(e) => e.message(),
            _ => None,
        }
    }

    fn platform_kind(&self) -> Option<PlatformErrorKind> {
        match self.kind() {
            ErrorKind::Platform(e) => Some(e.kind()),
            _ => None,
        }
    }

    /// Returns `true` if the same call may succeed later: if [`retry_class`](Self::retry_class) is
    /// not `None`.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry_class().is_some()
    }

    /// Returns `true` if a limit on the number of calls was hit.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        match self.kind() {
            ErrorKind::Throttled(_) => true,
            ErrorKind::Http(e) => e.status == 429,
            _ => self.platform_kind() == Some(PlatformErrorKind::Throttled),
        }
    }

    /// Returns how long to wait, if known: from the platform's text `This ban will last for 3 more
    /// seconds`, or from the header `Retry-After` of an HTTP error.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind() {
            ErrorKind::Throttled(e) => Some(e.left),
            ErrorKind::Platform(e) if self.is_throttled() => e.ban(),
            ErrorKind::Http(e) => e.retry_after,
            _ => None,
        }
    }

    /// Returns `true` if the session is missing, expired, or of another app or level: the seller
    /// has to authorise again.
    #[must_use]
    pub fn is_session_invalid(&self) -> bool {
        self.platform_kind() == Some(PlatformErrorKind::Session)
    }

    /// Returns `true` if the app or the seller has no permission to call this API.
    #[must_use]
    pub fn is_permission_denied(&self) -> bool {
        self.platform_kind() == Some(PlatformErrorKind::Permission)
    }

    /// Returns `true` if the caller has to change the request, its clock, its app key or its
    /// secret.
    #[must_use]
    pub fn is_caller_fault(&self) -> bool {
        matches!(self.kind(), ErrorKind::Invalid(_))
            || self.platform_kind() == Some(PlatformErrorKind::Caller)
    }

    /// Returns `true` if the API may have been executed by any attempt of the call.
    ///
    /// `false` if no attempt reached the API, if the platform is known to refuse before execution
    /// (`docs/reliability.md` has the source for each code), or if a flag in the reply reports the
    /// failure. `true` for a business failure that is inferred from a code or message without a
    /// flag: see [`Outcome`](crate::Outcome).
    #[must_use]
    pub fn may_have_executed(&self) -> bool {
        if self.0.context.earlier == Earlier::MaybeExecuted {
            return true;
        }
        match self.kind() {
            ErrorKind::Invalid(_) | ErrorKind::Throttled(_) => false,
            ErrorKind::Business(e) => e.is_inferred,
            ErrorKind::Transport(e) => e.sent,
            ErrorKind::Http(e) if e.status == 429 => false,
            ErrorKind::Http(_) | ErrorKind::UnexpectedBody(_) | ErrorKind::Decode(_) => true,
            ErrorKind::Platform(e) => e.may_have_executed(),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.0.kind).field("context", &self.0.context).finish()
    }
}

/// Has no `source`: `Display` already contains the text of every cause once, so a printed chain
/// repeats nothing. [`TransportError::get_ref`](crate::transport::TransportError::get_ref) returns
/// the cause itself.
impl std::error::Error for Error {}
