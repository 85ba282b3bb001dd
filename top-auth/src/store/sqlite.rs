//! Tokens in an SQLite database.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use top_runtime::transport::BoxFuture;

use super::cipher::Codec;
use super::{
    Entry, Expected, Lease, StoreError, TokenCipher, TokenStore, blocking, lock_owner, next_version,
    open_private,
};
use crate::Token;

/// How long a process waits while another one writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Tables, with a prefix, so that a database of the application can be used.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS top_auth_token (
        seller TEXT PRIMARY KEY, version INTEGER NOT NULL, token BLOB NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS top_auth_lock (
        seller TEXT PRIMARY KEY, owner BLOB NOT NULL, ends_at INTEGER NOT NULL
    ) STRICT;";

/// Tokens in an SQLite database, for any number of sellers and several processes on one machine.
///
/// - Uses the tables `top_auth_token` and `top_auth_lock` of the database, and creates them.
/// - A write is a transaction that is on the disk when it returns (`synchronous = FULL`, write-ahead
///   log).
/// - A lock that its owner does not give back, as its process ended, ends after its time.
/// - Tokens are plain text unless [`with_cipher`](Self::with_cipher) is set. On Unix a new database
///   can be read and written by its owner only (mode 0600).
#[derive(Clone)]
pub struct SqliteStore {
    connection: Arc<Mutex<Connection>>,
    codec: Codec,
}

impl SqliteStore {
    /// Opens a database, and creates it if it does not exist.
    ///
    /// # Errors
    ///
    /// The file cannot be created, or is not an SQLite database.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let at = |error: &dyn fmt::Display| StoreError::new(error).at(path.display());
        // SQLite gives its other files the mode of this one.
        open_private(path).map_err(|error| at(&error))?;
        let connection = Connection::open(path).map_err(|error| at(&error))?;
        Self::prepare(&connection).map_err(|error| at(&error))?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)), codec: Codec::default() })
    }

    /// Encrypts tokens with this cipher.
    #[must_use]
    pub fn with_cipher(mut self, cipher: impl TokenCipher + 'static) -> Self {
        self.codec = Codec::with(cipher);
        self
    }

    fn prepare(connection: &Connection) -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(TABLES)
    }

    /// Runs statements in a transaction that no other writer can run beside.
    fn write<T>(&self, statements: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let result = (|| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = statements(&transaction)?;
            transaction.commit()?;
            Ok(result)
        })();
        result.map_err(|error: rusqlite::Error| StoreError::new(error))
    }

    fn entry(&self, seller: &str) -> Result<Option<Entry>, StoreError> {
        let row = {
            let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
            let mut statement = connection
                .prepare("SELECT version, token FROM top_auth_token WHERE seller = ?1")
                .map_err(StoreError::new)?;
            let row =
                statement.query_row([seller], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)));
            row.optional().map_err(StoreError::new)?
        };
        let Some((version, token)) = row else { return Ok(None) };
        let token = self.codec.decode(seller, &token)?;
        Ok(Some(Entry::new(token, version.cast_unsigned())))
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("tokens", &self.codec).finish_non_exhaustive()
    }
}

impl TokenStore for SqliteStore {
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        blocking(self, seller, |store, seller| store.entry(&seller))
    }

    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
        let token = token.clone();
        blocking(self, seller, move |store, seller| {
            let token = store.codec.encode(&seller, &token)?;
            store.write(|connection| {
                let stored: Option<i64> = connection
                    .query_row("SELECT version FROM top_auth_token WHERE seller = ?1", [&seller], |row| {
                        row.get(0)
                    })
                    .optional()?;
                let stored = stored.map(i64::cast_unsigned);
                if !expected.allows(stored) {
                    return Ok(None);
                }
                let version = next_version(stored);
                connection.execute(
                    "INSERT INTO top_auth_token (seller, version, token) VALUES (?1, ?2, ?3)
                     ON CONFLICT (seller) DO UPDATE SET version = excluded.version, token = excluded.token",
                    params![seller, version.cast_signed(), &**token],
                )?;
                Ok(Some(version))
            })
        })
    }

    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        blocking(self, seller, |store, seller| {
            store.write(|connection| {
                connection.execute("DELETE FROM top_auth_token WHERE seller = ?1", [&seller]).map(drop)
            })
        })
    }

    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        life: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
        blocking(self, seller, move |store, seller| {
            let owner = lock_owner()?;
            let now = millis(SystemTime::now());
            let end = now.saturating_add(i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
            let locked = store.write(|connection| {
                connection.execute(
                    "INSERT INTO top_auth_lock (seller, owner, ends_at) VALUES (?1, ?2, ?3)
                     ON CONFLICT (seller) DO UPDATE SET owner = excluded.owner, ends_at = excluded.ends_at
                     WHERE top_auth_lock.ends_at <= ?4",
                    params![seller, owner, end, now],
                )
            })?;
            Ok((locked == 1).then(|| Lease::new(Unlock { store, seller, owner })))
        })
    }
}

/// Unlocks a seller when it is dropped, unless the lock ended and has another owner.
struct Unlock {
    store: SqliteStore,
    seller: String,
    owner: [u8; 16],
}

impl Drop for Unlock {
    fn drop(&mut self) {
        // Without the deletion the lock ends after its time.
        let _ = self.store.write(|connection| {
            connection.execute(
                "DELETE FROM top_auth_lock WHERE seller = ?1 AND owner = ?2",
                params![self.seller, self.owner],
            )
        });
    }
}

fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
