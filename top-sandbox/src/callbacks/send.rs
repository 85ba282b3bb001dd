//! Sending of callbacks over HTTP.

use std::fmt;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderMap};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::signed::SignedCallback;

/// Timeout of a callback, from connecting to the end of the reply.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Limit of a reply in bytes.
const MAX_REPLY: usize = 8 << 20;

/// The reply of the server under test.
#[derive(Debug, Clone)]
pub struct CallbackReply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl CallbackReply {
    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Returns a header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Returns the body as text. Bytes that are not UTF-8 become U+FFFD.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Why a callback could not be signed or sent, or had no complete reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackError(String);

impl CallbackError {
    pub(super) fn new(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "callback: {}", self.0)
    }
}

impl std::error::Error for CallbackError {}

/// Sends a callback on a connection of its own.
pub(super) async fn send(signed: &SignedCallback) -> Result<CallbackReply, CallbackError> {
    match tokio::time::timeout(TIMEOUT, exchange(signed)).await {
        Ok(reply) => reply,
        Err(_) => Err(CallbackError::new(format!("no reply within {} s", TIMEOUT.as_secs()))),
    }
}

async fn exchange(signed: &SignedCallback) -> Result<CallbackReply, CallbackError> {
    let host = signed.url.host().unwrap_or_default();
    let port = signed.url.port_u16().unwrap_or(80);
    let address = host.trim_matches(['[', ']']);
    let stream = TcpStream::connect((address, port)).await.map_err(CallbackError::new)?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(CallbackError::new)?;
    // The set aborts the task of the connection when this function ends.
    let mut connections = JoinSet::new();
    connections.spawn(connection);
    let response = sender.send_request(request(signed)?).await.map_err(CallbackError::new)?;
    let (head, body) = response.into_parts();
    let body = Limited::new(body, MAX_REPLY).collect().await.map_err(CallbackError::new)?;
    Ok(CallbackReply { status: head.status, headers: head.headers, body: body.to_bytes() })
}

fn request(signed: &SignedCallback) -> Result<Request<Full<Bytes>>, CallbackError> {
    let authority = signed.url.authority().map_or("", |authority| authority.as_str());
    let request =
        Request::builder().method(signed.http_method).uri(signed.path_and_query()).header(HOST, authority);
    let request = signed.headers().fold(request, |request, (name, value)| request.header(name, value));
    request.body(Full::from(signed.body.clone())).map_err(CallbackError::new)
}
