//! The connection below the WebSocket: TCP, and TLS for `wss`.

use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
#[cfg(feature = "rustls-no-provider")]
use tokio_rustls::TlsConnector;
#[cfg(feature = "rustls-no-provider")]
use tokio_rustls::rustls::pki_types::ServerName;

use super::address::Address;
use crate::error::Error;

/// A connection with or without TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// Opens connections.
pub(super) struct Opener {
    #[cfg(feature = "rustls-no-provider")]
    tls: Option<TlsConnector>,
}

impl Opener {
    /// Prepares TLS if the address needs it.
    #[cfg(feature = "rustls-no-provider")]
    pub(super) fn new(address: &Address, roots: &[Vec<u8>]) -> Result<Self, Error> {
        let config = address.is_tls.then(|| top_runtime::__v0_1_0::tls_config(roots)).transpose()?;
        Ok(Self { tls: config.map(|config| TlsConnector::from(std::sync::Arc::new(config))) })
    }

    /// Refuses addresses that need TLS.
    #[cfg(not(feature = "rustls-no-provider"))]
    pub(super) fn new(address: &Address, _: &[Vec<u8>]) -> Result<Self, Error> {
        if address.is_tls {
            return Err(Error::Setting(
                "an address with `wss` needs the feature `rustls` of top-messages".to_owned(),
            ));
        }
        Ok(Self {})
    }

    /// Opens a connection, and returns it with the local address.
    pub(super) async fn open(&self, address: &Address) -> io::Result<(Box<dyn Stream>, IpAddr)> {
        let stream = TcpStream::connect((address.host.as_str(), address.port)).await?;
        // Nagle's algorithm would delay confirmations until the platform acknowledges.
        let _ = stream.set_nodelay(true);
        let local = stream.local_addr()?.ip();
        self.encrypt(stream, address).await.map(|stream| (stream, local))
    }

    #[cfg(feature = "rustls-no-provider")]
    async fn encrypt(&self, stream: TcpStream, address: &Address) -> io::Result<Box<dyn Stream>> {
        let Some(tls) = &self.tls else { return Ok(Box::new(stream)) };
        let name = ServerName::try_from(address.host.clone()).map_err(io::Error::other)?;
        Ok(Box::new(tls.connect(name, stream).await?))
    }

    #[cfg(not(feature = "rustls-no-provider"))]
    #[allow(clippy::unused_async, clippy::unused_self)] // as with TLS
    async fn encrypt(&self, stream: TcpStream, _: &Address) -> io::Result<Box<dyn Stream>> {
        Ok(Box::new(stream))
    }
}
