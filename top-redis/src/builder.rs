//! Settings of limits in Redis.

use std::fmt;
use std::time::Duration;

use redis::{Client, IntoConnectionInfo};
use tokio::runtime::Handle;

use crate::{RedisLimits, RedisLimitsError};

/// Default prefix of all keys.
const PREFIX: &str = "top";

/// Default timeout of a command.
const TIMEOUT: Duration = Duration::from_millis(500);

/// Limits of a timeout: shorter ones would always end a command, longer ones would delay each call.
const TIMEOUTS: std::ops::RangeInclusive<Duration> = Duration::from_millis(1)..=Duration::from_secs(60);

/// Builds [`RedisLimits`].
#[must_use = "a builder does nothing until `connect` or `start` is called"]
pub struct RedisLimitsBuilder {
    client: redis::RedisResult<Client>,
    app_key: String,
    prefix: String,
    timeout: Duration,
}

impl RedisLimitsBuilder {
    pub(crate) fn new(server: impl IntoConnectionInfo, app_key: String) -> Self {
        Self { client: Client::open(server), app_key, prefix: PREFIX.to_owned(), timeout: TIMEOUT }
    }

    /// Sets the prefix of all keys. Default: `top`.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets the timeout of connecting, and of each command: the longest time that Redis can delay a
    /// call before the client uses its own limits. From 1 ms to 60 s. Default: 500 ms.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout.clamp(*TIMEOUTS.start(), *TIMEOUTS.end());
        self
    }

    /// Connects to the server, and reads the bans of the app.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start), or the server cannot be used: it cannot be reached, or
    /// refuses the login or the scripts.
    pub async fn connect(self) -> Result<RedisLimits, RedisLimitsError> {
        let limits = self.start()?;
        limits.connected().await?;
        Ok(limits)
    }

    /// Starts to connect in the background. Until the server is reached, clients use their own
    /// limits.
    ///
    /// Useful for programs that must start without Redis. The connection belongs to the runtime in
    /// which this is called, and ends with it.
    ///
    /// # Errors
    ///
    /// - The URL is not valid, or needs a feature of the crate `redis` that is off, such as TLS.
    /// - There is no tokio runtime.
    pub fn start(self) -> Result<RedisLimits, RedisLimitsError> {
        let client = self.client.map_err(RedisLimitsError::new)?;
        let runtime = Handle::try_current().map_err(|_| {
            RedisLimitsError::new("expected a tokio runtime, found none: call this inside of one")
        })?;
        Ok(RedisLimits::spawn(&runtime, client, self.app_key, &self.prefix, self.timeout))
    }
}

impl fmt::Debug for RedisLimitsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisLimitsBuilder")
            .field("app_key", &self.app_key)
            .field("prefix", &self.prefix)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
