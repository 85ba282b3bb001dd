//! Root certificates and the TLS implementation of the HTTP transport.

use reqwest::ClientBuilder;

use super::TransportError;
use crate::error::BuildError;

pub(super) type Root = reqwest::Certificate;

/// Reads root certificates. Each item is PEM, with one or several certificates, or DER.
pub(super) fn read_roots(roots: &[Vec<u8>]) -> Result<Vec<Root>, BuildError> {
    let mut certificates = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        let build_error = |found: &dyn std::fmt::Display| {
            BuildError::new(format!("root certificate {}: expected PEM or DER, found {found}", index + 1))
        };
        let is_pem = root.windows(11).any(|part| part == b"-----BEGIN ");
        let read = match root.first() {
            _ if is_pem => reqwest::Certificate::from_pem_bundle(root),
            Some(0x30) => reqwest::Certificate::from_der(root).map(|certificate| vec![certificate]),
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

/// Trusts the root certificates of the system and `roots`.
pub(super) fn trusting(builder: ClientBuilder, roots: &[Root]) -> ClientBuilder {
    let builder = with_backend(builder);
    if roots.is_empty() { builder } else { builder.tls_certs_merge(roots.iter().cloned()) }
}

/// Trusts nobody. Does not load the certificates of the system: plain http needs none, and a host
/// may have none.
pub(super) fn trusting_nobody(builder: ClientBuilder) -> ClientBuilder {
    with_backend(builder).tls_certs_only([])
}

/// Selects TLS by the features of this crate: other crates of a program may turn on more features
/// of reqwest, which would change its default.
fn with_backend(builder: ClientBuilder) -> ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    let builder = builder.tls_backend_rustls();
    #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
    let builder = builder.tls_backend_native();
    builder
}
