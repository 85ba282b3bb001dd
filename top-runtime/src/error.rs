//! Everything that can go wrong, with what a user needs to act on it and what support asks for.

pub(crate) mod class;
mod codes;
mod hide;
mod kinds;
mod platform;

use std::fmt;
use std::time::Duration;

pub use crate::issue::{Issue, IssueKind};
pub use crate::outcome::{BusinessFailure, FailureDetail};
pub use crate::values::{DateTimeError, DecimalError, ValueError};
pub(crate) use class::Earlier;
pub use class::RetryClass;
pub use kinds::{Business, Context, Http, Invalid, Lost, NotTop, Throttled, Undecodable};
pub use platform::{Platform, PlatformErrorKind};

use crate::issue::{escape_control, truncate_message};

/// Why a call gave no reply to work with.
///
/// [`Display`](fmt::Display) is one line with the method, what happened, and every code and id that support asks for. No text of
/// an error holds a secret, a session or a signature.
///
/// ```
/// use top_runtime::Error;
///
/// fn advice(error: &Error) -> &'static str {
///     match error {
///         Error::Business(_) => "the API said no: show its message",
///         _ if error.is_session_invalid() => "ask the seller to authorise again",
///         _ if error.is_throttled() => "wait as long as `retry_after` says",
///         _ if error.may_have_executed() => "find out whether it was executed before calling again",
///         _ if error.is_retryable() => "try again later: the client already did so a few times",
///         _ => "look into it",
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Nothing was sent: the request breaks its own rules. All breaches are listed.
    Invalid(Box<Invalid>),
    /// Nothing was sent: a ban of the platform still lasts, or a limit of the client's own leaves no room in time.
    Throttled(Box<Throttled>),
    /// The request or its reply was lost on the way.
    Transport(Box<Lost>),
    /// The gateway, or something before it, answered with an HTTP error instead of a reply.
    Http(Box<Http>),
    /// What came back is no reply of the platform.
    NotTop(Box<NotTop>),
    /// The platform answered with `error_response`.
    Platform(Box<Platform>),
    /// The platform carried the call out, and the API said that it failed.
    Business(Box<Business>),
    /// A good reply that does not fit the type it was declared with.
    Decode(Box<Undecodable>),
}

impl Error {
    fn context(&self) -> &Context {
        match self {
            Self::Invalid(e) => &e.context,
            Self::Throttled(e) => &e.context,
            Self::Transport(e) => &e.context,
            Self::Http(e) => &e.context,
            Self::NotTop(e) => &e.context,
            Self::Platform(e) => &e.context,
            Self::Business(e) => &e.context,
            Self::Decode(e) => &e.context,
        }
    }

    fn context_mut(&mut self) -> &mut Context {
        match self {
            Self::Invalid(e) => &mut e.context,
            Self::Throttled(e) => &mut e.context,
            Self::Transport(e) => &mut e.context,
            Self::Http(e) => &mut e.context,
            Self::NotTop(e) => &mut e.context,
            Self::Platform(e) => &mut e.context,
            Self::Business(e) => &mut e.context,
            Self::Decode(e) => &mut e.context,
        }
    }

    /// The API that was called.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.context().method
    }

    /// The id under which the platform knows the call, if a reply told it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.context().request_id.as_deref()
    }

    /// How often the call was sent before it was given up: 0 where nothing was.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.context().attempts
    }

    /// The reply's body as text, if there was one; of what was turned away before it was read, the
    /// first 4096 bytes. What it repeats of session, signature, app secret and of parameters with
    /// the name of a secret is masked.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.context().body.as_deref()
    }

    /// What did not fit, in a request that was refused or in a reply that could not be read.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        match self {
            Self::Invalid(e) => &e.issues,
            Self::Decode(e) => std::slice::from_ref(&e.issue),
            _ => &[],
        }
    }

    /// What the platform, or the API behind it, refused; `None` for other errors.
    fn cause(&self) -> Option<PlatformErrorKind> {
        match self {
            Self::Platform(e) => Some(e.cause()),
            _ => None,
        }
    }

    /// Whether the same call may work later: whether it has a [`Error::retry_class`].
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.retry_class().is_some()
    }

    /// Whether a limit on the number of calls was hit.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        match self {
            Self::Throttled(_) => true,
            Self::Http(e) => e.status == 429,
            _ => self.cause() == Some(PlatformErrorKind::Throttled),
        }
    }

    /// How long to wait, where it is known: a limit's `This ban will last for 3 more seconds`, or the `RetryPolicy-After` of an HTTP error.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Throttled(e) => Some(e.left),
            Self::Platform(e) if self.is_throttled() => e.ban(),
            Self::Http(e) => e.retry_after,
            _ => None,
        }
    }

    /// Whether the session is missing, over, or of another app or level: the seller has to authorise again.
    #[must_use]
    pub fn is_session_invalid(&self) -> bool {
        self.cause() == Some(PlatformErrorKind::Session)
    }

    /// Whether the app or the seller may not call this API.
    #[must_use]
    pub fn is_permission_denied(&self) -> bool {
        self.cause() == Some(PlatformErrorKind::Permission)
    }

    /// Whether the caller has to change the request, or its clock, key or secret.
    #[must_use]
    pub fn is_caller_fault(&self) -> bool {
        matches!(self, Self::Invalid(_)) || self.cause() == Some(PlatformErrorKind::Caller)
    }

    /// Whether the platform may have carried the call out all the same, in any of its attempts.
    ///
    /// False where no attempt reached the API, where the platform is known to refuse before execution (`docs/reliability.md` has the
    /// source for each code), or where a flag in the reply reports the failure. True of a business failure that is inferred from a
    /// code or message without a flag: see [`Outcome`](crate::Outcome).
    #[must_use]
    pub fn may_have_executed(&self) -> bool {
        if self.context().earlier == Earlier::MaybeExecuted {
            return true;
        }
        match self {
            Self::Invalid(_) | Self::Throttled(_) => false,
            Self::Business(e) => e.is_inferred,
            Self::Transport(e) => e.sent,
            Self::Http(e) if e.status == 429 => false,
            Self::Http(_) | Self::NotTop(_) | Self::Decode(_) => true,
            Self::Platform(e) => e.may_have_executed(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", truncate_message(self.method()))?;
        match self {
            Self::Invalid(e) => e.describe(f),
            Self::Throttled(e) => e.describe(f),
            Self::Transport(e) => e.describe(f),
            Self::Http(e) => e.describe(f),
            Self::NotTop(e) => e.describe(f),
            Self::Platform(e) => e.describe(f),
            Self::Business(e) => e.describe(f),
            Self::Decode(e) => e.describe(f),
        }?;
        if let Some(id) = self.request_id() {
            write!(f, ", request_id `{}`", escape_control(id))?;
        }
        match (self.attempts(), self.context().earlier) {
            (1, Earlier::MaybeExecuted) => f.write_str(", after 1 attempt, which may have been executed"),
            (attempts, Earlier::MaybeExecuted) => {
                write!(f, ", after {attempts} attempts, of which an earlier one may have been executed")
            }
            (0 | 1, _) => Ok(()),
            (attempts, _) => write!(f, ", after {attempts} attempts"),
        }
    }
}

/// Without a source: the one line has all causes, and who prints a chain prints each of them once.
/// Behind [`Error::Transport`] a program finds the transport's own error with
/// [`TransportError::get_ref`](crate::TransportError::get_ref).
impl std::error::Error for Error {}

/// Why a client could not be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError(String);

impl BuildError {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape_control(&self.0))
    }
}

impl std::error::Error for BuildError {}
