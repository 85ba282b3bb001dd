//! TLS with rustls. Clients without own root certificates share one configuration per process.

#[cfg(all(unix, not(any(target_vendor = "apple", target_os = "android"))))]
mod bundle;
mod roots;
#[cfg(any(not(unix), target_vendor = "apple", target_os = "android"))]
#[path = "tls/platform_verifier.rs"]
mod verifier;
#[cfg(all(unix, not(any(target_vendor = "apple", target_os = "android"))))]
mod verifier;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::ClientBuilder;
use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ClientConfig, Resumption};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{ConfigBuilder, RootCertStore, WantsVerifier};

use crate::error::BuildError;

/// Configuration with the root certificates of the system: reading them takes milliseconds.
static SHARED: Mutex<Option<ClientConfig>> = Mutex::new(None);

/// TLS configuration of a client.
#[derive(Debug)]
pub(super) struct Tls(ClientConfig);

impl Tls {
    /// Trusts the root certificates of the system and `roots`. Each of them is PEM, with one or
    /// several certificates, or DER.
    ///
    /// Without `is_https` nobody is trusted and nothing is loaded: plain http needs no
    /// certificates, and a host may have none.
    pub(super) fn new(is_https: bool, roots: &[Vec<u8>]) -> Result<Self, BuildError> {
        let roots = roots::read(roots)?;
        let provider = provider()?;
        let config = match (is_https, roots.is_empty()) {
            (false, _) => trusting_nobody(&provider),
            (true, true) => shared(&provider),
            (true, false) => trusting(roots, &provider),
        };
        config.map(Self)
    }

    /// Passes the configuration to reqwest. Features of reqwest that other crates of a program turn
    /// on do not change it.
    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.tls_backend_preconfigured(self.0.clone())
    }

    /// Returns what to do if reqwest rejects the configuration.
    #[allow(clippy::unused_self)] // as without rustls
    pub(super) fn advice(&self) -> &'static str {
        ": if reqwest depends on another version of rustls than top-runtime, update top-runtime or use the earlier \
         version of reqwest"
    }
}

/// Returns the configuration of a client that trusts the root certificates of the system and
/// `roots`: for connections that are not made by a [`Client`](crate::Client).
///
/// # Errors
///
/// There is no crypto provider, or a root certificate cannot be read.
pub fn tls_config(roots: &[Vec<u8>]) -> Result<ClientConfig, BuildError> {
    Tls::new(true, roots).map(|tls| tls.0)
}

/// Returns the provider that the program has installed, else the one of the features.
fn provider() -> Result<Arc<CryptoProvider>, BuildError> {
    match CryptoProvider::get_default() {
        Some(provider) => Ok(Arc::clone(provider)),
        None => default_provider(),
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
#[allow(clippy::unnecessary_wraps)] // as without a provider
fn default_provider() -> Result<Arc<CryptoProvider>, BuildError> {
    use std::sync::LazyLock;

    #[cfg(feature = "rustls-aws-lc-rs")]
    use rustls::crypto::aws_lc_rs as library;
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    use rustls::crypto::ring as library;

    static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| Arc::new(library::default_provider()));
    Ok(Arc::clone(&PROVIDER))
}

#[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc-rs")))]
fn default_provider() -> Result<Arc<CryptoProvider>, BuildError> {
    Err(BuildError::new(
        "no crypto provider for TLS: call `rustls::crypto::CryptoProvider::install_default` before `build`, or turn \
         on the feature `rustls` or `rustls-aws-lc-rs` of top-runtime"
            .to_owned(),
    ))
}

/// Returns the configuration of all clients without own root certificates. If the certificates of
/// the system cannot be read, the next client tries again.
fn shared(provider: &Arc<CryptoProvider>) -> Result<ClientConfig, BuildError> {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(config) = &*shared
        && Arc::ptr_eq(config.crypto_provider(), provider)
    {
        return Ok(config.clone());
    }
    let config = trusting(Vec::new(), provider)?;
    *shared = Some(config.clone());
    Ok(config)
}

/// Trusts the root certificates of the system and `roots`.
fn trusting(
    roots: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<ClientConfig, BuildError> {
    let advice = if roots.is_empty() {
        ": install the system's root certificates (package `ca-certificates`), or set one with `root_certificate`"
    } else {
        ""
    };
    let builder = builder(provider)?;
    let verifier: Arc<dyn ServerCertVerifier> =
        Arc::new(verifier::new(roots, provider).map_err(|error| not_set_up(&error, advice))?);
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn trusting_nobody(provider: &Arc<CryptoProvider>) -> Result<ClientConfig, BuildError> {
    let builder = builder(provider)?.with_root_certificates(RootCertStore::empty());
    let mut config = builder.with_no_client_auth();
    config.resumption = Resumption::disabled();
    Ok(config)
}

fn builder(provider: &Arc<CryptoProvider>) -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, BuildError> {
    ClientConfig::builder_with_provider(Arc::clone(provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| not_set_up(&error, ""))
}

fn not_set_up(error: &dyn fmt::Display, advice: &str) -> BuildError {
    BuildError::new(format!("the HTTP client cannot be set up: {error}{advice}"))
}
