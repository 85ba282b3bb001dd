//! A transport without sockets, for tests of code that calls APIs.

use super::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::transport::BoxFuture;

/// Answers each request with a function of yours.
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
/// For tests that should know whether a request is right, use the gateway of the crate `top-sandbox`.
pub struct InMemoryTransport<F>(F);

impl<F> InMemoryTransport<F>
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    /// Answers with what the function returns.
    pub fn new(answer: F) -> Self {
        Self(answer)
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
