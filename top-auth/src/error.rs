//! Errors of authorisation, by the required action.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::store::StoreError;

/// Why there is no session. [`kind`](Self::kind) says what to do.
///
/// Cheap to clone: every caller that waits for one refresh gets the same error. Contains no token and
/// no secret.
#[derive(Clone)]
pub struct AuthError(Arc<Inner>);

struct Inner {
    kind: AuthErrorKind,
    /// What happened.
    reason: String,
}

/// The required action.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum AuthErrorKind {
    /// The seller must authorise the app again. Waiting does not help.
    Reauthorize(Reauthorize),
    /// The platform could not be reached, or refused for now: wait, then try again.
    Wait {
        /// How long the same error is returned without asking the platform again.
        retry_after: Duration,
    },
    /// The app's key, secret, callback address or rights are wrong: the developer must act.
    App,
    /// The endpoint replied with something that is not a token.
    BadReply,
    /// The token store failed.
    Store(StoreError),
    /// `state` of a callback does not match: the callback belongs to another browser.
    StateMismatch,
}

/// A seller must authorise the app again.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reauthorize {
    /// Key of the seller in the token store. Empty if it is not known.
    pub seller: String,
    /// Page to send the seller to, without `state`. `None` if
    /// [`SessionsBuilder::authorize`](crate::SessionsBuilder::authorize) was not set.
    pub url: Option<String>,
    /// Since when there is no usable session. `None` if there was never a token.
    pub since: Option<SystemTime>,
}

impl AuthError {
    pub(crate) fn new(kind: AuthErrorKind, reason: impl Into<String>) -> Self {
        Self(Arc::new(Inner { kind, reason: reason.into() }))
    }

    /// The app's key, secret or settings are wrong. For implementations of
    /// [`TokenIssuer`](crate::TokenIssuer).
    pub fn misconfigured(reason: impl fmt::Display) -> Self {
        Self::new(AuthErrorKind::App, reason.to_string())
    }

    pub(crate) fn state_mismatch() -> Self {
        Self::new(
            AuthErrorKind::StateMismatch,
            "the callback's `state` is not the one of this browser: do not exchange its code",
        )
    }

    /// Returns the required action.
    #[must_use]
    pub fn kind(&self) -> &AuthErrorKind {
        &self.0.kind
    }

    /// Returns the facts for the seller's next authorisation if that is the required action.
    #[must_use]
    pub fn reauthorize(&self) -> Option<&Reauthorize> {
        match self.kind() {
            AuthErrorKind::Reauthorize(facts) => Some(facts),
            _ => None,
        }
    }

    /// Returns how long to wait if waiting helps.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind() {
            AuthErrorKind::Wait { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// Returns the error with the facts that the caller knows about the seller.
    pub(crate) fn of_seller(self, seller: &str, url: Option<String>, since: Option<SystemTime>) -> Self {
        let AuthErrorKind::Reauthorize(_) = self.0.kind else { return self };
        let facts = Reauthorize { seller: seller.to_owned(), url, since };
        Self::new(AuthErrorKind::Reauthorize(facts), self.0.reason.clone())
    }

    /// The code or refresh token is used up, expired or revoked. For implementations of
    /// [`TokenIssuer`](crate::TokenIssuer).
    pub fn revoked(reason: impl Into<String>) -> Self {
        let facts = Reauthorize { seller: String::new(), url: None, since: None };
        Self::new(AuthErrorKind::Reauthorize(facts), reason)
    }

    /// Returns the error with another wait.
    pub(crate) fn waiting(&self, retry_after: Duration) -> Self {
        Self::unavailable(retry_after, self.0.reason.clone())
    }

    /// The platform cannot be reached, or refuses for now. For implementations of
    /// [`TokenIssuer`](crate::TokenIssuer).
    pub fn unavailable(retry_after: Duration, reason: impl Into<String>) -> Self {
        Self::new(AuthErrorKind::Wait { retry_after }, reason)
    }
}

impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        let reason = error.to_string();
        Self::new(AuthErrorKind::Store(error), reason)
    }
}

impl fmt::Display for AuthError {
    /// One line: what happened, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = &self.0.reason;
        match &self.0.kind {
            AuthErrorKind::Reauthorize(facts) => {
                if !facts.seller.is_empty() {
                    write!(f, "seller `{}`: ", facts.seller.escape_debug())?;
                }
                write!(f, "{reason}: the seller must authorise the app again")?;
                match &facts.url {
                    Some(url) => write!(f, " at {url}"),
                    None => Ok(()),
                }
            }
            AuthErrorKind::Wait { retry_after } => {
                write!(f, "{reason}: try again in {} s", retry_after.as_secs().max(1))
            }
            AuthErrorKind::Store(_) => write!(f, "token store: {reason}"),
            AuthErrorKind::App | AuthErrorKind::BadReply | AuthErrorKind::StateMismatch => {
                f.write_str(reason)
            }
        }
    }
}

impl fmt::Debug for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthError").field("kind", &self.0.kind).field("reason", &self.0.reason).finish()
    }
}

/// Has no `source`: `Display` contains the text of every cause.
impl std::error::Error for AuthError {}
