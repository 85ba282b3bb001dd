//! The built-in HTTP transport as a type of its own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::reqwest::Reqwest;
use super::{BoxFuture, HttpConfig, HttpRequest, HttpResponse, Reservation, Transport, TransportError};
use crate::Gateway;
use crate::error::BuildError;

/// Default timeout of the underlying HTTP client; each request has its own.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The HTTP transport of a [`Client`](crate::Client), to be used as a part of another transport.
///
/// [`ClientBuilder::wrap_transport`](crate::ClientBuilder::wrap_transport) is shorter if there is
/// one of them. Requests go to the gateway only: one for another scheme, host or port is refused.
/// Clones share one connection pool.
///
/// ```
/// use top_runtime::transport::{
///     BoxFuture, HttpConfig, HttpRequest, HttpResponse, HttpTransport, Transport, TransportError,
/// };
/// use top_runtime::{Client, Gateway};
///
/// /// Uses a proxy only where there is no direct way.
/// struct DirectFirst {
///     direct: HttpTransport,
///     proxied: HttpTransport,
/// }
///
/// impl Transport for DirectFirst {
///     fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(async move {
///             let (parts, body) = request.into_parts();
///             let bytes = body.as_bytes().cloned().unwrap_or_default();
///             match self.direct.send(HttpRequest::from_parts(parts.clone(), bytes.clone())).await {
///                 Err(error) if !error.may_have_been_sent() => {
///                     self.proxied.send(HttpRequest::from_parts(parts, bytes)).await
///                 }
///                 result => result,
///             }
///         })
///     }
/// }
///
/// # fn main() -> Result<(), top_runtime::error::BuildError> {
/// let gateway = Gateway::PRODUCTION;
/// let transport = DirectFirst {
///     direct: HttpTransport::new(gateway.clone(), &HttpConfig::new().no_proxy())?,
///     proxied: HttpTransport::new(gateway.clone(), &HttpConfig::new().proxy("http://proxy.example:8080"))?,
/// };
/// let client = Client::builder("12345678", "helloworld").gateway(gateway).transport(transport).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport(Arc<Reqwest>);

impl HttpTransport {
    /// Creates a transport for a gateway.
    ///
    /// # Errors
    ///
    /// - The gateway is not an accepted address, see [`Gateway`].
    /// - A setting is invalid, or does not apply to the HTTP client of the caller.
    /// - The HTTP client cannot be set up.
    pub fn new(gateway: impl Into<Gateway>, config: &HttpConfig) -> Result<Self, BuildError> {
        Self::with_timeout(&gateway.into().address()?, config, TIMEOUT)
    }

    pub(crate) fn with_timeout(
        gateway: &str,
        config: &HttpConfig,
        timeout: Duration,
    ) -> Result<Self, BuildError> {
        Ok(Self(Arc::new(Reqwest::new(gateway, config, timeout)?)))
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.send(request)
    }

    fn reserve(&self, timeout: Duration) -> Option<Reservation<'_>> {
        self.0.reserve(timeout)
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").field("gateway", &Gateway::from(self.0.gateway())).finish()
    }
}
