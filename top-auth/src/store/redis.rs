//! Tokens in Redis.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, ExistenceCheck, Script, SetExpiry, SetOptions};
use top_runtime::transport::BoxFuture;

use super::cipher::Codec;
use super::{Entry, Expected, Lease, StoreError, TokenCipher, TokenStore, lock_owner, next_version};
use crate::Token;

/// Default prefix of all keys.
const PREFIX: &str = "top-auth";

/// Timeout of connecting and of each command.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Writes a token if the stored version is the expected one: `*` for any, empty for none. Returns the
/// version after the call, and whether it was written.
const REPLACE: &str = r"
    local stored = redis.call('HGET', KEYS[1], 'version')
    if ARGV[1] ~= '*' and ARGV[1] ~= (stored or '') then return 0 end
    redis.call('HSET', KEYS[1], 'version', ARGV[2], 'token', ARGV[3])
    return 1";

/// Deletes a lock if it still has the same owner.
const UNLOCK: &str = r"
    if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
    return 0";

/// Tokens in Redis 6 or later, for any number of sellers, processes and machines.
///
/// - Keys: `PREFIX:token:SELLER` is a hash of version and token, `PREFIX:lock:SELLER` a lock that
///   ends after its time.
/// - A write is atomic. Whether it survives a crash of the server is a matter of its persistence:
///   with `appendfsync everysec` the tokens of the last second may be lost, and their sellers must
///   authorise again. Use `appendfsync always`.
/// - Tokens are plain text unless [`with_cipher`](Self::with_cipher) is set, also on the way to the
///   server: use `rediss://` with the feature `tokio-rustls-comp` of the crate `redis` outside of one
///   machine.
#[derive(Clone)]
pub struct RedisStore {
    connection: ConnectionManager,
    prefix: Arc<str>,
    codec: Codec,
}

impl RedisStore {
    /// Connects to a server. The connection is opened again when it is lost. Timeout of connecting
    /// and of each command: 5 s.
    ///
    /// # Errors
    ///
    /// The URL is not valid, or the server cannot be reached. The error does not contain the URL,
    /// which may have a password.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT))
            .set_number_of_retries(1);
        let client = Client::open(url).map_err(failed)?;
        let connection = ConnectionManager::new_with_config(client, config).await.map_err(failed)?;
        Ok(Self::new(connection))
    }

    /// Creates a store over a connection that the caller has set up.
    #[must_use]
    pub fn new(connection: ConnectionManager) -> Self {
        Self { connection, prefix: PREFIX.into(), codec: Codec::default() }
    }

    /// Sets the prefix of all keys. Default: `top-auth`.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Encrypts tokens with this cipher.
    #[must_use]
    pub fn with_cipher(mut self, cipher: impl TokenCipher + 'static) -> Self {
        self.codec = Codec::with(cipher);
        self
    }

    fn key(&self, kind: &str, seller: &str) -> String {
        format!("{}:{kind}:{seller}", self.prefix)
    }
}

/// Converts an error of the client. Its text has no key and no value.
fn failed(error: redis::RedisError) -> StoreError {
    StoreError::new(error).at("Redis")
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .field("tokens", &self.codec)
            .finish_non_exhaustive()
    }
}

impl TokenStore for RedisStore {
    fn load<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let row: (Option<u64>, Option<Vec<u8>>) = redis::cmd("HMGET")
                .arg(self.key("token", seller))
                .arg(&["version", "token"])
                .query_async(&mut connection)
                .await
                .map_err(failed)?;
            match row {
                (None, None) => Ok(None),
                (Some(version), Some(token)) => {
                    Ok(Some(Entry::new(self.codec.decode(seller, &token)?, version)))
                }
                _ => Err(StoreError::corrupt("Redis: expected a hash with `version` and `token`")),
            }
        })
    }

    fn replace<'a>(
        &'a self,
        seller: &'a str,
        token: &'a Token,
        expected: Expected,
    ) -> BoxFuture<'a, Result<Option<u64>, StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let token = self.codec.encode(seller, token)?;
            let stored = match expected {
                Expected::Version(version) => Some(version),
                Expected::Any | Expected::Absent => None,
            };
            let expected = match expected {
                Expected::Any => "*".to_owned(),
                Expected::Absent => String::new(),
                Expected::Version(version) => version.to_string(),
            };
            let version = next_version(stored);
            let script = Script::new(REPLACE);
            let mut call = script.key(self.key("token", seller));
            call.arg(expected).arg(version).arg(&**token);
            let is_written: bool = call.invoke_async(&mut connection).await.map_err(failed)?;
            Ok(is_written.then_some(version))
        })
    }

    fn remove<'a>(&'a self, seller: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            redis::cmd("DEL")
                .arg(self.key("token", seller))
                .query_async(&mut connection)
                .await
                .map_err(failed)
        })
    }

    fn try_lock<'a>(
        &'a self,
        seller: &'a str,
        life: Duration,
    ) -> BoxFuture<'a, Result<Option<Lease>, StoreError>> {
        let mut connection = self.connection.clone();
        Box::pin(async move {
            let owner = lock_owner()?;
            let key = self.key("lock", seller);
            let life = u64::try_from(life.as_millis()).unwrap_or(u64::MAX).max(1);
            let options = SetOptions::default()
                .conditional_set(ExistenceCheck::NX)
                .with_expiration(SetExpiry::PX(life));
            let locked: Option<String> = redis::cmd("SET")
                .arg(&key)
                .arg(&owner)
                .arg(options)
                .query_async(&mut connection)
                .await
                .map_err(failed)?;
            Ok(locked.map(|_| Lease::new(Unlock { connection, key, owner })))
        })
    }
}

/// Unlocks a seller when it is dropped, in a task: a drop cannot wait.
struct Unlock {
    connection: ConnectionManager,
    key: String,
    owner: [u8; 16],
}

impl Drop for Unlock {
    fn drop(&mut self) {
        // Without a runtime the lock ends after its time.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let (mut connection, key, owner) =
            (self.connection.clone(), std::mem::take(&mut self.key), self.owner);
        runtime.spawn(async move {
            let script = Script::new(UNLOCK);
            let _: Result<i64, _> = script.key(key).arg(&owner).invoke_async(&mut connection).await;
        });
    }
}
