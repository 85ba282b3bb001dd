//! A gateway that answers everything with the same bytes, and costs as little as a server can.

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

/// Begins to answer, on the runtime that it is called on, for as long as that runs.
///
/// # Errors
///
/// No port of the loopback interface can be had.
pub(super) async fn start(reply: Bytes) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            let reply = reply.clone();
            let answer = service_fn(move |request| answer(request, reply.clone()));
            tokio::spawn(async move {
                http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await
            });
        }
    });
    Ok(address)
}

async fn answer(request: Request<Incoming>, reply: Bytes) -> Result<Response<Full<Bytes>>, Infallible> {
    let _ = request.into_body().collect().await;
    let mut response = Response::new(Full::new(reply));
    let json = hyper::header::HeaderValue::from_static("application/json;charset=UTF-8");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
    Ok(response)
}
