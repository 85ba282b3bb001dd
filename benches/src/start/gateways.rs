//! Two gateways with one constant reply, over plain http and over TLS, on a thread of their own.

use std::convert::Infallible;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const REPLY: &str = r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#;

/// Addresses of the gateways, and the file with the root certificate.
#[derive(Debug)]
pub(super) struct Gateways {
    pub(super) http: String,
    pub(super) https: String,
    pub(super) root: PathBuf,
}

impl Gateways {
    /// Starts the gateways. They run as long as this process.
    pub(super) fn start() -> Self {
        let (acceptor, root) = identity();
        let (send, ports) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let plain = TcpListener::bind(("127.0.0.1", 0)).await?;
                let tls = TcpListener::bind(("127.0.0.1", 0)).await?;
                let _ = send.send((plain.local_addr()?.port(), tls.local_addr()?.port()));
                tokio::try_join!(accept(plain, None), accept(tls, Some(acceptor)))
            })
        });
        let (http, https) = ports.recv().expect("two ports of the loopback interface");
        Self {
            http: format!("http://localhost:{http}/router/rest"),
            https: format!("https://localhost:{https}/router/rest"),
            root,
        }
    }
}

/// Creates an authority and a certificate of `localhost`. Writes the authority's certificate to a
/// file.
fn identity() -> (TlsAcceptor, PathBuf) {
    let key = || KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "benchmark");
    let authority = CertifiedIssuer::self_signed(params, key()).expect("an authority");
    let key = key();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");

    let program = std::env::current_exe().expect("the path of this program");
    let path = program.with_file_name(format!("start-root-{}.pem", std::process::id()));
    let mut file = std::fs::File::create(&path).expect("a file beside this program");
    file.write_all(authority.pem().as_bytes()).expect("a file beside this program");

    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the versions of the provider")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("the certificate of this key");
    (TlsAcceptor::from(Arc::new(config)), path)
}

impl Drop for Gateways {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.root);
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let _ = stream.set_nodelay(true);
        tokio::spawn(connection(stream, tls.clone()));
    }
}

async fn connection(stream: TcpStream, tls: Option<TlsAcceptor>) {
    match tls {
        None => serve(stream).await,
        Some(tls) => {
            if let Ok(stream) = tls.accept(stream).await {
                serve(stream).await;
            }
        }
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin) {
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(reply)).await;
}

async fn reply(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    Ok(Response::new(Full::new(Bytes::from_static(REPLY.as_bytes()))))
}
