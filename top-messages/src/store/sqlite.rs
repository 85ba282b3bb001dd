//! Handled messages and dead letters in an SQLite database.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use top_runtime::Millis;
use top_runtime::transport::BoxFuture;

use super::{Claim, DeadLetter, DeadLetters, DeliveryStore, StoreError};

/// How long a process waits while another one writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Default time for which handled messages are remembered: 7 days.
const RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Number of handled messages between two deletions of old ones.
const DELETE_EVERY: u32 = 1_000;

/// `state`: 0 failed, 1 claimed until `until`, 2 handled at `until`.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS top_message (
        id INTEGER PRIMARY KEY, state INTEGER NOT NULL, until INTEGER NOT NULL, failures INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS top_message_until ON top_message (until);
    CREATE TABLE IF NOT EXISTS top_message_dead (
        id INTEGER PRIMARY KEY, topic TEXT NOT NULL, content TEXT NOT NULL, user_id INTEGER,
        published INTEGER, failures INTEGER NOT NULL, reason TEXT NOT NULL
    ) STRICT;";

/// Handled messages and dead letters in an SQLite database, for several processes of one machine.
///
/// - Uses the tables `top_message` and `top_message_dead` of the database, and creates them.
/// - Handled messages are remembered for 7 days unless [`with_retention`](Self::with_retention) is
///   set. Dead letters stay until somebody deletes them.
/// - Write-ahead log with `synchronous = NORMAL`: after a power failure the last messages may be
///   handled again.
#[derive(Clone)]
pub struct SqliteStore {
    connection: Arc<Mutex<Connection>>,
    retention: Duration,
    finished: Arc<Mutex<u32>>,
}

impl SqliteStore {
    /// Opens a database, and creates it if it does not exist.
    ///
    /// # Errors
    ///
    /// The file cannot be created, or is not an SQLite database.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let at = |error: rusqlite::Error| StoreError::new(format_args!("{}: {error}", path.display()));
        let connection = Connection::open(path).map_err(at)?;
        Self::prepare(&connection).map_err(at)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            retention: RETENTION,
            finished: Arc::default(),
        })
    }

    /// Sets the time for which handled messages are remembered. Default: 7 days.
    #[must_use]
    pub fn with_retention(mut self, retention: Duration) -> Self {
        self.retention = retention;
        self
    }

    /// Returns all dead letters, by number.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || {
            let mut statement = connection.prepare(
                "SELECT id, topic, content, user_id, published, failures, reason FROM top_message_dead ORDER BY id",
            )?;
            let letters = statement.query_map([], |row| {
                Ok(DeadLetter {
                    id: row.get(0)?,
                    topic: row.get(1)?,
                    content: row.get(2)?,
                    user_id: row.get(3)?,
                    published: row.get::<_, Option<i64>>(4)?.map(Millis),
                    failures: row.get(5)?,
                    reason: row.get(6)?,
                })
            })?;
            letters.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error: rusqlite::Error| StoreError::new(error))
    }

    fn prepare(connection: &Connection) -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(TABLES)
    }

    /// Runs statements in a transaction, on a thread for work that blocks.
    async fn write<T: Send + 'static>(
        &self,
        statements: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        let work = move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = statements(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result.map_err(|error: rusqlite::Error| StoreError::new(error)),
            Err(_) => Err(StoreError::new("the thread of the store was ended")),
        }
    }

    /// Returns the time before which handled messages are deleted, once in a while.
    fn deletion(&self) -> Option<i64> {
        let mut finished = self.finished.lock().unwrap_or_else(PoisonError::into_inner);
        *finished = finished.wrapping_add(1);
        (*finished % DELETE_EVERY == 1).then(|| (Millis::now() - self.retention).0)
    }
}

fn claim(connection: &Connection, id: i64, now: i64, end: i64) -> rusqlite::Result<Claim> {
    let row: Option<(i64, i64)> = connection
        .prepare_cached("SELECT state, until FROM top_message WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match row {
        Some((2, _)) => return Ok(Claim::Handled),
        Some((1, until)) if until > now => return Ok(Claim::InProgress),
        _ => {}
    }
    connection
        .prepare_cached(
            "INSERT INTO top_message (id, state, until, failures) VALUES (?1, 1, ?2, 0)
             ON CONFLICT (id) DO UPDATE SET state = 1, until = excluded.until",
        )?
        .execute([id, end])?;
    Ok(Claim::Taken)
}

impl DeliveryStore for SqliteStore {
    fn claim(&self, id: i64, lease: Duration) -> BoxFuture<'_, Result<Claim, StoreError>> {
        let now = Millis::now();
        let end = now + lease;
        Box::pin(self.write(move |connection| claim(connection, id, now.0, end.0)))
    }

    fn finish(&self, id: i64) -> BoxFuture<'_, Result<(), StoreError>> {
        let (now, deletion) = (Millis::now().0, self.deletion());
        Box::pin(self.write(move |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO top_message (id, state, until, failures) VALUES (?1, 2, ?2, 0)
                     ON CONFLICT (id) DO UPDATE SET state = 2, until = excluded.until",
                )?
                .execute([id, now])?;
            if let Some(before) = deletion {
                // Failed messages and claims of ended processes are of no use after this time, either.
                connection.execute("DELETE FROM top_message WHERE until < ?1", [before])?;
            }
            Ok(())
        }))
    }

    fn fail(&self, id: i64) -> BoxFuture<'_, Result<u32, StoreError>> {
        let now = Millis::now().0;
        Box::pin(self.write(move |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO top_message (id, state, until, failures) VALUES (?1, 0, ?2, 1)
                     ON CONFLICT (id) DO UPDATE SET state = 0, until = excluded.until, failures = failures + 1
                     RETURNING failures",
                )?
                .query_row([id, now], |row| row.get(0))
        }))
    }
}

impl DeadLetters for SqliteStore {
    fn put<'a>(&'a self, letter: &'a DeadLetter) -> BoxFuture<'a, Result<(), StoreError>> {
        let letter = letter.clone();
        Box::pin(self.write(move |connection| {
            let DeadLetter { id, topic, content, user_id, published, failures, reason } = letter;
            let published = published.map(|published| published.0);
            connection
                .execute(
                    "INSERT OR REPLACE INTO top_message_dead
                     (id, topic, content, user_id, published, failures, reason)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![id, topic, content, user_id, published, failures, reason],
                )
                .map(drop)
        }))
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("retention", &self.retention).finish_non_exhaustive()
    }
}
