//! The parameter `state`, which ties the answer of the authorisation page to the browser that asked.

use std::fmt;

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::error::AuthError;

/// Random value of the parameter `state`: 128 bits from the system's random numbers.
///
/// Keep it in the seller's browser session (a cookie with `HttpOnly` and `Secure`) until the
/// callback. It proves that the browser which returns is the one which was sent to the platform;
/// without this check another person's shop can be connected to the seller's account.
#[derive(Clone)]
pub struct State(Zeroizing<String>);

impl State {
    /// Creates a random value.
    ///
    /// # Errors
    ///
    /// The system provides no random numbers.
    pub fn generate() -> Result<Self, AuthError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| AuthError::misconfigured(format!("no random numbers for `state`: {error}")))?;
        Ok(Self(Zeroizing::new(base16ct::lower::encode_string(&bytes))))
    }

    /// Restores a value from the browser session in which it was kept.
    #[must_use]
    pub fn restore(kept: &str) -> Self {
        Self(Zeroizing::new(kept.to_owned()))
    }

    /// Returns the text, to keep it in the browser session.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the parameter `state` of a callback, in a time that does not depend on its content.
    ///
    /// # Errors
    ///
    /// The callback has another state or none: it belongs to another browser. Do not exchange its
    /// code.
    pub fn verify(&self, received: Option<&str>) -> Result<(), AuthError> {
        let received = received.unwrap_or_default();
        let is_equal = self.0.as_bytes().ct_eq(received.as_bytes());
        if bool::from(is_equal) && !received.is_empty() { Ok(()) } else { Err(AuthError::state_mismatch()) }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_differ_and_only_the_same_state_is_accepted() {
        let (state, other) = (State::generate().unwrap(), State::generate().unwrap());
        assert_eq!(state.as_str().len(), 32);
        assert_ne!(state.as_str(), other.as_str());
        assert!(state.verify(Some(state.as_str())).is_ok());
        for wrong in [None, Some(""), Some(other.as_str()), Some(&state.as_str()[..31])] {
            assert!(state.verify(wrong).is_err());
        }
        assert!(State::restore("").verify(Some("")).is_err(), "an empty state proves nothing");
    }
}
