//! Verifies certificates with root certificates in files: Linux and other Unix systems.
//!
//! A system has its roots in one bundle file, and most of them once more in a folder with a file
//! each. Reading the folder takes several times as long as reading the bundle. The folder is read
//! only if the bundle does not prove a certificate, and then the verifier of
//! `rustls-platform-verifier`, which reads both, decides. So the trusted roots are the same.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::bundle;

/// Root certificates of the system, shared by all clients.
static SYSTEM: Mutex<Option<Arc<System>>> = Mutex::new(None);

/// Accepts a certificate if one of several verifiers accepts the certificate. Each chain ends in
/// one root, so the result is that of one verifier with all roots.
#[derive(Debug)]
pub(super) struct SharedVerifier {
    /// Roots of the caller.
    own: Option<Arc<WebPkiServerVerifier>>,
    /// `None` if the system has no roots: those of the caller are enough.
    system: Option<Arc<System>>,
    provider: Arc<CryptoProvider>,
}

/// Root certificates of the system.
#[derive(Debug)]
struct System {
    bundle: Option<Arc<WebPkiServerVerifier>>,
    /// Bundle and folder. Read when first needed.
    platform: Mutex<Option<Arc<Verifier>>>,
    provider: Arc<CryptoProvider>,
}

/// Trusts the root certificates of the system and `own`.
pub(super) fn new(
    own: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<SharedVerifier, Error> {
    let own = if own.is_empty() { None } else { Some(verifier(store(own)?, provider)?) };
    let system = match System::shared(provider) {
        Ok(system) => Some(system),
        Err(_) if own.is_some() => None,
        Err(error) => return Err(error),
    };
    Ok(SharedVerifier { own, system, provider: Arc::clone(provider) })
}

fn store(roots: Vec<CertificateDer<'static>>) -> Result<RootCertStore, Error> {
    let mut store = RootCertStore::empty();
    roots.into_iter().try_for_each(|root| store.add(root))?;
    Ok(store)
}

fn verifier(
    roots: RootCertStore,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<WebPkiServerVerifier>, Error> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map_err(|error| Error::Other(OtherError(Arc::new(error))))
}

impl System {
    /// Returns the roots of this process. A failure is not kept: the next client tries again.
    fn shared(provider: &Arc<CryptoProvider>) -> Result<Arc<Self>, Error> {
        let mut shared = SYSTEM.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(system) = &*shared
            && Arc::ptr_eq(&system.provider, provider)
        {
            return Ok(Arc::clone(system));
        }
        let system = Arc::new(Self::read(provider)?);
        *shared = Some(Arc::clone(&system));
        Ok(system)
    }

    fn read(provider: &Arc<CryptoProvider>) -> Result<Self, Error> {
        let bundle = bundle::read_default().and_then(|roots| verifier(roots, provider).ok());
        let system = Self { bundle, platform: Mutex::new(None), provider: Arc::clone(provider) };
        if system.bundle.is_none() {
            system.platform()?;
        }
        Ok(system)
    }

    /// Returns the verifier of bundle and folder.
    fn platform(&self) -> Result<Arc<Verifier>, Error> {
        let mut platform = self.platform.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verifier) = &*platform {
            return Ok(Arc::clone(verifier));
        }
        let verifier = Arc::new(Verifier::new(Arc::clone(&self.provider))?);
        *platform = Some(Arc::clone(&verifier));
        Ok(verifier)
    }
}

impl SharedVerifier {
    /// Returns the verifiers, those without a cost first.
    fn in_turn(&self) -> impl Iterator<Item = Arc<dyn ServerCertVerifier>> {
        let webpki =
            |verifier: &Arc<WebPkiServerVerifier>| Arc::clone(verifier) as Arc<dyn ServerCertVerifier>;
        let bundle = self.system.as_ref().and_then(|system| system.bundle.as_ref());
        let quick = self.own.iter().chain(bundle).map(webpki);
        let platform = self.system.iter().filter_map(|system| system.platform().ok());
        quick.chain(platform.map(|verifier| verifier as _))
    }
}

