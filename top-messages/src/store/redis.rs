//! Handled messages and dead letters in Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};
use top_runtime::transport::BoxFuture;

use super::{Claim, DeadLetter, DeadLetters, DeliveryStore, StoreError};

/// Timeout of connecting and of each command.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Default time for which messages are remembered: 7 days.
const RETENTION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Claims a message. Returns 0 if the message is handled, 1 if another worker has it, 2 if it is
/// claimed.
const CLAIM: &str = r"
    local state = redis.call('GET', KEYS[1])
    if state == 'handled' then return 0 end
    if state then return 1 end
    redis.call('SET', KEYS[1], 'claimed', 'PX', ARGV[1])
    return 2";

/// Gives a message back and counts its failures.
const FAIL: &str = r"
    if redis.call('GET', KEYS[1]) == 'claimed' then redis.call('DEL', KEYS[1]) end
    local failures = redis.call('INCR', KEYS[2])
    redis.call('PEXPIRE', KEYS[2], ARGV[1])
    return failures";

/// Handled messages and dead letters in Redis 6 or later, for any number of machines.
///
/// | key | value |
/// |---|---|
/// | `top:APP_KEY:message:ID` | `handled`, or `claimed` for the time of the lease |
/// | `top:APP_KEY:failures:ID` | how often the handler failed |
/// | `top:APP_KEY:dead:ID` | hash of a dead letter, without a time limit |
///
/// Handled messages are remembered for 7 days unless [`with_retention`](Self::with_retention) is
/// set. Messages are not encrypted.
#[derive(Clone)]
pub struct RedisStore {
    connection: ConnectionManager,
    prefix: Arc<str>,
    retention: Duration,
}

impl RedisStore {
    /// Connects to a server. The connection is opened again when it is lost. Timeout of connecting
    /// and of each command: 5 s.
    ///
    /// # Errors
    ///
    /// The URL is not valid, or the server cannot be reached. The error does not contain the URL,
    /// which may have a password.
    pub async fn connect(url: &str, app_key: &str) -> Result<Self, StoreError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            .set_number_of_retries(1);
        let client = Client::open(url).map_err(StoreError::new)?;
        let connection = ConnectionManager::new_with_config(client, config).await.map_err(StoreError::new)?;
        Ok(Self::new(connection, app_key))
    }

    /// Creates a store over a connection that the caller has set up.
    #[must_use]
    pub fn new(connection: ConnectionManager, app_key: &str) -> Self {
        Self { connection, prefix: format!("top:{app_key}").into(), retention: RETENTION }
    }

    /// Sets the time for which handled messages are remembered. Default: 7 days.
    #[must_use]
    pub fn with_retention(mut self, retention: Duration) -> Self {
        self.retention = retention;
        self
    }

    fn key(&self, kind: &str, id: i64) -> String {
        format!("{}:{kind}:{id}", self.prefix)
    }
}

/// Returns milliseconds as Redis takes them: at least one.
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX >> 1).max(1)
}

impl DeliveryStore for RedisStore {
    fn claim(&self, id: i64, lease: Duration) -> BoxFuture<'_, Result<Claim, StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let script = Script::new(CLAIM);
            let mut call = script.key(self.key("message", id));
            let state: u8 =
                call.arg(millis(lease)).invoke_async(&mut connection).await.map_err(StoreError::new)?;
            Ok(match state {
                0 => Claim::Handled,
                1 => Claim::InProgress,
                _ => Claim::Taken,
            })
        })
    }

    fn finish(&self, id: i64) -> BoxFuture<'_, Result<(), StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            redis::cmd("SET")
                .arg(self.key("message", id))
                .arg("handled")
                .arg("PX")
                .arg(millis(self.retention))
                .query_async(&mut connection)
                .await
                .map_err(StoreError::new)
        })
    }

    fn fail(&self, id: i64) -> BoxFuture<'_, Result<u32, StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let script = Script::new(FAIL);
            let mut call = script.key(self.key("message", id));
            call.key(self.key("failures", id)).arg(millis(self.retention));
            call.invoke_async(&mut connection).await.map_err(StoreError::new)
        })
    }
}

impl DeadLetters for RedisStore {
    fn put<'a>(&'a self, letter: &'a DeadLetter) -> BoxFuture<'a, Result<(), StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let DeadLetter { id, topic, content, user_id, published, failures, reason } = letter;
            let mut command = redis::cmd("HSET");
            command.arg(self.key("dead", *id)).arg("id").arg(id).arg("topic").arg(topic);
            command.arg("content").arg(content).arg("failures").arg(failures).arg("reason").arg(reason);
            if let Some(user_id) = user_id {
                command.arg("user_id").arg(user_id);
            }
            if let Some(published) = published {
                command.arg("published").arg(published.0);
            }
            command.query_async::<()>(&mut connection).await.map_err(StoreError::new)
        })
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}
