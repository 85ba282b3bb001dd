//! Replies and errors of the APIs that return tokens.

use top_runtime::Error;
use top_runtime::clock::Clock;
use top_runtime::error::{ErrorKind, PlatformError, PlatformErrorKind};

use super::{RETRY_AFTER, refused};
use crate::Token;
use crate::error::{AuthError, AuthErrorKind};
use crate::token::{TokenReply, read_reply};

/// Reads a token. `place` names the text in an error, which does not repeat it.
pub(super) fn read_token(
    json: &str,
    clock: &dyn Clock,
    place: impl FnOnce() -> String,
) -> Result<Token, AuthError> {
    match read_reply(json.as_bytes(), clock.now()) {
        Ok(TokenReply::Granted(token)) => Ok(*token),
        Ok(TokenReply::Refused(refusal)) => Err(refused(&refusal)),
        Err(found) => Err(AuthError::new(AuthErrorKind::BadReply, format!("{}: {found}", place()))),
    }
}

/// What an error of the platform means for a code or refresh token.
pub(super) enum Meaning {
    /// The token is used up, expired, revoked, or cannot be exchanged at all.
    Refused,
    /// The app's key, secret, rights or parameters are wrong.
    App,
    /// The failure may pass.
    Passing,
}

impl Meaning {
    /// Returns the meaning of an error for which an error of the API itself refuses the token.
    pub(super) fn of(error: &PlatformError) -> Self {
        match error.kind() {
            PlatformErrorKind::Session | PlatformErrorKind::Api => Self::Refused,
            PlatformErrorKind::Transient => Self::Passing,
            _ => Self::App,
        }
    }
}

/// Converts the error of a call by the required action. Its text contains no token.
pub(super) fn failed(error: &Error, meaning: impl FnOnce(&PlatformError) -> Meaning) -> AuthError {
    let text = error.to_string();
    let wait = error.retry_after().unwrap_or(RETRY_AFTER);
    if error.is_throttled() {
        return AuthError::unavailable(wait, text);
    }
    match error.kind() {
        ErrorKind::Transport(_) | ErrorKind::Http(_) => AuthError::unavailable(wait, text),
        ErrorKind::Platform(platform) => match meaning(platform) {
            Meaning::Refused => AuthError::revoked(text),
            Meaning::App => AuthError::misconfigured(text),
            Meaning::Passing => AuthError::unavailable(wait, text),
        },
        ErrorKind::Invalid(_) => AuthError::misconfigured(text),
        _ => AuthError::new(AuthErrorKind::BadReply, text),
    }
}
