//! A gateway whose identity is not proven receives nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use top_runtime::{Client, ClientBuilder, Error};

use crate::raw_server::{GOOD, LONG, call, read_request};

/// Counter of authorities.
static AUTHORITIES: AtomicUsize = AtomicUsize::new(0);

/// A certificate authority that is unknown by default.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
pub(crate) struct Identity {
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        // Two authorities of one name cannot be distinguished.
        let number = AUTHORITIES.fetch_add(1, Ordering::SeqCst).to_string();
        params.distinguished_name.push(rcgen::DnType::CommonName, number);
        params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    /// Issues a certificate of a host that expires at the end of a year.
    pub(crate) fn identity(&self, host: &str, until: i32) -> Identity {
        let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(until, 12, 31);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity {
            certificate: certificate.der().clone(),
            key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        }
    }
}

/// Creates a self-signed certificate.
fn self_signed(host: &str) -> Identity {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec![host.to_owned()]).unwrap().self_signed(&key).unwrap();
    Identity {
        certificate: certificate.der().clone(),
        key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
    }
}

/// A gateway with TLS, and the number of its requests.
pub(crate) struct Gateway {
    pub(crate) port: u16,
    requests: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Gateway {
    pub(crate) async fn start(identity: Identity) -> Self {
        // Named, because `rustls-aws-lc-rs` brings a second provider.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth();
        let config = config.with_single_cert(vec![identity.certificate], identity.key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, counted) = (acceptor.clone(), Arc::clone(&counted));
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else { return };
                    while read_request(&mut stream, &mut Vec::new(), |_| {}).await {
                        counted.fetch_add(1, Ordering::SeqCst);
                        let _ = stream.write_all(GOOD.as_bytes()).await;
                        let _ = stream.flush().await;
                    }
                });
            }
        });
        Self { port, requests, task }
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// Returns a client that trusts an additional authority.
    fn builder(&self, root: impl Into<Vec<u8>>) -> ClientBuilder {
        let gateway = format!("https://localhost:{}/router/rest", self.port);
        Client::builder("12345678", "helloworld").gateway(gateway).timeout(LONG).root_certificate(root)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns the error of a call to a gateway with this identity, and asserts that nothing was sent.
async fn refused(identity: Identity, trusted: &Authority) -> Error {
    let gateway = Gateway::start(identity).await;
    let error = call(&gateway.builder(trusted.pem()).build().unwrap()).await.unwrap_err();
    assert_eq!(gateway.requests(), 0);
    assert!(!error.may_have_executed(), "{error}");
    error
}

#[tokio::test]
async fn added_root_certificate_is_trusted() {
    let authority = Authority::new();
    let gateway = Gateway::start(authority.identity("localhost", 2100)).await;
    let (der, other) = (authority.0.der().to_vec(), Authority::new());
    let several = format!("the two of them:\n{}\n{}", other.pem(), authority.pem());
    for root in [authority.pem().into_bytes(), der, several.into_bytes()] {
        call(&gateway.builder(root).build().unwrap()).await.unwrap();
    }
    let twice = gateway.builder(other.pem()).root_certificate(authority.pem());
    call(&twice.build().unwrap()).await.unwrap();
    assert_eq!(gateway.requests(), 4);
}

#[tokio::test]
async fn unknown_authority_is_rejected() {
    let error = refused(Authority::new().identity("localhost", 2100), &Authority::new()).await.to_string();
    assert!(error.contains("invalid peer certificate: UnknownIssuer"), "{error}");
}

#[tokio::test]
async fn self_signed_certificate_is_rejected() {
    let error = refused(self_signed("localhost"), &Authority::new()).await.to_string();
    assert!(error.contains("invalid peer certificate: UnknownIssuer"), "{error}");
}

#[tokio::test]
async fn expired_certificate_is_rejected() {
    let authority = Authority::new();
    let error = refused(authority.identity("localhost", 2024), &authority).await.to_string();
    assert!(error.contains("invalid peer certificate: certificate expired"), "{error}");
}

#[tokio::test]
async fn certificate_of_another_host_is_rejected() {
    let authority = Authority::new();
    let error = refused(authority.identity("gw.example", 2100), &authority).await.to_string();
    assert!(error.contains("certificate not valid for name \"localhost\""), "{error}");
    assert!(error.contains("gw.example"), "{error}");
}

#[tokio::test]
async fn server_without_tls_is_rejected() {
    let server = crate::raw_server::RawServer::start(|mut connection, _| async move {
        connection.wait().await;
        connection.write("HTTP/1.1 400 Bad Request\r\n\r\n").await;
        connection.hold().await;
    })
    .await;
    let gateway = server.url.replacen("http://127.0.0.1", "https://localhost", 1);
    let client = Client::builder("12345678", "helloworld").gateway(gateway).timeout(LONG);
    let client = client.root_certificate(Authority::new().pem()).build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert!(!error.may_have_executed(), "{error}");
}

#[test]
fn malformed_root_certificate_is_named() {
    for (root, found) in [
        ("", "root certificate 1: expected PEM or DER, found neither"),
        ("no certificate", "root certificate 1: expected PEM or DER, found neither"),
        ("0 this begins like DER", "root certificate"),
        ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no certificate in the PEM text"),
        ("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "root certificate"),
    ] {
        let builder = Client::builder("12345678", "helloworld").root_certificate(root);
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(found), "{root}: {error}");
    }
}
