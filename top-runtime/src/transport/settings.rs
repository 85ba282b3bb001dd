//! Methods that set the fields of [`HttpConfig`].

use std::fmt;
use std::time::Duration;

use super::config::HttpConfig;
use super::proxy::ProxyChoice;
use super::{ParamPlacement, origin};
use crate::error::BuildError;

impl HttpConfig {
    /// Creates settings with the default values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of a connection attempt. See
    /// [`ClientBuilder::connect_timeout`](crate::ClientBuilder::connect_timeout).
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self.give("connect_timeout")
    }

    /// Sets the maximum time between two reads. See
    /// [`ClientBuilder::read_timeout`](crate::ClientBuilder::read_timeout).
    #[must_use]
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self.give("read_timeout")
    }

    /// Sets how long an idle connection is kept. See
    /// [`ClientBuilder::idle_timeout`](crate::ClientBuilder::idle_timeout).
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self.give("idle_timeout")
    }

    /// Sets the maximum number of connections; with an HTTP client of the caller, of calls at a time.
    /// See [`ClientBuilder::max_connections`](crate::ClientBuilder::max_connections).
    #[must_use]
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections;
        self
    }

    /// Sets the maximum number of idle connections. See
    /// [`ClientBuilder::idle_connections`](crate::ClientBuilder::idle_connections).
    #[must_use]
    pub fn idle_connections(mut self, connections: usize) -> Self {
        self.max_idle = connections;
        self.give("idle_connections")
    }

    /// Adds a root certificate. See
    /// [`ClientBuilder::root_certificate`](crate::ClientBuilder::root_certificate).
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    #[must_use]
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(certificate.into());
        self.give("root_certificate")
    }

    /// Sets the proxy. See [`ClientBuilder::proxy`](crate::ClientBuilder::proxy).
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = ProxyChoice::Url(url.into());
        self.give("proxy")
    }

    /// Ignores the proxy of the environment. See
    /// [`ClientBuilder::no_proxy`](crate::ClientBuilder::no_proxy).
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyChoice::Never;
        self.give("no_proxy")
    }

    /// Sets the HTTP client. See [`ClientBuilder::http_client`](crate::ClientBuilder::http_client).
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.client = Some(client);
        self
    }

    fn give(mut self, name: &'static str) -> Self {
        if !self.given.contains(&name) {
            self.given.push(name);
        }
        self
    }

    /// Checks that an HTTP client of the caller gets no session in a URL.
    pub(crate) fn check_placement(&self, placement: ParamPlacement) -> Result<(), BuildError> {
        match (&self.client, placement) {
            (Some(_), ParamPlacement::Query) => Err(BuildError::new(origin::SECRET_URL.to_owned())),
            _ => Ok(()),
        }
    }

    /// Checks the settings that depend on each other or on the gateway.
    pub(super) fn check(&self, is_https: bool) -> Result<(), BuildError> {
        if self.client.is_some() && !self.given.is_empty() {
            let names = self.given.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            return Err(BuildError::new(format!(
                "{names} cannot change an HTTP client that is already built: set it on the `reqwest::ClientBuilder` \
                 of the client passed to `http_client`"
            )));
        }
        self.proxy.check(is_https)
    }
}

impl fmt::Debug for HttpConfig {
    /// Prints neither certificates nor the password of a proxy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpConfig")
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .field("max_connections", &self.max_connections)
            .field("idle_connections", &self.max_idle)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}
