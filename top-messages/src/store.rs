//! Stores the ids of handled messages, and dead letters.
//!
//! | store | remembers | for |
//! |---|---|---|
//! | [`MemoryStore`] | handled messages | one process, until it ends |
//! | `SqliteStore` (feature `sqlite`) | handled messages, dead letters | the processes of one machine |
//! | `RedisStore` (feature `redis`) | handled messages, dead letters | any number of machines |

mod memory;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use top_runtime::Millis;
use top_runtime::transport::BoxFuture;

pub use memory::MemoryStore;

#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteStore;

/// State of a message, as [`DeliveryStore::claim`] finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The message is new, or failed before: it now belongs to the caller.
    Taken,
    /// Another worker handles the message.
    InProgress,
    /// The message was handled.
    Handled,
}

/// Remembers which messages were handled, so that duplicates are not. Object-safe.
///
/// The store is no transaction with the work of a handler: after a crash between the two, the
/// handler runs again. A handler that must have its effect once writes effect and number in one
/// transaction of its own database.
pub trait DeliveryStore: Send + Sync {
    /// Claims a message for `lease`. A claim that is neither finished nor failed ends then.
    ///
    /// # Errors
    ///
    /// The store cannot be read or written. The message is not confirmed and comes again.
    fn claim(&self, id: i64, lease: Duration) -> BoxFuture<'_, Result<Claim, StoreError>>;

    /// Remembers that a claimed message was handled.
    ///
    /// # Errors
    ///
    /// The store cannot be written. The message is confirmed nevertheless.
    fn finish(&self, id: i64) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Gives a claimed message back after a failure, and returns how often it failed.
    ///
    /// # Errors
    ///
    /// The store cannot be written.
    fn fail(&self, id: i64) -> BoxFuture<'_, Result<u32, StoreError>>;
}

/// Keeps messages that could not be handled. Object-safe.
pub trait DeadLetters: Send + Sync {
    /// Keeps a letter. A second letter with the same number replaces the first one.
    ///
    /// # Errors
    ///
    /// The letter is not kept. The message is not confirmed and comes again.
    fn put<'a>(&'a self, letter: &'a DeadLetter) -> BoxFuture<'a, Result<(), StoreError>>;
}

/// A message that could not be handled.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter {
    /// Number of the message.
    pub id: i64,
    /// Topic.
    pub topic: String,
    /// Content as it came.
    pub content: String,
    /// User that the message concerns.
    pub user_id: Option<i64>,
    /// When the message was published.
    pub published: Option<Millis>,
    /// How often the handler failed.
    pub failures: u32,
    /// The last error of the handler.
    pub reason: String,
}

impl fmt::Debug for DeadLetter {
    /// Formats number, topic and failures. The content may be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeadLetter")
            .field("id", &self.id)
            .field("topic", &self.topic)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}

impl<S: DeliveryStore + ?Sized> DeliveryStore for Arc<S> {
    fn claim(&self, id: i64, lease: Duration) -> BoxFuture<'_, Result<Claim, StoreError>> {
        (**self).claim(id, lease)
    }

    fn finish(&self, id: i64) -> BoxFuture<'_, Result<(), StoreError>> {
        (**self).finish(id)
    }

    fn fail(&self, id: i64) -> BoxFuture<'_, Result<u32, StoreError>> {
        (**self).fail(id)
    }
}

impl<S: DeadLetters + ?Sized> DeadLetters for Arc<S> {
    fn put<'a>(&'a self, letter: &'a DeadLetter) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).put(letter)
    }
}

/// A store that cannot be read or written.
#[derive(Debug, Clone)]
pub struct StoreError(Arc<str>);

impl StoreError {
    /// Creates an error from its cause.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self(cause.to_string().into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}
