//! The end of the service: Ctrl-C and, on Unix, SIGTERM.

use std::io;

use tracing::info;

/// Starts to listen to the signals, and returns a future that ends with the first of them.
pub(crate) fn signal() -> io::Result<impl Future<Output = ()> + Send> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        info!("stopping: calls in progress end");
    })
}
