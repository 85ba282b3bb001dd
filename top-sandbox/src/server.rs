//! The port, and the connections to it.

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

use crate::gateway::{Gateway, PATH};
use crate::wire::{Line, Wire};

/// A port that is served. Dropping it ends the task that serves it, and with that every connection.
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

    /// The address that requests are sent to.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Closes the port, and waits for the requests under way.
    pub(crate) async fn stop(mut self) {
        self.stop.take();
        // It ends in an error only if the runtime is being shut down, which is what was asked for.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Takes connections until told to stop, then lets them finish. The tasks of the connections belong to this one.
async fn serve(listener: TcpListener, gateway: Arc<Gateway>, mut stopped: oneshot::Receiver<()>) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    while let Some(accepted) = next(&listener, &mut stopped).await {
        while connections.try_join_next().is_some() {}
        // A connection that was given up before it was taken, or no file handle left: later ones may do better.
        let Ok(stream) = accepted else {
            tokio::task::yield_now().await;
            continue;
        };
        // Without it a small reply may wait for the caller's acknowledgement.
        let _ = stream.set_nodelay(true);
        let line = Line::default();
        let wire = Wire::new(stream, Arc::clone(gateway.script()), line.clone());
        let gateway = Arc::clone(&gateway);
        let service = service_fn(move |request| {
            let (gateway, line) = (Arc::clone(&gateway), line.clone());
            async move { Ok::<_, Infallible>(gateway.answer(request, &line).await) }
        });
        let connection = http1::Builder::new().serve_connection(TokioIo::new(wire), service);
        connections.spawn(graceful.watch(connection));
    }
    drop(listener);
    graceful.shutdown().await;
}

/// The next connection, or `None` once the server is to stop.
async fn next(listener: &TcpListener, stopped: &mut oneshot::Receiver<()>) -> Option<io::Result<TcpStream>> {
    poll_fn(|cx| match Pin::new(&mut *stopped).poll(cx) {
        Poll::Ready(_) => Poll::Ready(None),
        Poll::Pending => listener.poll_accept(cx).map(|accepted| Some(accepted.map(|(stream, _)| stream))),
    })
    .await
}
