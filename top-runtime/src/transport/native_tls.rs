//! TLS of the system. Clients without own root certificates share one connector per process.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use native_tls::TlsConnector;
use reqwest::{Certificate, ClientBuilder};

use super::TransportError;
use crate::error::BuildError;

/// Connector with the root certificates of the system: OpenSSL reads them for each connector.
static SHARED: Mutex<Option<TlsConnector>> = Mutex::new(None);

/// Who is trusted.
#[derive(Debug)]
pub(super) enum Tls {
    /// Plain http does not use the connector, but reqwest would create one for each client.
    System(TlsConnector),
    SystemAnd(Vec<Certificate>),
}

impl Tls {
    /// Trusts the root certificates of the system and `roots`. Each of them is PEM, with one or
    /// several certificates, or DER.
    pub(super) fn new(is_https: bool, roots: &[Vec<u8>]) -> Result<Self, BuildError> {
        let roots = read(roots)?;
        Ok(if is_https && !roots.is_empty() { Self::SystemAnd(roots) } else { Self::System(shared()?) })
    }

    /// Passes the connector to reqwest. Features of reqwest that other crates of a program turn on
    /// do not change it.
    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        match self {
            Self::System(connector) => builder.tls_backend_preconfigured(connector.clone()),
            Self::SystemAnd(roots) => builder.tls_backend_native().tls_certs_merge(roots.iter().cloned()),
        }
    }

    /// Returns what to do if no HTTP client can be built.
    #[allow(clippy::unused_self)] // as with rustls
    pub(super) fn advice(&self) -> &'static str {
        ""
    }
}

/// Returns the connector of all clients without own root certificates. After a failure the next
/// client tries again.
fn shared() -> Result<TlsConnector, BuildError> {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(connector) = &*shared {
        return Ok(connector.clone());
    }
    let connector = TlsConnector::builder().request_alpns(&["http/1.1"]).build().map_err(|error| {
        BuildError::new(format!(
            "the HTTP client cannot be set up: {error}: install the system's root certificates (package \
             `ca-certificates`), or set one with `root_certificate`"
        ))
    })?;
    *shared = Some(connector.clone());
    Ok(connector)
}

fn read(roots: &[Vec<u8>]) -> Result<Vec<Certificate>, BuildError> {
    let mut certificates = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        let build_error = |found: &dyn fmt::Display| {
            BuildError::new(format!("root certificate {}: expected PEM or DER, found {found}", index + 1))
        };
        let is_pem = root.windows(11).any(|part| part == b"-----BEGIN ");
        let read = match root.first() {
            _ if is_pem => Certificate::from_pem_bundle(root),
            Some(0x30) => Certificate::from_der(root).map(|certificate| vec![certificate]),
            _ => return Err(build_error(&"neither")),
        };
        let read = read.map_err(|e| build_error(&TransportError::not_sent(e)))?;
        if read.is_empty() {
            return Err(build_error(&"no certificate in the PEM text"));
        }
        certificates.extend(read);
    }
    Ok(certificates)
}
