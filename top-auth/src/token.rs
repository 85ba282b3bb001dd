//! Tokens: a seller's session with its refresh token and expiry times.

mod read;
mod stored;
mod user;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use top_runtime::SessionKey;
use zeroize::Zeroizing;

pub(crate) use read::{Refusal, TokenReply, read_reply};
pub(crate) use stored::{from_json, to_json};
pub use user::{Shop, TokenUser};

/// Token that a new session is requested with. Never printed; wiped from memory when the last clone
/// is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(Arc<Zeroizing<String>>);

impl RefreshToken {
    /// Wraps a refresh token.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// Returns the refresh token, to store or send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(***)")
    }
}

/// Ends of the four security levels of APIs (安全等级). A session may still read with level R1 when
/// its right to write with level W2 has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelExpiry {
    /// End of calls that read with level R1.
    pub r1: Option<SystemTime>,
    /// End of calls that read with level R2.
    pub r2: Option<SystemTime>,
    /// End of calls that write with level W1.
    pub w1: Option<SystemTime>,
    /// End of calls that write with level W2.
    pub w2: Option<SystemTime>,
}

/// A session with its refresh token and everything that the platform tells about both.
///
/// `Debug` prints neither of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The session: the access token of OAuth 2.
    pub session: SessionKey,
    /// The refresh token. `None` if the platform sent none.
    pub refresh_token: Option<RefreshToken>,
    /// When the token was received.
    pub issued_at: SystemTime,
    /// When the session expires. `None` if the platform does not tell.
    pub expires_at: Option<SystemTime>,
    /// When the refresh token expires. `None` if the platform does not tell.
    pub refresh_expires_at: Option<SystemTime>,
    /// Ends of the security levels.
    pub levels: LevelExpiry,
    /// The user who granted the token.
    pub user: TokenUser,
}

impl Token {
    /// Creates a token from a session without a refresh token and with unknown expiry, such as one
    /// copied from the platform's console.
    #[must_use]
    pub fn of_session(session: SessionKey) -> Self {
        Self {
            session,
            refresh_token: None,
            issued_at: SystemTime::now(),
            expires_at: None,
            refresh_expires_at: None,
            levels: LevelExpiry::default(),
            user: TokenUser::default(),
        }
    }

    /// Sets the refresh token.
    #[must_use]
    pub fn with_refresh_token(mut self, token: RefreshToken) -> Self {
        self.refresh_token = Some(token);
        self
    }

    /// Sets when the session expires.
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// Returns `true` if the session has expired at this time. `false` if the expiry is unknown.
    #[must_use]
    pub fn is_expired(&self, now: SystemTime) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Returns the refresh token if it may be used at this time: it exists and has not expired.
    ///
    /// Apps outside of the service market (服务市场) often get one that has expired when it is
    /// issued.
    #[must_use]
    pub fn usable_refresh_token(&self, now: SystemTime) -> Option<&RefreshToken> {
        match self.refresh_expires_at {
            Some(end) if end <= now => None,
            _ => self.refresh_token.as_ref(),
        }
    }

    /// Returns `true` from the time on at which the session should be refreshed: `margin` before its
    /// expiry, or after nine tenths of its life if that is later.
    #[must_use]
    pub fn is_due(&self, now: SystemTime, margin: Duration) -> bool {
        let Some(end) = self.expires_at else { return false };
        let life = end.duration_since(self.issued_at).unwrap_or_default();
        now.checked_add(margin.min(life / 10)).is_none_or(|then| end <= then)
    }
}
