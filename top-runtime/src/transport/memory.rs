//! Transport without a network, for tests of code that calls APIs.

use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

/// Transport that passes each request to a function, for tests.
///
/// ```
/// use top_runtime::transport::{HttpResponse, InMemoryTransport};
/// use top_runtime::Client;
///
/// let gateway = InMemoryTransport::new(|_| Ok(HttpResponse::new(r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#)));
/// let client = Client::builder("12345678", "helloworld").transport(gateway).build()?;
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
///
/// Requests are not checked: for that, use the gateway of the crate `top-sandbox`.
pub struct InMemoryTransport<F>(F);

impl<F> InMemoryTransport<F>
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    /// Creates a transport that returns the result of `handler`.
    pub fn new(handler: F) -> Self {
        Self(handler)
    }
}

impl<F> Transport for InMemoryTransport<F>
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::ready((self.0)(&request)))
    }
}
