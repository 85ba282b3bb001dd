//! Class of a result: a small, fixed set of values for labels.

use std::fmt;

use crate::error::{Error, ErrorKind, PlatformErrorKind};

/// Class of the result of an attempt or a call.
///
/// [`as_str`](Self::as_str) is the value of the label `outcome` of metrics and of the field
/// `error.type` of spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResultClass {
    /// `success`: there is a reply.
    Success,
    /// `invalid_request`: the request violates its own rules and was not sent.
    Invalid,
    /// `throttled`: a limit on the number of calls, of the platform or of the client.
    Throttled,
    /// `not_sent`: there was no connection.
    NotSent,
    /// `no_reply`: the request may have been sent, the reply was lost or late.
    NoReply,
    /// `http_error`: an HTTP error status other than 429, without an error of the platform.
    Http,
    /// `unexpected_body`: the body is not a reply of the platform.
    UnexpectedBody,
    /// `caller`: the platform rejected the request, clock, app key or signature.
    Caller,
    /// `session`: the session is missing, expired, or of another app or level.
    Session,
    /// `permission`: app or seller have no permission.
    Permission,
    /// `transient`: the platform failed and may succeed later.
    Transient,
    /// `api`: the API refused the operation with an `error_response`.
    Api,
    /// `business`: the reply reports a business failure. `execute_raw` returns the reply.
    Business,
    /// `decode`: the reply does not fit the declared type.
    Decode,
    /// `cancelled`: the future was dropped before it was complete.
    Cancelled,
}

impl ResultClass {
    /// Classifies an error.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        match error.kind() {
            _ if error.is_throttled() => Self::Throttled,
            ErrorKind::Invalid(_) => Self::Invalid,
            ErrorKind::Throttled(_) => Self::Throttled,
            ErrorKind::Transport(failure) if failure.sent => Self::NoReply,
            ErrorKind::Transport(_) => Self::NotSent,
            ErrorKind::Http(_) => Self::Http,
            ErrorKind::UnexpectedBody(_) => Self::UnexpectedBody,
            ErrorKind::Platform(platform) => match platform.kind() {
                PlatformErrorKind::Caller => Self::Caller,
                PlatformErrorKind::Session => Self::Session,
                PlatformErrorKind::Permission => Self::Permission,
                PlatformErrorKind::Throttled => Self::Throttled,
                PlatformErrorKind::Transient => Self::Transient,
                PlatformErrorKind::Api => Self::Api,
            },
            ErrorKind::Business(_) => Self::Business,
            ErrorKind::Decode(_) => Self::Decode,
        }
    }

    /// Returns the name of the class: lower case, words joined by `_`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Invalid => "invalid_request",
            Self::Throttled => "throttled",
            Self::NotSent => "not_sent",
            Self::NoReply => "no_reply",
            Self::Http => "http_error",
            Self::UnexpectedBody => "unexpected_body",
            Self::Caller => "caller",
            Self::Session => "session",
            Self::Permission => "permission",
            Self::Transient => "transient",
            Self::Api => "api",
            Self::Business => "business",
            Self::Decode => "decode",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for ResultClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
