//! Accepted requests in Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, ExistenceCheck, SetExpiry, SetOptions};
use top_runtime::transport::BoxFuture;

use super::{ReplayId, ReplayStore, ReplayStoreError};

/// Default prefix of all keys.
const PREFIX: &str = "top-webhook";

/// Timeout of connecting and of each command.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Accepted requests in Redis 2.6.12 or later, for receivers of several processes.
///
/// Keys: `PREFIX:replay:ID` with the 64 hex digits of [`ReplayId`]; they expire by themselves. While
/// Redis cannot be reached, requests are refused.
#[derive(Clone)]
pub struct RedisReplayStore {
    connection: ConnectionManager,
    prefix: Arc<str>,
}

impl RedisReplayStore {
    /// Connects to a server. The connection is opened again when it is lost. Timeout of connecting
    /// and of each command: 2 s.
    ///
    /// # Errors
    ///
    /// The URL is not valid, or the server cannot be reached. The error does not contain the URL,
    /// which may have a password.
    pub async fn connect(url: &str) -> Result<Self, ReplayStoreError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            .set_number_of_retries(1);
        let client = Client::open(url).map_err(|error| failed(&error))?;
        let connection =
            ConnectionManager::new_with_config(client, config).await.map_err(|error| failed(&error))?;
        Ok(Self::new(connection))
    }

    /// Creates a store over a connection that the caller has set up.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self { connection, prefix: PREFIX.into() }
    }

    /// Sets the prefix of all keys. Default: `top-webhook`.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn key(&self, id: &ReplayId) -> String {
        format!("{}:replay:{id}", self.prefix)
    }
}

/// Converts an error of the client. Its text has no key and no value.
fn failed(error: &redis::RedisError) -> ReplayStoreError {
    ReplayStoreError::new(format!("Redis: {error}"))
}

impl fmt::Debug for RedisReplayStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisReplayStore").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl ReplayStore for RedisReplayStore {
    fn claim<'a>(
        &'a self,
        id: &'a ReplayId,
        lifetime: Duration,
    ) -> BoxFuture<'a, Result<bool, ReplayStoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let lifetime = u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX).max(1);
            let options = SetOptions::default()
                .conditional_set(ExistenceCheck::NX)
                .with_expiration(SetExpiry::PX(lifetime));
            let claimed: Option<String> = redis::cmd("SET")
                .arg(self.key(id))
                .arg(1)
                .arg(options)
                .query_async(&mut connection)
                .await
                .map_err(|error| failed(&error))?;
            Ok(claimed.is_some())
        })
    }

    fn release<'a>(&'a self, id: &'a ReplayId) -> BoxFuture<'a, Result<(), ReplayStoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            redis::cmd("DEL")
                .arg(self.key(id))
                .query_async(&mut connection)
                .await
                .map_err(|error| failed(&error))
        })
    }
}
