//! The verifier of the operating system: Windows, Apple, Android. Creating one reads no files.

use std::sync::Arc;

use rustls::Error;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls_platform_verifier::Verifier;

/// Trusts the root certificates of the system and `own`.
#[cfg(not(target_os = "android"))]
pub(super) fn new(
    own: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    Verifier::new_with_extra_roots(own, Arc::clone(provider))
}

/// Trusts the root certificates of the system. Android has no function that adds others.
#[cfg(target_os = "android")]
pub(super) fn new(
    own: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<Verifier, Error> {
    if own.is_empty() {
        Verifier::new(Arc::clone(provider))
    } else {
        Err(Error::General("`root_certificate` is not supported on Android".to_owned()))
    }
}
