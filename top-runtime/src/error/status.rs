//! What an error means to the programs around a call: an HTTP status for the user of a web
//! service, an exit code for the user of a command.
//!
//! A test compares the table in `docs/web-services.md` with this file.

use std::process::ExitCode;

use http::StatusCode;

use super::{Error, ErrorKind, PlatformErrorKind};

/// Class of an error, as seen by the user of a program that made the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorClass {
    /// The data of the request is wrong.
    InvalidRequest,
    /// The API refused the operation.
    Refused,
    /// The seller has to authorise the app again.
    SessionInvalid,
    /// The app has no permission to call the API.
    PermissionDenied,
    /// The program has to be corrected: app key, app secret, clock, or its code.
    Configuration,
    /// A limit on the number of calls was hit.
    Throttled,
    /// The platform failed, or could not be reached.
    Unavailable,
    /// There was no reply in time.
    Timeout,
    /// The reply cannot be used.
    BadReply,
}

impl ErrorClass {
    fn http_status(self) -> StatusCode {
        match self {
            Self::InvalidRequest | Self::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SessionInvalid => StatusCode::FORBIDDEN,
            Self::PermissionDenied | Self::Configuration => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::BadReply => StatusCode::BAD_GATEWAY,
            Self::Timeout => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// Returns the name of the class in the body of an HTTP response.
    #[cfg(any(feature = "axum", test))]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::Refused => "refused",
            Self::SessionInvalid => "session_invalid",
            Self::PermissionDenied => "permission_denied",
            Self::Configuration => "configuration",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::BadReply => "bad_reply",
        }
    }

    /// Returns the exit code, with the meaning that BSD's `sysexits.h` gives to it.
    fn exit_code(self, is_safe_to_repeat: bool) -> u8 {
        match self {
            Self::InvalidRequest | Self::Refused => 65,
            Self::Throttled | Self::Unavailable | Self::Timeout if is_safe_to_repeat => 75,
            Self::Throttled | Self::Unavailable | Self::Timeout => 69,
            Self::BadReply => 76,
            Self::SessionInvalid | Self::PermissionDenied => 77,
            Self::Configuration => 78,
        }
    }
}

impl Error {
    pub(super) fn class(&self) -> ErrorClass {
        match self.kind() {
            ErrorKind::Invalid(_) => ErrorClass::InvalidRequest,
            ErrorKind::Business(_) => ErrorClass::Refused,
            ErrorKind::Transport(e) if e.error.is_permanent() => ErrorClass::Configuration,
            ErrorKind::Transport(e) if e.error.is_timeout() => ErrorClass::Timeout,
            ErrorKind::Transport(_) => ErrorClass::Unavailable,
            ErrorKind::Http(e) => match e.status {
                429 => ErrorClass::Throttled,
                408 | 504 => ErrorClass::Timeout,
                500.. => ErrorClass::Unavailable,
                _ => ErrorClass::BadReply,
            },
            ErrorKind::UnexpectedBody(_) | ErrorKind::Decode(_) => ErrorClass::BadReply,
            ErrorKind::Throttled(_) => ErrorClass::Throttled,
            ErrorKind::Platform(e) => match e.kind() {
                PlatformErrorKind::Caller if e.is_about_parameters() => ErrorClass::InvalidRequest,
                PlatformErrorKind::Caller => ErrorClass::Configuration,
                PlatformErrorKind::Session => ErrorClass::SessionInvalid,
                PlatformErrorKind::Permission => ErrorClass::PermissionDenied,
                PlatformErrorKind::Throttled => ErrorClass::Throttled,
                PlatformErrorKind::Transient | PlatformErrorKind::Api if e.names_a_timeout() => {
                    ErrorClass::Timeout
                }
                PlatformErrorKind::Transient => ErrorClass::Unavailable,
                PlatformErrorKind::Api if e.names_a_failure() => ErrorClass::Unavailable,
                PlatformErrorKind::Api => ErrorClass::Refused,
            },
        }
    }

    /// Returns the status with which a web service answers a request that led to this error.
    ///
    /// | status | error |
    /// |---|---|
    /// | 422 | the data of the request is wrong, or the API refused the operation |
    /// | 403 | the session is missing or has expired: the seller has to authorise the app again |
    /// | 429 | a limit was hit: send [`retry_after`](Self::retry_after) as `Retry-After` |
    /// | 500 | app key, app secret, clock, permissions of the app, or the program |
    /// | 502 | the platform failed, could not be reached, or sent a reply that cannot be used |
    /// | 504 | there was no reply in time |
    ///
    /// `docs/web-services.md` has the complete table. Not 401 for a session: HTTP clients answer it
    /// with credentials for the web service, which are not at fault.
    ///
    /// ```
    /// use top_runtime::Error;
    ///
    /// fn response(error: &Error) -> (u16, &'static str) {
    ///     let status = error.http_status();
    ///     (status.as_u16(), status.canonical_reason().unwrap_or_default())
    /// }
    /// # let _ = response;
    /// ```
    #[must_use]
    pub fn http_status(&self) -> StatusCode {
        self.class().http_status()
    }

    /// Returns the exit code of a command that ends with this error. The numbers are those of BSD's
    /// `sysexits.h`.
    ///
    /// | exit code | error | in a script |
    /// |---|---|---|
    /// | 65 | the data of the request is wrong, or the API refused the operation | correct the data |
    /// | 69 | the platform failed or could not be reached; the call may have been executed | check first |
    /// | 75 | a limit was hit, or the platform could not be reached; nothing was executed | run again later |
    /// | 76 | the reply cannot be used; the call may have been executed | check first |
    /// | 77 | session or permission | authorise again, or apply for the permission |
    /// | 78 | app key, app secret, clock, or the program | correct the set-up |
    ///
    /// ```no_run
    /// use std::process::ExitCode;
    /// # async fn call() -> Result<(), top_runtime::Error> { Ok(()) }
    ///
    /// #[tokio::main(flavor = "current_thread")]
    /// async fn main() -> ExitCode {
    ///     match call().await {
    ///         Ok(()) => ExitCode::SUCCESS,
    ///         Err(error) => {
    ///             eprintln!("{error}");
    ///             error.exit_code()
    ///         }
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.exit_number())
    }

    fn exit_number(&self) -> u8 {
        self.class().exit_code(!self.may_have_executed())
    }
}

#[cfg(test)]
mod tests;
