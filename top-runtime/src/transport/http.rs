//! The transport over real sockets.

use std::time::Duration;

use super::{Body, HttpRequest, HttpResponse, Transport, TransportError};
use url::Url;

use crate::BoxFuture;
use crate::error::BuildError;

/// Front ends close idle connections after about a minute. A POST on a connection that is just being closed is lost, so ours are
/// dropped well before.
const IDLE: Duration = Duration::from_secs(20);

/// How long making a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// reqwest, set up so that a request is sent once, to where it is meant for, over verified TLS.
#[derive(Debug)]
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    /// For a gateway. One on this machine is reached directly: a proxy from the environment would carry the session off it.
    pub(crate) fn new(gateway: &Url) -> Result<Self, BuildError> {
        let builder = reqwest::Client::builder();
        let builder = if gateway.scheme() == "http" { builder.no_proxy() } else { builder };
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .build()
            .map(Self)
            .map_err(|e| {
                BuildError::new(format!("the HTTP client cannot be set up: {}", TransportError::not_sent(e)))
            })
    }
}

impl Transport for Reqwest {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut outgoing = reqwest::Request::new(reqwest::Method::POST, request.url);
        *outgoing.headers_mut() = request.headers;
        *outgoing.timeout_mut() = Some(request.timeout);
        *outgoing.body_mut() = Some(match request.body.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => reqwest::Body::wrap(request.body),
        });
        let reply = self.0.execute(outgoing);
        Box::pin(async move {
            let reply = reply.await.map_err(classify)?;
            let (parts, body) = http::Response::<reqwest::Body>::from(reply).into_parts();
            Ok(HttpResponse { status: parts.status, headers: parts.headers, body: Body::stream(body) })
        })
    }
}

/// Only a request for which no connection could be made was surely not sent. The URL may hold a session, so it is taken out.
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() || error.is_builder() {
        TransportError::not_sent(error)
    } else {
        TransportError::maybe_sent(error)
    }
}
