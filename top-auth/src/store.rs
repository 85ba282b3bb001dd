//! Stores of tokens.

mod cipher;
mod file;
mod memory;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_runtime::transport::BoxFuture;

#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
pub use cipher::TokenCipher;
pub use file::FileStore;
pub use memory::MemoryStore;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;

use crate::Token;

/// A stored token with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The token.
    pub token: Token,
    /// Number of this token, for [`TokenStore::replace`]. Grows with each write.
    pub version: u64,
}

impl Entry {
    /// Creates an entry, in an implementation of [`TokenStore`].
    #[must_use]
    pub const fn new(token: Token, version: u64) -> Self {
        Self { token, version }
    }
}

/// Condition of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Write in any case.
    Any,
    /// Write only if the seller has no token yet.
    Absent,
    /// Write only if the stored token has this version.
    Version(u64),
}

impl Expected {
    /// Whether a write is allowed over an entry with this version.
    #[must_use]
    pub fn allows(self, stored: Option<u64>) -> bool {
        match self {
            Self::Any => true,
            Self::Absent => stored.is_none(),
            Self::Version(version) => stored == Some(version),
        }
    }
}

/// Exclusive right to refresh the token of a seller. Dropping it gives the right back.
pub struct Lease(#[allow(dead_code, reason = "held for its drop")] Box<dyn Send + Sync>);

impl Lease {
    /// Wraps a guard whose drop releases the lock.
    pub fn new(guard: impl Send + Sync + 'static) -> Self {
        Self(Box::new(guard))
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lease")
    }
}

/// Where tokens are kept. Object-safe.
///
/// A write is atomic: after a crash at any moment the store has the old token or the new one.
pub trait TokenStore: Send + Sync {
    /// Returns the token of a seller, if there is one.
    ///
    /// # Errors
    ///
    /// The store cannot be read, or the entry is damaged.
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;

    /// Writes the token of a seller and returns its version; `None` if the condition does not hold,
    /// as another process has written.
    ///
    /// # Errors
    ///
    /// The store cannot be written. It then still has the old token.
    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>>;

    /// Removes the token of a seller. No error if there is none.
    ///
    /// # Errors
    ///
    /// The store cannot be written.
    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Tries to lock a seller for a refresh, over all users of the store. `None` if another one has
    /// the lock. The lock ends when the lease is dropped, when its process ends, or after `life`.
    ///
    /// # Errors
    ///
    /// The store cannot be read or written.
    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        life: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>>;
}

macro_rules! forward {
    ($($pointer:ident)*) => {$(
        impl<S: TokenStore + ?Sized> TokenStore for $pointer<S> {
            fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
                (**self).load(seller)
            }

            fn replace<'a>(
                &'a self,
                seller: &'a str,
                token: &'a Token,
                expected: Expected,
            ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
                (**self).replace(seller, token, expected)
            }

            fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
                (**self).remove(seller)
            }

            fn try_lock<'a>(
                &'a self,
                seller: &'a str,
                life: Duration,
            ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
                (**self).try_lock(seller, life)
            }
        }
    )*};
}

forward! { Arc Box }

/// A store that cannot be read or written. Contains no token.
#[derive(Debug, Clone)]
pub struct StoreError {
    text: Arc<str>,
    is_corrupt: bool,
}

impl StoreError {
    /// Creates an error from its cause, in an implementation of [`TokenStore`].
    pub fn new(cause: impl fmt::Display) -> Self {
        Self { text: cause.to_string().into(), is_corrupt: false }
    }

    /// Creates the error of a store that was read but not understood.
    pub fn corrupt(found: impl fmt::Display) -> Self {
        Self { text: found.to_string().into(), is_corrupt: true }
    }

    /// Returns `true` if the store was read but is damaged, or was written with another cipher.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.is_corrupt
    }

    /// Adds the place at which the error occurred.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self { text: format!("{place}: {}", self.text).into(), is_corrupt: self.is_corrupt }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for StoreError {}

/// Returns the version of a new token: the time in nanoseconds, and more than the stored version.
/// Versions of a removed token do not return with the next one.
fn next_version(stored: Option<u64>) -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX >> 1);
    now.max(stored.unwrap_or(0).saturating_add(1))
}

/// Returns a name for the owner of a lock that no other owner has.
#[cfg(any(feature = "redis", feature = "sqlite"))]
fn lock_owner() -> Result<[u8; 16], StoreError> {
    let mut owner = [0; 16];
    getrandom::fill(&mut owner).map_err(StoreError::new)?;
    Ok(owner)
}

/// Opens a file for writing, and creates it if there is none: on Unix with mode 0600.
fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Runs work that blocks on a thread for such work, with clones of the store and the seller's key.
fn blocking<S, T>(
    store: &S,
    seller: &str,
    work: impl FnOnce(S, String) -> Result<T, StoreError> + Send + 'static,
) -> BoxFuture<'static, Result<T, StoreError>>
where
    S: Clone + Send + 'static,
    T: Send + 'static,
{
    let (store, seller) = (store.clone(), seller.to_owned());
    Box::pin(async move {
        match tokio::task::spawn_blocking(move || work(store, seller)).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::new("the thread of the store was ended")),
        }
    })
}
