//! Error of the set-up.

use std::fmt;

/// Limits that could not be set up. Contains no password.
#[derive(Debug, Clone)]
pub struct RedisLimitsError(String);

impl RedisLimitsError {
    pub(crate) fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for RedisLimitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redis: {}", self.0)
    }
}

impl std::error::Error for RedisLimitsError {}
