//! Services of tower as transports, and transports as services, so that layers apply.

use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_timer::Delay;
use tower::Service;

use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

/// Upper bound of a wait, which is added to an instant.
const MAX_WAIT: Duration = Duration::from_secs(366 * 24 * 60 * 60);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A service of tower as a [`Transport`].
///
/// Each request is sent by a clone of the service, once that is ready. The wait until it is ready
/// counts for [`HttpRequest::timeout`]; the service receives the time that is left.
///
/// | what failed | error of the attempt |
/// |---|---|
/// | a [`TransportError`] in the chain of sources | that error |
/// | `poll_ready`, or the wait for it | [`TransportError::not_sent`] |
/// | anything else, such as the layer `Timeout` | [`TransportError::maybe_sent`] |
///
/// The service ends within [`HttpRequest::timeout`], as every transport does: one that keeps
/// requests in a queue subtracts the time there.
///
/// A layer that refuses a request before it is sent can say so: map its error to
/// [`TransportError::not_sent`].
///
/// ```
/// use std::convert::Infallible;
///
/// use top_runtime::Client;
/// use top_runtime::transport::{HttpRequest, HttpResponse, ServiceTransport};
///
/// let gateway = tower::service_fn(async |_: HttpRequest| {
///     Ok::<_, Infallible>(HttpResponse::new(r#"{"time_get_response":{"time":"2025-11-17 00:00:00"}}"#))
/// });
/// let client = Client::builder("12345678", "helloworld").transport(ServiceTransport::new(gateway)).build()?;
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
pub struct ServiceTransport<S> {
    /// Locked for the time of a clone, as many services are not `Sync`.
    service: Mutex<S>,
}

impl<S> ServiceTransport<S>
where
    S: Service<HttpRequest, Response = HttpResponse, Error: Into<BoxError>, Future: Send> + Clone + Send,
{
    /// Wraps a service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S> Transport for ServiceTransport<S>
where
    S: Service<HttpRequest, Response = HttpResponse, Error: Into<BoxError>, Future: Send> + Clone + Send,
{
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let started = Instant::now();
            let mut end = None;
            let ready = poll_fn(|cx| match service.poll_ready(cx) {
                Poll::Ready(result) => Poll::Ready(Some(result)),
                Poll::Pending => {
                    let end = end.get_or_insert_with(|| Delay::new(request.timeout.min(MAX_WAIT)));
                    Pin::new(end).poll(cx).map(|()| None)
                }
            });
            match ready.await {
                Some(Ok(())) => {}
                Some(Err(error)) => return Err(find(error.into(), TransportError::not_sent)),
                None => {
                    let text = "timed out waiting for the service to be ready";
                    return Err(TransportError::not_sent(io::Error::new(io::ErrorKind::TimedOut, text)));
                }
            }
            if end.is_some() {
                request.timeout = request.timeout.saturating_sub(started.elapsed());
            }
            service.call(request).await.map_err(|error| find(error.into(), TransportError::maybe_sent))
        })
    }
}

impl<S> fmt::Debug for ServiceTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceTransport").finish_non_exhaustive()
    }
}

/// Returns the error of a transport in the chain of sources, with the texts of the errors around
/// it, or else `error` as `other` classifies it.
fn find(error: BoxError, other: fn(BoxError) -> TransportError) -> TransportError {
    let error = match error.downcast::<TransportError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    let mut source = error.source();
    while let Some(inner) = source {
        if let Some(found) = inner.downcast_ref::<TransportError>() {
            let (was_sent, is_permanent) = (found.may_have_been_sent(), found.is_permanent());
            let error =
                if was_sent { TransportError::maybe_sent(error) } else { TransportError::not_sent(error) };
            return if is_permanent { error.never_retried() } else { error };
        }
        source = inner.source();
    }
    other(error)
}

/// A [`Transport`] as a service of tower. Always ready.
///
/// ```
/// use std::time::Duration;
///
/// use top_runtime::transport::{HttpConfig, HttpTransport, ServiceTransport, TransportService};
/// use top_runtime::{Client, Gateway};
/// use tower::ServiceBuilder;
///
/// # fn main() -> Result<(), top_runtime::error::BuildError> {
/// let http = HttpTransport::new(Gateway::PRODUCTION, &HttpConfig::new())?;
/// let service = ServiceBuilder::new()
///     .concurrency_limit(20)
///     .timeout(Duration::from_secs(10))
///     .service(TransportService::new(http));
/// let client = Client::builder("12345678", "helloworld").transport(ServiceTransport::new(service)).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// Wraps a transport. Clones share it.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Service<HttpRequest> for TransportService {
    type Response = HttpResponse;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<HttpResponse, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}
