//! Errors of decryption and search.

use std::error::Error as StdError;
use std::fmt;

use crate::FieldKind;
use crate::source::{KeyError, KeyOwner};

/// Why a text was not decrypted, or a search term not made. Contains no text, no key and no session.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum SecurityError {
    /// The text is not what it looks like, or the key is another one.
    Malformed(Malformed),
    /// The platform has no key of this version (sub-code `20005`), or none at all for an app that it
    /// is still introducing to encryption.
    NoKey {
        /// Version of the key.
        version: i64,
        /// Whose key.
        owner: KeyOwner,
    },
    /// The key, or the settings of search indexes, could not be read.
    Key(KeyError),
}

/// A text that cannot be used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Malformed {
    /// Kind of the field.
    pub kind: FieldKind,
    /// What was expected.
    pub expected: &'static str,
    /// What was found, without the text.
    pub found: String,
}

impl SecurityError {
    pub(crate) fn malformed(kind: FieldKind, expected: &'static str, found: String) -> Self {
        Self::Malformed(Malformed { kind, expected, found })
    }
}

impl From<KeyError> for SecurityError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl fmt::Display for SecurityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(Malformed { kind, expected, found }) => {
                write!(f, "{kind}: expected {expected}, found {found}")
            }
            Self::NoKey { version, owner } => write!(
                f,
                "the platform has no key of version {version} of {owner}: read the data from the platform again"
            ),
            Self::Key(error) => write!(f, "{error}"),
        }
    }
}

impl StdError for SecurityError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Key(error) => error.source(),
            Self::Malformed(_) | Self::NoKey { .. } => None,
        }
    }
}
