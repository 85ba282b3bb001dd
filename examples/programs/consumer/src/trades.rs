//! Trades in SQLite. A transaction writes the number of a message together with its effect, so that
//! a message that comes again, after a crash at any moment, has no second effect.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, TransactionBehavior, params};

use crate::TradeCreated;

/// `messages`: events that were counted for a trade, to show that each counts once.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS trade (
        tid INTEGER PRIMARY KEY, buyer TEXT, cents INTEGER, is_paid INTEGER NOT NULL DEFAULT 0,
        messages INTEGER NOT NULL
    ) STRICT;";

/// What a message changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The message was new.
    New,
    /// The message was recorded before. Nothing changed.
    Before,
}

/// Trades in an SQLite database.
#[derive(Debug, Clone)]
pub struct Trades(Arc<Mutex<Connection>>);

impl Trades {
    /// Opens a database, and creates it if it does not exist.
    ///
    /// # Errors
    ///
    /// The file is not a database, or cannot be created.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.execute_batch(TABLES)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Records a trade. A message about its payment may have come first.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn create(&self, message: i64, trade: &TradeCreated) -> rusqlite::Result<Recorded> {
        let cents = trade.payment.as_ref().and_then(top_runtime::Price::as_cents);
        self.once(message, |connection| {
            connection.execute(
                "INSERT INTO trade (tid, buyer, cents, messages) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (tid) DO UPDATE SET
                 buyer = excluded.buyer, cents = excluded.cents, messages = messages + 1",
                params![trade.tid, trade.buyer_nick, cents],
            )
        })
    }

    /// Records that a trade is paid.
    ///
    /// # Errors
    ///
    /// The database cannot be written.
    pub fn pay(&self, message: i64, tid: i64) -> rusqlite::Result<Recorded> {
        self.once(message, |connection| {
            connection.execute(
                "INSERT INTO trade (tid, is_paid, messages) VALUES (?1, 1, 1)
                 ON CONFLICT (tid) DO UPDATE SET is_paid = 1, messages = messages + 1",
                [tid],
            )
        })
    }

    /// Returns the number of trades, of paid ones, and of messages that were counted.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub fn totals(&self) -> rusqlite::Result<(i64, i64, i64)> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let query = "SELECT count(*), coalesce(sum(is_paid), 0), coalesce(sum(messages), 0) FROM trade";
        connection.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// Makes a change together with the number of its message, unless the number exists.
    fn once(
        &self,
        message: i64,
        change: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> rusqlite::Result<Recorded> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if transaction.execute("INSERT OR IGNORE INTO message (id) VALUES (?1)", [message])? == 0 {
            return Ok(Recorded::Before);
        }
        change(&transaction)?;
        transaction.commit()?;
        Ok(Recorded::New)
    }
}
