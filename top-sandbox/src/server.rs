//! The loopback port and its connections.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::connection::{ConnectionControl, FaultyStream};
use crate::gateway::Gateway;
use crate::protocol::PATH;

/// A listening port. Dropping it aborts the task that serves it, and every connection.
pub(crate) struct Server {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Opens a free port on loopback.
    pub(crate) async fn start(gateway: Arc<Gateway>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}{PATH}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel();
        Ok(Self { url, stop: Some(stop), task: tokio::spawn(serve(listener, gateway, stopped)) })
    }

    /// Returns the URL of the gateway.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Closes the port and waits for the requests in progress.
    pub(crate) async fn stop(mut self) {
        self.stop.take();
        // The task fails only if the tokio runtime shuts down, which also stops the server.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Accepts connections until stopped, then lets them finish. Owns the tasks of the connections.
async fn serve(listener: TcpListener, gateway: Arc<Gateway>, mut stopped: oneshot::Receiver<()>) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    while let Some(accepted) = next(&listener, &mut stopped).await {
        while connections.try_join_next().is_some() {}
        // The caller gave up, or no file handle is left: a later connection may succeed.
        let Ok(stream) = accepted else {
            tokio::task::yield_now().await;
            continue;
        };
        // Nagle's algorithm would delay small replies until the caller acknowledges.
        let _ = stream.set_nodelay(true);
        let control = ConnectionControl::default();
        let stream = FaultyStream::new(stream, Arc::clone(gateway.faults()), control.clone());
        let gateway = Arc::clone(&gateway);
        let service = service_fn(move |request| {
            let (gateway, control) = (Arc::clone(&gateway), control.clone());
            async move { Ok::<_, Infallible>(gateway.respond(request, &control).await) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        connections.spawn(graceful.watch(connection));
    }
    drop(listener);
    graceful.shutdown().await;
}

/// Returns the next connection, or `None` once the server is stopped.
async fn next(listener: &TcpListener, stopped: &mut oneshot::Receiver<()>) -> Option<io::Result<TcpStream>> {
    poll_fn(|cx| match Pin::new(&mut *stopped).poll(cx) {
        Poll::Ready(_) => Poll::Ready(None),
        Poll::Pending => listener.poll_accept(cx).map(|accepted| Some(accepted.map(|(stream, _)| stream))),
    })
    .await
}
