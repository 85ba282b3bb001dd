//! Transports: send one HTTP request and return its reply.
//!
//! [`Transport`] is object-safe, so that [`Client`](crate::Client) is one type with any transport.

#[cfg(feature = "reqwest")]
mod attached;
mod body;
#[cfg(feature = "reqwest")]
mod config;
#[cfg(feature = "reqwest")]
mod connects;
mod http;
#[cfg(feature = "reqwest")]
mod http_transport;
mod memory;
#[cfg(feature = "reqwest")]
mod origin;
#[cfg(feature = "reqwest")]
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod runtimes;
#[cfg(feature = "reqwest")]
mod settings;
#[cfg(feature = "reqwest")]
mod setup;
#[cfg(feature = "reqwest")]
mod slots;
#[cfg(feature = "rustls-no-provider")]
mod tls;
#[cfg(all(feature = "native-tls", not(feature = "rustls-no-provider")))]
#[path = "transport/native_tls.rs"]
mod tls;
#[cfg(all(feature = "reqwest", not(any(feature = "rustls-no-provider", feature = "native-tls"))))]
#[path = "transport/no_tls.rs"]
mod tls;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "files")]
mod upload;

use std::sync::Arc;
#[cfg(feature = "reqwest")]
use std::time::Duration;

pub use crate::error::transport::TransportError;
pub use crate::future::BoxFuture;
pub use crate::request::signed::ParamPlacement;
pub use body::Body;
pub(crate) use body::BodyRead;
#[cfg(feature = "reqwest")]
pub use config::HttpConfig;
pub use http::{HttpRequest, HttpResponse, RequestParts, ResponseParts};
#[cfg(feature = "reqwest")]
pub use http_transport::HttpTransport;
pub use memory::InMemoryTransport;
#[cfg(feature = "reqwest")]
#[doc(hidden)]
pub use slots::{Reservation, Reserved};
#[cfg(feature = "rustls-no-provider")]
#[doc(hidden)]
pub use tls::tls_config;
#[cfg(feature = "tower")]
pub use tower::{ServiceTransport, TransportService};

/// Sends one HTTP request to the gateway and returns its reply.
///
/// An implementation
///
/// - sends each request at most once: no retries, no redirects;
/// - verifies TLS;
/// - fails after [`HttpRequest::timeout`], from the call of [`send`](Self::send) to the last byte of
///   the body;
/// - may leave a body in gzip, with its `Content-Encoding`: the client decompresses it.
pub trait Transport: Send + Sync {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// [`TransportError::not_sent`] if the request cannot have reached the gateway, else
    /// [`TransportError::maybe_sent`]. An HTTP error status is not an error.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Reserves a connection before the request is signed, which is passed to [`send`](Self::send)
    /// with the request.
    #[cfg(feature = "reqwest")]
    #[doc(hidden)]
    fn reserve(&self, _timeout: Duration) -> Option<Reservation<'_>> {
        None
    }
}

/// For transports whose type is chosen at run time, and for
/// [`wrap_transport`](crate::ClientBuilder::wrap_transport).
impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }

    #[cfg(feature = "reqwest")]
    fn reserve(&self, timeout: Duration) -> Option<Reservation<'_>> {
        (**self).reserve(timeout)
    }
}

/// For a transport that is shared with its owner, such as a recorder.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }

    #[cfg(feature = "reqwest")]
    fn reserve(&self, timeout: Duration) -> Option<Reservation<'_>> {
        (**self).reserve(timeout)
    }
}
