//! Root certificates that the caller adds.

use std::fmt;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::error::BuildError;

/// Reads root certificates. Each item is PEM, with one or several certificates, or DER.
pub(super) fn read(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let mut certificates = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        let build_error = |found: &dyn fmt::Display| {
            BuildError::new(format!("root certificate {}: expected PEM or DER, found {found}", index + 1))
        };
        let is_pem = root.windows(11).any(|part| part == b"-----BEGIN ");
        let read = match root.first() {
            _ if is_pem => CertificateDer::pem_slice_iter(root)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| build_error(&format_args!("malformed PEM: {error}")))?,
            Some(0x30) => vec![CertificateDer::from(root.clone())],
            _ => return Err(build_error(&"neither")),
        };
        if read.is_empty() {
            return Err(build_error(&"no certificate in the PEM text"));
        }
        for certificate in &read {
            RootCertStore::empty()
                .add(certificate.clone())
                .map_err(|error| build_error(&format_args!("a malformed certificate: {error}")))?;
        }
        certificates.extend(read);
    }
    Ok(certificates)
}
