//! Builds the HTTP client: it sends a request once, follows no redirect and verifies TLS.

use std::time::Duration;

use super::TransportError;
use super::config::HttpConfig;
use super::connects::Connects;
use super::proxy::ProxyChoice;
use super::tls::Tls;
use crate::error::BuildError;

/// Upper bound of durations, so that sums with instants do not overflow.
const MAX_DURATION: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Settings of the HTTP clients of a [`Client`](crate::Client): one per tokio runtime.
#[derive(Debug)]
pub(super) struct Setup {
    is_https: bool,
    connect_timeout: Duration,
    read_timeout: Option<Duration>,
    idle_timeout: Duration,
    max_idle: usize,
    max_connections: usize,
    timeout: Duration,
    tls: Tls,
    proxy: ProxyChoice,
    /// HTTP client of the caller, to which no other setting applies.
    client: Option<reqwest::Client>,
}

/// Limits a duration to one that can be added to an instant.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(MAX_DURATION)
}

impl Setup {
    pub(super) fn new(is_https: bool, config: &HttpConfig, timeout: Duration) -> Result<Self, BuildError> {
        config.check(is_https)?;
        let needs_tls = is_https && config.client.is_none();
        Ok(Self {
            is_https,
            connect_timeout: bounded(config.connect_timeout),
            read_timeout: config.read_timeout.map(bounded),
            idle_timeout: bounded(config.idle_timeout),
            max_idle: config.max_idle.min(config.max_connections),
            max_connections: config.max_connections,
            timeout: bounded(timeout),
            tls: Tls::new(needs_tls, &config.root_certificates)?,
            proxy: config.proxy.clone(),
            client: config.client.clone(),
        })
    }

    /// Returns the default timeout of a request. `None` with a client of the caller.
    pub(super) fn timeout(&self) -> Option<Duration> {
        self.client.is_none().then_some(self.timeout)
    }

    /// Returns the maximum number of calls with a connection.
    pub(super) fn max_connections(&self) -> usize {
        self.max_connections
    }

    /// Builds an HTTP client with its own connection pool, or returns the caller's.
    pub(super) fn build(&self, connects: Connects) -> reqwest::Result<reqwest::Client> {
        if let Some(client) = &self.client {
            return Ok(client.clone());
        }
        let builder = self.proxy.apply(reqwest::Client::builder(), self.is_https)?;
        let builder = match self.read_timeout {
            Some(timeout) => builder.read_timeout(timeout),
            None => builder,
        };
        self.tls
            .apply(builder)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle)
            .connector_layer(connects)
            .build()
    }

    /// Explains why no HTTP client can be built.
    pub(super) fn build_error(&self, error: reqwest::Error) -> BuildError {
        let advice = self.tls.advice();
        let error = TransportError::not_sent(error);
        BuildError::new(format!("the HTTP client cannot be set up: {error}{advice}"))
    }
}
