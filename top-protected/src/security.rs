//! Decryption and search with keys from a source.

mod builder;
mod cache;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::OwnedMutexGuard;
use top_runtime::Client;
use top_runtime::clock::Clock;

pub use builder::SecurityClientBuilder;
use cache::{Cache, Known, Slot};

use crate::encrypted::Encrypted;
use crate::error::SecurityError;
use crate::source::{ApiKeySource, IndexSettings, IssuedKey, KeyError, KeyOwner, KeySource};
use crate::{FieldKind, Protected, SecretKey};

/// Version that asks for the key before the current one.
const PREVIOUS: i64 = -1;

/// Decrypts fields and makes search terms. Cheap to clone; clones share the keys.
///
/// Keys are read when they are first needed, once for all tasks that wait, and kept as long as the
/// platform allows:
///
/// | age of a key | effect |
/// |---|---|
/// | up to `interval` | it is used |
/// | up to `max_interval` | it is used, and read again in the background |
/// | above | it is not used; a call waits for the new key |
///
/// - That a key does not exist is known for 5 minutes, at most 10.
/// - After a failed call, the key is not asked for again for 5 seconds, or as long as the platform
///   says, at most 5 minutes.
/// - The key that was used longest ago is dropped if there are more than
///   [`max_keys`](SecurityClientBuilder::max_keys).
///
/// In a runtime of tokio, a key is read again in a task of its own. Elsewhere, the call that finds it
/// too old reads it.
#[derive(Clone)]
pub struct SecurityClient(Arc<Shared>);

struct Shared {
    source: Box<dyn KeySource>,
    clock: Box<dyn Clock>,
    cache: Cache,
    /// Of the newest reply that had any.
    settings: Mutex<Result<IndexSettings, KeyError>>,
}

impl SecurityClient {
    /// Creates a client whose keys come from `taobao.top.secret.get`. `random_num`: the app's random
    /// code (伪随机码) from the platform's console.
    #[must_use]
    pub fn new(client: Client, random_num: impl Into<Protected>) -> Self {
        Self::builder(ApiKeySource::new(client, random_num)).build()
    }

    /// Creates a builder with another source of keys or other settings.
    pub fn builder(source: impl KeySource + 'static) -> SecurityClientBuilder {
        SecurityClientBuilder::new(Box::new(source))
    }

    /// Decrypts a field. Plain text is returned unchanged: see [`Encrypted::parse`].
    ///
    /// A text with a negative key version is decrypted with the app's key, whoever `owner` is.
    ///
    /// # Errors
    ///
    /// - [`SecurityError::Malformed`]: broken base64, another key, changed text.
    /// - [`SecurityError::NoKey`]: the platform has dropped the key.
    /// - [`SecurityError::Key`]: the key could not be read.
    pub async fn decrypt(
        &self,
        owner: &KeyOwner,
        kind: FieldKind,
        text: &str,
    ) -> Result<Protected, SecurityError> {
        let Some(encrypted) = Encrypted::parse(kind, text)? else { return Ok(text.into()) };
        let owner = if encrypted.has_app_key() { &KeyOwner::App } else { owner };
        let version = encrypted.version();
        match self.key(owner, Some(version)).await? {
            Some(key) => key.decrypt(&encrypted),
            None => Err(SecurityError::NoKey { version, owner: owner.clone() }),
        }
    }

    /// Returns the term by which encrypted texts are found: a part of the text between separators
    /// that the platform calls index. In SQL: `LIKE '%term%'`.
    ///
    /// - Of phone numbers, the last 4 digits.
    /// - Of other fields, any part of at least four columns: an ASCII character has one column, others
    ///   have two. A shorter text finds only fields that are equal to it.
    /// - If the app has no key yet, its data is plain: the term is the text, with any wildcards in it.
    ///   Other terms have none.
    ///
    /// A hash of 3 bytes can be equal by chance: decrypt and compare what was found.
    ///
    /// # Errors
    ///
    /// - [`SecurityError::Malformed`]: another part of a phone number, or more than 1,024 characters.
    /// - [`SecurityError::Key`]: the key could not be read, or the platform's settings of search
    ///   indexes are not supported.
    pub async fn search(
        &self,
        owner: &KeyOwner,
        kind: FieldKind,
        text: &str,
    ) -> Result<Protected, SecurityError> {
        self.term(owner, kind, text, None).await
    }

    /// Returns the term for texts that were encrypted with the key before the current one. While the
    /// platform changes keys, search for both.
    ///
    /// # Errors
    ///
    /// As [`search`](Self::search).
    pub async fn search_previous(
        &self,
        owner: &KeyOwner,
        kind: FieldKind,
        text: &str,
    ) -> Result<Protected, SecurityError> {
        self.term(owner, kind, text, Some(PREVIOUS)).await
    }

    async fn term(
        &self,
        owner: &KeyOwner,
        kind: FieldKind,
        text: &str,
        version: Option<i64>,
    ) -> Result<Protected, SecurityError> {
        if text.is_empty() {
            return Ok(text.into());
        }
        let Some(key) = self.key(owner, version).await? else { return Ok(text.into()) };
        let settings = self.0.settings.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        key.search_term(kind, text, &settings)
    }

    /// Returns a key. `None`: the platform has no such key.
    async fn key(&self, owner: &KeyOwner, version: Option<i64>) -> Result<Option<Arc<SecretKey>>, KeyError> {
        let shared = &self.0;
        let slot = shared.cache.slot(owner, version);
        match slot.known(shared.clock.monotonic()) {
            Some(Known::Fresh(key)) => return Ok(key),
            Some(Known::Stale(key)) => {
                if let Some(gate) = slot.try_enter() {
                    let (shared, owner) = (Arc::clone(shared), owner.clone());
                    let refresh = async move {
                        // A failure is kept in the slot, and the old key stays in use.
                        let _ = shared.read(&slot, gate, &owner, version).await;
                    };
                    match Handle::try_current() {
                        Ok(runtime) => drop(runtime.spawn(refresh)),
                        Err(_) => refresh.await,
                    }
                }
                return Ok(key);
            }
            Some(Known::Failed(error)) => return Err(error),
            None => {}
        }
        let gate = slot.enter().await;
        // Another task may have read the key while this one waited.
        match slot.known(shared.clock.monotonic()) {
            Some(Known::Fresh(key) | Known::Stale(key)) => Ok(key),
            Some(Known::Failed(error)) => Err(error),
            None => shared.read(&slot, gate, owner, version).await,
        }
    }
}

impl Shared {
    /// Reads a key, and keeps it or the failure.
    async fn read(
        &self,
        slot: &Slot,
        gate: OwnedMutexGuard<()>,
        owner: &KeyOwner,
        version: Option<i64>,
    ) -> Result<Option<Arc<SecretKey>>, KeyError> {
        // The key is as old as the question.
        let asked = self.clock.monotonic();
        let result = self.source.key(owner, version).await;
        if let Ok(IssuedKey { settings: Some(settings), .. }) = &result {
            self.settings.lock().unwrap_or_else(PoisonError::into_inner).clone_from(settings);
        }
        let kept = slot.keep(result, asked, self.clock.monotonic());
        drop(gate);
        kept
    }
}

impl fmt::Debug for SecurityClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecurityClient").field("keys", &self.0.cache.len()).finish_non_exhaustive()
    }
}
