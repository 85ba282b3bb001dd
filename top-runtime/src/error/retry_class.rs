//! What it would mean to repeat a call that failed.

use std::time::SystemTime;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, DATE};

use super::{Error, ErrorKind, PlatformError, PlatformErrorKind};

/// Why a call may be worth another attempt, and what that risks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// It surely was not executed: no connection was made. The client repeats it.
    NotExecuted,
    /// It was refused for now, by a limit on the number of calls. The client repeats it after a wait.
    RefusedForNow,
    /// It may have been executed, in this attempt or an earlier one: the answer was lost after the request was sent, or the platform
    /// failed on its side (`isp.*`). The client repeats it only if that is declared to do no harm: `#[top_api(idempotent)]`.
    MaybeExecuted,
}

/// What is known of the attempts of a call before its last one; the worst of them counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Earlier {
    /// There were none, or none was sent.
    #[default]
    NotSent,
    /// They were refused.
    Refused,
    /// One of them may have been executed.
    MaybeExecuted,
}

impl Earlier {
    /// What the error of one attempt says of it.
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            _ if error.may_have_executed() => Self::MaybeExecuted,
            ErrorKind::Transport(_) | ErrorKind::Throttled(_) | ErrorKind::Invalid(_) => Self::NotSent,
            _ => Self::Refused,
        }
    }
}

impl Error {
    /// Whether the same call may work later, and what it would mean to repeat it. `None` where it would only fail again: the caller, the
    /// session or a permission is at fault, or the business was refused.
    ///
    /// ```
    /// use top_runtime::retry::RetryClass;
    /// use top_runtime::Error;
    ///
    /// fn may_go_on(error: &Error) -> bool {
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

    /// The platform's refusal of a timestamp.
    pub(crate) fn clock_refused(&self) -> Option<&PlatformError> {
        match self.kind() {
            ErrorKind::Platform(platform) if platform.refuses_clock() => Some(platform),
            _ => None,
        }
    }

    /// Takes over what the headers of the reply add to an error.
    pub(crate) fn with_headers(mut self, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        match &mut self.0.kind {
            ErrorKind::UnexpectedBody(error) => error.content_type = text(CONTENT_TYPE).map(str::to_owned),
            ErrorKind::Platform(error) => error.date = text(DATE).and_then(date),
            _ => {}
        }
        self
    }

    /// Says how often the call was sent, and what is known of the attempts before the last one.
    pub(crate) fn after(mut self, attempts: usize, earlier: Earlier) -> Self {
        let context = &mut self.0.context;
        context.attempts = attempts;
        context.earlier = earlier;
        self
    }
}

fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok()
}
