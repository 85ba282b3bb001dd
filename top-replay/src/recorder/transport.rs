//! The transport of a client that is recorded.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

use super::writer::{Call, Writer};

/// Limit: bytes of a reply.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// Transport that passes requests to another one and records them with their replies.
///
/// Replies are passed on unchanged, in one piece.
pub struct RecordingTransport {
    inner: Box<dyn Transport>,
    writer: Arc<Writer>,
}

impl RecordingTransport {
    pub(super) fn new(inner: Box<dyn Transport>, writer: Arc<Writer>) -> Self {
        Self { inner, writer }
    }
}

impl Transport for RecordingTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let body = request.body().as_bytes().cloned();
        let (url, headers) = (request.url().to_owned(), request.headers().clone());
        Box::pin(async move {
            let (parts, reply) = self.inner.send(request).await?.into_parts();
            let reply = match reply.into_bytes(MAX_BODY).await {
                Ok(reply) => reply,
                // The client takes the status for the error, too.
                Err(_) if !parts.status.is_success() => Bytes::new(),
                Err(error) => return Err(TransportError::maybe_sent(error)),
            };
            self.writer.record(Call { url, headers, body, parts: parts.clone(), reply: reply.clone() });
            Ok(HttpResponse::from_parts(parts, reply))
        })
    }
}

impl fmt::Debug for RecordingTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordingTransport").field("folder", &self.writer.folder()).finish_non_exhaustive()
    }
}
