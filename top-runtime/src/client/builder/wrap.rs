//! Wrappers around the transport that the builder builds.

#[cfg(feature = "tower")]
use tower::Service;

use super::ClientBuilder;
use crate::transport::Transport;
#[cfg(feature = "tower")]
use crate::transport::{HttpRequest, HttpResponse, ServiceTransport, TransportService};

/// Puts a transport around another.
pub(super) type Wrapper = Box<dyn FnOnce(Box<dyn Transport>) -> Box<dyn Transport> + Send>;

impl ClientBuilder {
    /// Wraps the transport of the client, whether it is the built-in one or one set with
    /// [`transport`](Self::transport), before or after this call. May be called several times: the
    /// last wrapper is the outermost and sees a request first.
    ///
    /// The wrapper sees each attempt, signed, and its reply as received.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    ///
    /// use top_runtime::Client;
    /// use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
    ///
    /// struct CountLost {
    ///     inner: Box<dyn Transport>,
    ///     lost: Arc<AtomicUsize>,
    /// }
    ///
    /// impl Transport for CountLost {
    ///     fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
    ///         Box::pin(async move {
    ///             let response = self.inner.send(request).await;
    ///             if response.is_err() {
    ///                 self.lost.fetch_add(1, Ordering::Relaxed);
    ///             }
    ///             response
    ///         })
    ///     }
    /// }
    ///
    /// let lost = Arc::new(AtomicUsize::new(0));
    /// let counter = Arc::clone(&lost);
    /// let client = Client::builder("12345678", "helloworld")
    ///     .wrap_transport(|inner| CountLost { inner, lost: counter })
    ///     .build()?;
    /// # Ok::<(), top_runtime::error::BuildError>(())
    /// ```
    pub fn wrap_transport<T, F>(mut self, wrap: F) -> Self
    where
        T: Transport + 'static,
        F: FnOnce(Box<dyn Transport>) -> T + Send + 'static,
    {
        self.wrappers.push(Box::new(|inner| Box::new(wrap(inner))));
        self
    }

    /// Wraps the transport of the client in a layer of tower, as
    /// [`wrap_transport`](Self::wrap_transport) does. The service receives each attempt, signed:
    /// retries are the client's, as every attempt needs a new timestamp and signature.
    ///
    /// [`ServiceTransport`](crate::transport::ServiceTransport) says how errors of layers are
    /// classified.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use top_runtime::Client;
    /// use tower::ServiceBuilder;
    ///
    /// let layers = ServiceBuilder::new().concurrency_limit(20).timeout(Duration::from_secs(10));
    /// let client = Client::builder("12345678", "helloworld").layer(layers).build()?;
    /// # Ok::<(), top_runtime::error::BuildError>(())
    /// ```
    #[cfg(feature = "tower")]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: tower::Layer<TransportService> + Send + 'static,
        L::Service: Service<
                HttpRequest,
                Response = HttpResponse,
                Error: Into<Box<dyn std::error::Error + Send + Sync>>,
                Future: Send,
            > + Clone
            + Send
            + 'static,
    {
        self.wrap_transport(move |inner| ServiceTransport::new(layer.layer(TransportService::new(inner))))
    }
}
