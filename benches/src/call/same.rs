//! Calls reqwest directly, with the headers and the timeout of a call of the client.

use std::future::Future;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Request, Response, Url};
use tokio::runtime::Runtime;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpRequest, InMemoryTransport, TransportError};
use top_runtime::{Prepared, SignMethod};

use crate::requests::{builder, push};

/// A reqwest client and the headers of each request.
#[derive(Clone)]
pub(crate) struct Same {
    client: reqwest::Client,
    headers: HeaderMap,
}

impl Same {
    /// Copies headers and timeout from a call of the client.
    pub(crate) fn new(runtime: &Runtime) -> Self {
        let seen = Arc::new(OnceLock::new());
        let keep = seen.clone();
        let nobody = InMemoryTransport::new(move |request: &HttpRequest| {
            let _ = keep.set((request.headers().clone(), request.timeout()));
            Err(TransportError::not_sent("no gateway"))
        });
        let client = builder(SignMethod::HmacSha256).transport(nobody).retry(RetryPolicy::never()).build();
        let client = client.expect("key, secret and gateway are well-formed");
        let _ = runtime.block_on(client.execute(&push()));
        let (headers, timeout) = seen.get().cloned().expect("a request was sent");
        let client = reqwest::Client::builder().no_proxy().timeout(timeout).build().expect("a client");
        Self { client, headers }
    }

    /// Sends the prepared request without a copy of its body.
    pub(crate) fn post(
        &self,
        url: &Url,
        prepared: Prepared,
    ) -> impl Future<Output = reqwest::Result<Response>> + use<> {
        let mut request = Request::new(Method::POST, url.clone());
        *request.headers_mut() = self.headers.clone();
        *request.body_mut() = Some(Bytes::from_owner(Sent(prepared)).into());
        self.client.execute(request)
    }
}

/// The body of a prepared request as bytes.
struct Sent(Prepared);

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        self.0.body()
    }
}
