//! How the HTTP client is set up: so that a request is sent once, to where it is meant for, over verified TLS.

use std::time::Duration;

use super::sockets::HttpConfig;
use super::{TransportError, tls};
use crate::error::BuildError;

/// Longer times are taken for this one: sums of moments and what callers give must not overflow, and nobody waits as long.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// What each pool of a client is made of.
#[derive(Debug)]
pub(super) struct Setup {
    is_https: bool,
    connect: Duration,
    read: Option<Duration>,
    idle: Duration,
    max_idle: usize,
    timeout: Duration,
    roots: Vec<tls::Root>,
}

/// A time that can be added to a moment.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(LONGEST)
}

impl Setup {
    pub(super) fn new(is_https: bool, sockets: &HttpConfig, timeout: Duration) -> Result<Self, BuildError> {
        Ok(Self {
            is_https,
            connect: bounded(sockets.connect),
            read: sockets.read.map(bounded),
            idle: bounded(sockets.idle),
            max_idle: sockets.max_idle,
            timeout: bounded(timeout),
            roots: tls::read_roots(&sockets.roots)?,
        })
    }

    /// How long a request may take that says nothing else.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// An HTTP client with a pool of its own.
    pub(super) fn build(&self) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder();
        let builder = match self.read {
            Some(timeout) => builder.read_timeout(timeout),
            None => builder,
        };
        let builder = if self.is_https {
            tls::trusting(builder, &self.roots)
        } else {
            // A gateway on this machine is reached directly: a proxy from the environment would carry the session off it.
            tls::trusting_nobody(builder.no_proxy())
        };
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .timeout(self.timeout)
            .connect_timeout(self.connect)
            .pool_idle_timeout(self.idle)
            .pool_max_idle_per_host(self.max_idle)
            .build()
    }

    /// Says why no client could be built, and what to do.
    pub(super) fn refuse(&self, error: reqwest::Error) -> BuildError {
        let (with, advice) = match (self.is_https, self.roots.is_empty()) {
            (true, true) => (
                "",
                ": install the system's root certificates (the package `ca-certificates`), or give one with `root_certificate`",
            ),
            (true, false) => (" with these root certificates", ""),
            (false, _) => ("", ""),
        };
        let error = TransportError::not_sent(error);
        BuildError::new(format!("the HTTP client cannot be set up{with}: {error}{advice}"))
    }
}
