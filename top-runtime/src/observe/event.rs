//! The events that observers receive.

use std::time::Duration;

use super::ResultClass;
use crate::Error;

/// A call starts: its future is polled for the first time.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallStarted<'a> {
    /// Name of the API.
    pub method: &'a str,
}

/// An attempt has a result.
#[derive(Debug)]
#[non_exhaustive]
pub struct AttemptDone<'a> {
    /// Name of the API.
    pub method: &'a str,
    /// Number of the attempt in its call, from 1.
    pub attempt: usize,
    /// Class of the result.
    pub class: ResultClass,
    /// Time from the start of the attempt to the decoded reply.
    pub duration: Duration,
    /// HTTP status of the reply, if there was one.
    pub status: Option<u16>,
    /// Id of the call on the platform, if the reply contained one.
    pub request_id: Option<&'a str>,
    /// The error, if the attempt failed. [`Error::attempts`] is not set yet.
    pub error: Option<&'a Error>,
}

/// A call will be sent again after a wait.
#[derive(Debug)]
#[non_exhaustive]
pub struct RetryPlanned<'a> {
    /// Name of the API.
    pub method: &'a str,
    /// Number of the attempt that failed, from 1. 0 if a ban or limit refused the call before its
    /// first attempt.
    pub attempt: usize,
    /// Time until the next attempt.
    pub wait: Duration,
    /// Class of the error.
    pub reason: ResultClass,
    /// The error of the attempt.
    pub error: &'a Error,
}

/// What limits the number of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ThrottleCause {
    /// `ban_reported`: a reply reported a ban.
    BanReported,
    /// `ban_active`: a ban that was reported before is still active. The call waits for its end, or
    /// fails.
    BanActive,
    /// `rate_limit`: the client's own rate limit (feature `rate-limit`) delays or refuses the call.
    RateLimit,
}

impl ThrottleCause {
    /// Returns the name of the cause: lower case, words joined by `_`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BanReported => "ban_reported",
            Self::BanActive => "ban_active",
            Self::RateLimit => "rate_limit",
        }
    }
}

/// The number of calls is limited.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallThrottled<'a> {
    /// Name of the API.
    pub method: &'a str,
    /// What limits the calls.
    pub cause: ThrottleCause,
    /// Remaining time of the ban, or time until the rate limit allows the call.
    pub wait: Duration,
}

/// The client learned the difference between its clock and the gateway's, which rejected a
/// timestamp. The call is repeated at once with a corrected timestamp.
#[derive(Debug)]
#[non_exhaustive]
pub struct ClockCorrected<'a> {
    /// Name of the API whose call was rejected.
    pub method: &'a str,
    /// Number of seconds that the gateway's clock is ahead of the host's. Negative if behind.
    pub ahead: i64,
}

/// The session of a seller was refreshed, or could not be. Sent by
/// [`Client::report_session_refresh`](crate::Client::report_session_refresh), which `top-auth` calls.
#[derive(Debug)]
#[non_exhaustive]
pub struct SessionRefreshed<'a> {
    /// Key of the seller, as the program chose it.
    pub seller: &'a str,
    /// Why the session was not refreshed. `None` if it was. The old session may still be valid.
    pub failure: Option<&'a str>,
}

impl<'a> SessionRefreshed<'a> {
    /// Creates the event of a refresh. Neither text may contain a token.
    #[must_use]
    pub const fn new(seller: &'a str, failure: Option<&'a str>) -> Self {
        Self { seller, failure }
    }
}

/// The limits that a client shares with other machines became unavailable, or available again.
/// While they are unavailable, the client's own limits apply. Not an event of a call: sent once for
/// each change.
#[cfg(feature = "shared-limits")]
#[derive(Debug)]
#[non_exhaustive]
pub struct SharedLimitsChanged<'a> {
    /// Why the limits are unavailable. `None` if they are available again.
    pub failure: Option<&'a str>,
}

/// A call is complete or was cancelled.
#[derive(Debug)]
#[non_exhaustive]
pub struct CallDone<'a> {
    /// Name of the API.
    pub method: &'a str,
    /// Number of times that the request was sent.
    pub attempts: usize,
    /// Class of the result.
    pub class: ResultClass,
    /// Time from the first poll to the result, including all attempts and waits.
    pub duration: Duration,
    /// Id of the call on the platform, if a reply contained one.
    pub request_id: Option<&'a str>,
    /// The error that the caller receives, if any.
    pub error: Option<&'a Error>,
}
