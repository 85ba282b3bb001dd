//! Classifies errors by the risk of a retry.

use http::HeaderMap;
use http::header::{CONTENT_TYPE, DATE};

use super::{Error, ErrorKind, PlatformError, PlatformErrorKind};
use crate::headers;

/// Why a failed call may succeed later, and what a retry risks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// The call was not executed: there was no connection. The client retries it.
    NotExecuted,
    /// The call was refused for now, for instance by a rate limit. The client retries it after a
    /// wait.
    RefusedForNow,
    /// The call may have been executed, by this attempt or an earlier one: the reply was lost, or
    /// the platform failed (`isp.*`). The client retries it only if it is idempotent:
    /// `#[top_api(idempotent)]` or [`ScopedClient::idempotent`](crate::ScopedClient::idempotent).
    MaybeExecuted,
}

/// Worst result of the attempts before the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Earlier {
    /// There were no attempts, or none was sent.
    #[default]
    NotSent,
    /// At least one was refused, none may have been executed.
    Refused,
    /// At least one may have been executed.
    MaybeExecuted,
}

impl Earlier {
    /// Classifies the error of one attempt.
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            _ if error.may_have_executed() => Self::MaybeExecuted,
            ErrorKind::Transport(_) | ErrorKind::Throttled(_) | ErrorKind::Invalid(_) => Self::NotSent,
            _ => Self::Refused,
        }
    }
}

impl Error {
    /// Returns the risk of a retry. `None` if the same call would fail again: because of the
    /// request, the session or a permission, or because the API refused it.
    ///
    /// ```
    /// use top_runtime::retry::RetryClass;
    /// use top_runtime::Error;
    ///
    /// fn can_resend(error: &Error) -> bool {
    ///     matches!(error.retry_class(), Some(RetryClass::NotExecuted | RetryClass::RefusedForNow))
    /// }
    /// ```
    #[must_use]
    pub fn retry_class(&self) -> Option<RetryClass> {
        let class = match self.kind() {
            ErrorKind::Throttled(_) => RetryClass::RefusedForNow,
            ErrorKind::Transport(e) if e.error.is_permanent() => return None,
            ErrorKind::Transport(e) if !e.sent => RetryClass::NotExecuted,
            ErrorKind::Transport(_) => RetryClass::MaybeExecuted,
            ErrorKind::Http(e) if e.status == 429 => RetryClass::RefusedForNow,
            ErrorKind::Http(e) if e.status >= 500 || e.status == 408 => RetryClass::MaybeExecuted,
            ErrorKind::Platform(e) => match e.kind() {
                PlatformErrorKind::Throttled | PlatformErrorKind::Transient if e.may_have_executed() => {
                    RetryClass::MaybeExecuted
                }
                PlatformErrorKind::Throttled | PlatformErrorKind::Transient => RetryClass::RefusedForNow,
                _ => return None,
            },
            _ => return None,
        };
        Some(if self.0.context.earlier == Earlier::MaybeExecuted { RetryClass::MaybeExecuted } else { class })
    }

    /// Returns the error of the platform if it rejected the timestamp.
    pub(crate) fn clock_refused(&self) -> Option<&PlatformError> {
        match self.kind() {
            ErrorKind::Platform(platform) if platform.refuses_clock() => Some(platform),
            _ => None,
        }
    }

    /// Adds content type and date from the headers of the reply.
    pub(crate) fn with_headers(mut self, headers: &HeaderMap) -> Self {
        match &mut self.0.kind {
            ErrorKind::UnexpectedBody(error) => {
                error.content_type = headers::text(headers, &CONTENT_TYPE).map(str::to_owned);
            }
            ErrorKind::Platform(error) => error.date = headers::date(headers, &DATE),
            _ => {}
        }
        self
    }

    /// Sets the number of attempts, and the worst result of those before the last one.
    pub(crate) fn after(mut self, attempts: usize, earlier: Earlier) -> Self {
        let context = &mut self.0.context;
        context.attempts = attempts;
        context.earlier = earlier;
        self
    }
}
