//! Builds the HTTP client: it sends a request once, follows no redirect and verifies TLS.

use std::time::Duration;

use super::TransportError;
use super::config::HttpConfig;
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
    timeout: Duration,
    tls: Tls,
}

/// Limits a duration to one that can be added to an instant.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(MAX_DURATION)
}

impl Setup {
    pub(super) fn new(is_https: bool, config: &HttpConfig, timeout: Duration) -> Result<Self, BuildError> {
        Ok(Self {
            is_https,
            connect_timeout: bounded(config.connect_timeout),
            read_timeout: config.read_timeout.map(bounded),
            idle_timeout: bounded(config.idle_timeout),
            max_idle: config.max_idle,
            timeout: bounded(timeout),
            tls: Tls::new(is_https, &config.root_certificates)?,
        })
    }

    /// Returns the default timeout of a request.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Builds an HTTP client with its own connection pool.
    pub(super) fn build(&self) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder();
        let builder = match self.read_timeout {
            Some(timeout) => builder.read_timeout(timeout),
            None => builder,
        };
        // http is for loopback only: a proxy from the environment would send the session to another
        // machine.
        let builder = if self.is_https { builder } else { builder.no_proxy() };
        self.tls
            .apply(builder)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.idle_timeout)
            .pool_max_idle_per_host(self.max_idle)
            .build()
    }

    /// Explains why no HTTP client can be built.
    pub(super) fn build_error(&self, error: reqwest::Error) -> BuildError {
        let advice = self.tls.advice();
        let error = TransportError::not_sent(error);
        BuildError::new(format!("the HTTP client cannot be set up: {error}{advice}"))
    }
}
