//! Wrappers around the transport that the builder builds.

use super::ClientBuilder;
use crate::transport::Transport;

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
}