impl ServerCertVerifier for SharedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut refused = Error::InvalidCertificate(CertificateError::UnknownIssuer);
        for verifier in self.in_turn() {
            let result =
                verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
            match result {
                Ok(verified) => return Ok(verified),
                // The verifier that knows the authority has the reason.
                Err(error) if is_unknown_issuer(&refused) => refused = error,
                Err(_) => {}
            }
        }
        Err(refused)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn is_unknown_issuer(error: &Error) -> bool {
    matches!(error, Error::InvalidCertificate(CertificateError::UnknownIssuer))
}

#[cfg(test)]
#[cfg(any(feature = "rustls", feature = "rustls-aws-lc-rs"))]
mod tests {
    use std::process::{Command, Stdio};

    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

    use super::*;

    /// Folder of the child process, with the files below.
    const FOLDER: &str = "TOP_TEST_FOLDER";
    const ROOT: &str = "root.pem";
    const CERTIFICATE: &str = "certificate.der";

    fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
    }

    fn certificate(authority: &CertifiedIssuer<'static, KeyPair>) -> CertificateDer<'static> {
        let params = CertificateParams::new(vec!["gw.example".to_owned()]).unwrap();
        params.signed_by(&KeyPair::generate().unwrap(), authority).unwrap().der().clone()
    }

    /// Returns the verdict of a verifier whose bundle has one root.
    fn verify(bundle: CertificateDer<'static>, certificate: &CertificateDer<'_>) -> Result<(), Error> {
        let provider = super::super::provider().unwrap();
        let bundle = Some(verifier(store(vec![bundle]).unwrap(), &provider).unwrap());
        let system = System { bundle, platform: Mutex::new(None), provider: Arc::clone(&provider) };
        let verifier = SharedVerifier { own: None, system: Some(Arc::new(system)), provider };
        let name = ServerName::try_from("gw.example").unwrap();
        verifier.verify_server_cert(certificate, &[], &name, &[], UnixTime::now()).map(|_| ())
    }

    #[test]
    fn root_of_the_bundle_is_trusted_and_others_are_not() {
        let (known, unknown) = (authority("known"), authority("unknown"));
        verify(known.der().clone(), &certificate(&known)).unwrap();
        let error = verify(known.der().clone(), &certificate(&unknown)).unwrap_err();
        assert!(is_unknown_issuer(&error), "{error}");
    }

    /// The roots of the platform are named by variables of a child process, because variables of
    /// this process are shared by all tests.
    #[test]
    fn root_that_only_the_platform_has_is_trusted() {
        let folder = std::env::temp_dir().join(format!("top-runtime-roots-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let authority = authority("known");
        std::fs::write(folder.join(ROOT), authority.pem()).unwrap();
        std::fs::write(folder.join(CERTIFICATE), certificate(&authority)).unwrap();
        let mut command = Command::new(std::env::current_exe().unwrap());
        let test = concat!(module_path!(), "::verify_in_a_child_process");
        command.args(["--exact", test.split_once("::").unwrap().1, "--ignored", "--nocapture"]);
        command.env(FOLDER, &folder).env("SSL_CERT_FILE", folder.join(ROOT)).env_remove("SSL_CERT_DIR");
        let output = command.stdin(Stdio::null()).output().unwrap();
        std::fs::remove_dir_all(folder).unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"), "{output:?}");
    }

    #[test]
    #[ignore = "run by the test above, with the variables set"]
    fn verify_in_a_child_process() {
        let folder = std::path::PathBuf::from(std::env::var_os(FOLDER).unwrap());
        let certificate = CertificateDer::from(std::fs::read(folder.join(CERTIFICATE)).unwrap());
        verify(authority("other").der().clone(), &certificate).unwrap();
    }
}
