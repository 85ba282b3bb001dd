//! Error of a client that cannot be built.

use std::fmt;

use crate::issue::escape_control;

/// Error of a client that cannot be built. Its text names the setting, the mistake and the remedy.
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
