//! Whom the transport over sockets trusts.

use reqwest::ClientBuilder;

use super::TransportError;
use crate::error::BuildError;

pub(super) type Root = reqwest::Certificate;

/// Reads root certificates, each in PEM or DER.
pub(super) fn read_roots(roots: &[Vec<u8>]) -> Result<Vec<Root>, BuildError> {
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

/// Trusts the system's root certificates, and these.
pub(super) fn trusting(builder: ClientBuilder, roots: &[Root]) -> ClientBuilder {
    let builder = with_backend(builder);
    if roots.is_empty() { builder } else { builder.tls_certs_merge(roots.iter().cloned()) }
}

/// Trusts nobody, and reads no certificates of the system: plain http needs none, and a machine may have none.
pub(super) fn trusting_nobody(builder: ClientBuilder) -> ClientBuilder {
    with_backend(builder).tls_certs_only([])
}

/// Takes the TLS of our own features: in a program whose other crates turn more of reqwest's features on, its choice would be another.
fn with_backend(builder: ClientBuilder) -> ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
    let builder = builder.tls_backend_native();
    builder
}
