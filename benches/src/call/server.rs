//! A gateway with a constant reply and minimal cost.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Starts the server on the current runtime. It runs as long as the runtime.
///
/// # Errors
///
/// Returns an error if no port of the loopback interface is available.
pub(crate) async fn start(reply: Bytes) -> io::Result<SocketAddr> {
    listen(move |request| reply_to(request, reply.clone())).await
}

/// Starts a server that replies with a function. The connection is closed if that fails.
pub(crate) async fn listen<F, B, E>(
    reply_to: impl Fn(Request<Incoming>) -> F + Clone + Send + 'static,
) -> io::Result<SocketAddr>
where
    F: Future<Output = Result<Response<B>, E>> + Send + 'static,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    E: Into<BoxError> + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let service = service_fn(reply_to.clone());
            tokio::spawn(async move {
                http1::Builder::new().serve_connection(TokioIo::new(stream), service).await
            });
        }
    });
    Ok(address)
}

async fn reply_to(request: Request<Incoming>, reply: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    Ok(json(reply))
}

/// Returns a reply with this body.
pub(crate) fn json(reply: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.into()));
    let json = hyper::header::HeaderValue::from_static("application/json;charset=UTF-8");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
    response
}
