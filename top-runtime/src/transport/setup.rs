//! How the HTTP client is set up: so that a request is sent once, to where it is meant for, over verified TLS.

use std::time::Duration;

use super::TransportError;
use super::sockets::Sockets;
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
    roots: Vec<reqwest::Certificate>,
}

/// A time that can be added to a moment.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(LONGEST)
}

impl Setup {
    pub(super) fn new(is_https: bool, sockets: &Sockets, timeout: Duration) -> Result<Self, BuildError> {
        Ok(Self {
            is_https,
            connect: bounded(sockets.connect),
            read: sockets.read.map(bounded),
            idle: bounded(sockets.idle),
            max_idle: sockets.max_idle,
            timeout: bounded(timeout),
            roots: read_roots(&sockets.roots)?,
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
            with_roots(with_tls(builder), &self.roots)
        } else {
            // A gateway on this machine is reached directly: a proxy from the environment would carry the session off it.
            without_roots(with_tls(builder).no_proxy())
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

/// Takes the TLS of our own features: in a program whose other crates turn more of reqwest's features on, its choice would be another.
fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
    let builder = builder.tls_backend_native();
    builder
}

/// Reads root certificates, each in PEM or DER.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
fn read_roots(roots: &[Vec<u8>]) -> Result<Vec<reqwest::Certificate>, BuildError> {
    let mut certificates = Vec::new();
    for (at, root) in roots.iter().enumerate() {
        let refuse = |why: &dyn std::fmt::Display| {
            BuildError::new(format!("root certificate {}: expected PEM or DER, found {why}", at + 1))
        };
        let is_pem = root.windows(11).any(|part| part == b"-----BEGIN ");
        let read = match root.first() {
            _ if is_pem => reqwest::Certificate::from_pem_bundle(root),
            Some(0x30) => reqwest::Certificate::from_der(root).map(|certificate| vec![certificate]),
            _ => return Err(refuse(&"neither")),
        };
        let read = read.map_err(|e| refuse(&TransportError::not_sent(e)))?;
        if read.is_empty() {
            return Err(refuse(&"no certificate in the PEM text"));
        }
        certificates.extend(read);
    }
    Ok(certificates)
}

/// Trusts more root certificates.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
fn with_roots(builder: reqwest::ClientBuilder, roots: &[reqwest::Certificate]) -> reqwest::ClientBuilder {
    if roots.is_empty() { builder } else { builder.tls_certs_merge(roots.iter().cloned()) }
}

/// Trusts nobody, and reads no certificates of the system: plain http needs none, and a machine may have none.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
fn without_roots(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_certs_only([])
}

/// Without TLS there is nothing to trust.
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
#[allow(clippy::unnecessary_wraps)]
fn read_roots(_: &[Vec<u8>]) -> Result<Vec<reqwest::Certificate>, BuildError> {
    Ok(Vec::new())
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
fn with_roots(builder: reqwest::ClientBuilder, _: &[reqwest::Certificate]) -> reqwest::ClientBuilder {
    builder
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
fn without_roots(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}
