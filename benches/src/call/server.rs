//! A gateway with a constant reply and minimal cost.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// Starts the server on the current runtime. It runs as long as the runtime.
///
/// # Errors
///
/// Returns an error if no port of the loopback interface is available.
pub(super) async fn start(reply: Bytes) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let reply = reply.clone();
            let reply_to = service_fn(move |request| reply_to(request, reply.clone()));
            tokio::spawn(async move {
                http1::Builder::new().serve_connection(TokioIo::new(stream), reply_to).await
            });
        }
    });
    Ok(address)
}

async fn reply_to(request: Request<Incoming>, reply: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    let mut response = Response::new(Full::new(reply));
    let json = hyper::header::HeaderValue::from_static("application/json;charset=UTF-8");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
    Ok(response)
}
