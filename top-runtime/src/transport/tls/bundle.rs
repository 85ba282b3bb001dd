//! The bundle file of the system's root certificates.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

/// Reads the bundle file that the verifier of the platform reads, too: that of `SSL_CERT_FILE`, or
/// the system's if neither this variable nor `SSL_CERT_DIR` is set.
///
/// Returns `None` if the file has no certificate that can be read.
pub(super) fn read_default() -> Option<RootCertStore> {
    let is_folder_set = std::env::var_os("SSL_CERT_DIR").is_some();
    match std::env::var_os("SSL_CERT_FILE") {
        Some(file) => read(Path::new(&file)),
        None if is_folder_set => None,
        None => read(&openssl_probe::probe().cert_file?),
    }
}

fn read(path: &Path) -> Option<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for_each_certificate(BufReader::new(File::open(path).ok()?), |certificate| {
        let _ = roots.add(certificate); // a malformed one is of no use
    });
    (!roots.is_empty()).then_some(roots)
}

/// Passes on the certificates of a text in PEM. Skips text between certificates, and certificates
/// that are not in base64.
///
/// Takes half of the time of the PEM reader in `rustls::pki_types`, which decodes in constant time,
/// as is right for private keys. Reading the bundle is a fifth of the work of a process that makes
/// one call over TLS.
fn for_each_certificate(mut pem: impl BufRead, mut found: impl FnMut(CertificateDer<'_>)) {
    let (mut line, mut digits, mut der, mut is_inside) = (Vec::new(), Vec::new(), Vec::new(), false);
    while pem.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        match line.trim_ascii() {
            b"-----BEGIN CERTIFICATE-----" => {
                digits.clear();
                is_inside = true;
            }
            b"-----END CERTIFICATE-----" if is_inside => {
                der.clear();
                if STANDARD.decode_vec(&digits, &mut der).is_ok() {
                    found(CertificateDer::from(der.as_slice()));
                }
                is_inside = false;
            }
            text if is_inside => digits.extend_from_slice(text),
            _ => {}
        }
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_found_among_other_text() {
        let pem = b"# first\r\n-----BEGIN CERTIFICATE-----\r\nMAMC\r\nAQE=\r\n-----END CERTIFICATE-----\r\n\
                    \xff AAAA\n-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n\
                    -----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n\
                    -----BEGIN CERTIFICATE-----\nMAMCAQI=\n-----END CERTIFICATE-----\n\
                    -----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMAMCAQM=";
        let mut certificates = Vec::new();
        for_each_certificate(&pem[..], |certificate| certificates.push(certificate.to_vec()));
        assert_eq!(certificates, [[0x30, 3, 2, 1, 1], [0x30, 3, 2, 1, 2]]);
    }

    #[test]
    fn a_file_without_certificates_is_no_bundle() {
        assert!(read(Path::new(env!("CARGO_MANIFEST_PATH"))).is_none());
        assert!(read(Path::new("/no/such/file")).is_none());
    }
}
