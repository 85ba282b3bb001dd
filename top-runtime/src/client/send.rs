//! Sending a signed request.

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};

use super::Client;
use super::call::Settings;
use super::receive::Incoming;
use crate::error::{Context, Error, Lost};
use crate::prepared::Prepared;
use crate::reply::Received;
use crate::transport::{Body, HttpRequest, TransportError};

const AGENT: HeaderValue = HeaderValue::from_static(concat!("top-runtime/", env!("CARGO_PKG_VERSION")));
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
const REPLIES: HeaderValue = HeaderValue::from_static("text/javascript,application/json,text/xml");

/// What is sent, and how its reply is to be read.
pub(super) struct Outgoing {
    pub(super) client: Client,
    pub(super) method: String,
    pub(super) prepared: Prepared,
    pub(super) settings: Settings,
}

impl Outgoing {
    /// Sends the request once.
    pub(super) async fn send(self) -> Result<Received, Error> {
        let shared = &*self.client.0;
        let context = Context::new(&self.method);
        let lost = |error| Error::Transport(Box::new(Lost::new(context.clone(), error)));
        let request = HttpRequest {
            url: self.prepared.url.clone(),
            headers: headers(self.settings.headers, &self.prepared.content_type),
            body: Body::from(self.prepared.body.clone()),
            timeout: self.settings.timeout.unwrap_or(shared.timeout),
        };
        let response = shared.transport.send(request).await.map_err(lost)?;
        let incoming = Incoming::read(response, shared.max_body).await;
        let incoming = incoming.map_err(|error| lost(TransportError::maybe_sent(error)))?;
        let (status, content_type) = (incoming.status, incoming.content_type.clone());
        let body = incoming.check(context)?;
        Ok(Received { method: self.method, simplify: shared.simplify, status, content_type, body })
    }
}

/// The headers of a request: those that a call sets stand before ours, but for the content type.
fn headers(mut headers: HeaderMap, content_type: &str) -> HeaderMap {
    if let Ok(content_type) = HeaderValue::try_from(content_type) {
        headers.insert(CONTENT_TYPE, content_type);
    }
    headers.entry(USER_AGENT).or_insert(AGENT);
    headers.entry(ACCEPT).or_insert(REPLIES);
    headers.entry(ACCEPT_ENCODING).or_insert(GZIP);
    headers
}
