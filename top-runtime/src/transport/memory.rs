//! A transport without sockets, for tests of code that calls APIs.

use super::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::BoxFuture;

/// Answers each request with a function of yours.
///
/// ```
/// use top_runtime::{Client, HttpResponse, InMemory};
///
/// let gateway = InMemory::new(|_| Ok(HttpResponse::new(r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#)));
/// let client = Client::builder("12345678", "helloworld").transport(gateway).build()?;
/// # Ok::<(), top_runtime::BuildError>(())
/// ```
///
/// For tests that should know whether a request is right, use the gateway of the crate `top-sandbox`.
pub struct InMemory<F>(F);

impl<F> InMemory<F>
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    /// Answers with what the function returns.
    pub fn new(answer: F) -> Self {
        Self(answer)
    }
}

impl<F> Transport for InMemory<F>
where
    F: Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync,
{
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::ready((self.0)(&request)))
    }
}
