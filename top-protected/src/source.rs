//! Where keys come from.

mod api;
mod settings;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use top_runtime::transport::BoxFuture;
use top_runtime::{Error, SessionKey};

use crate::SecretKey;

pub use api::ApiKeySource;
pub use settings::IndexSettings;

/// Whose key encrypts a text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum KeyOwner {
    /// The app: one key for all sellers.
    App,
    /// The seller with this session.
    Seller(SessionKey),
    /// A user of the app's own accounts (自主账号), by id.
    Account(u64),
}

impl From<&SessionKey> for KeyOwner {
    fn from(session: &SessionKey) -> Self {
        Self::Seller(session.clone())
    }
}

impl fmt::Display for KeyOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::App => "the app",
            Self::Seller(_) => "the seller",
            Self::Account(_) => "the account",
        })
    }
}

/// A source of keys. [`ApiKeySource`] asks the platform; a program can use another one, such as a
/// cache that several processes share.
pub trait KeySource: Send + Sync {
    /// Returns a key. `version`: `None` for the current key, -1 for the one before.
    fn key<'a>(
        &'a self,
        owner: &'a KeyOwner,
        version: Option<i64>,
    ) -> BoxFuture<'a, Result<IssuedKey, KeyError>>;
}

/// A key with the times that the platform tells.
#[derive(Debug)]
#[non_exhaustive]
pub struct IssuedKey {
    /// The key. `None`: there is no key of this version.
    pub key: Option<SecretKey>,
    /// Age at which the key is read again, in the background (`interval`).
    pub refresh_after: Duration,
    /// Age from which the key must not be used (`max_interval`).
    pub expires_after: Duration,
    /// Settings of search indexes, if the reply has any. An error concerns searches only: the key
    /// decrypts.
    pub settings: Option<Result<IndexSettings, KeyError>>,
}

impl IssuedKey {
    /// Default of [`refresh_after`](Self::refresh_after).
    const REFRESH_AFTER: Duration = Duration::from_secs(300);

    /// Default of [`expires_after`](Self::expires_after).
    const EXPIRES_AFTER: Duration = Duration::from_secs(600);

    /// Creates a key that is read again after 5 minutes and not used after 10 minutes.
    #[must_use]
    pub fn new(key: SecretKey) -> Self {
        Self { key: Some(key), ..Self::absent() }
    }

    /// Creates the answer that there is no key of this version. It is kept for 5 minutes, at most 10.
    #[must_use]
    pub fn absent() -> Self {
        Self {
            key: None,
            refresh_after: Self::REFRESH_AFTER,
            expires_after: Self::EXPIRES_AFTER,
            settings: None,
        }
    }
}

/// Why a key could not be read. Cheap to clone; contains no key and no session.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum KeyError {
    /// The call of the platform failed.
    Call(Arc<Error>),
    /// The reply has a member that cannot be used.
    Reply {
        /// Name of the member.
        member: &'static str,
        /// What was expected.
        expected: &'static str,
        /// What was found, without a secret.
        found: String,
    },
    /// A source other than [`ApiKeySource`] failed.
    Other(Arc<dyn StdError + Send + Sync>),
}

impl KeyError {
    /// Creates the error of a source. Its text must not contain a secret.
    pub fn other(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Other(Arc::from(error.into()))
    }

    pub(crate) fn reply(member: &'static str, expected: &'static str, found: impl Into<String>) -> Self {
        Self::Reply { member, expected, found: found.into() }
    }

    /// Returns the wait that the platform asks for, if any.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Call(error) => error.retry_after(),
            Self::Reply { .. } | Self::Other(_) => None,
        }
    }
}

impl From<Error> for KeyError {
    fn from(error: Error) -> Self {
        Self::Call(Arc::new(error))
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => write!(f, "{error}"),
            Self::Reply { member, expected, found } => {
                write!(f, "taobao.top.secret.get: `{member}`: expected {expected}, found {found}")
            }
            Self::Other(error) => write!(f, "{error}"),
        }
    }
}

impl StdError for KeyError {
    /// Returns the cause of the call's error, whose own text is part of this one.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Other(error) => error.source(),
            Self::Reply { .. } => None,
        }
    }
}
