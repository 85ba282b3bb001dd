//! A request to stop: no further row is started, calls in progress end.

use std::io;
use std::sync::Arc;

use tokio::sync::watch;

/// Shared flag. Clones refer to the same flag.
#[derive(Clone)]
pub(crate) struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    pub(crate) fn request(&self) {
        self.0.send_replace(true);
    }

    pub(crate) fn is_requested(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the stop is requested.
    pub(crate) async fn requested(&self) {
        // Fails only without a sender, and `self` is one.
        let _ = self.0.subscribe().wait_for(|stop| *stop).await;
    }
}

/// Returns a flag that Ctrl-C sets and, on Unix, SIGTERM.
pub(crate) fn on_signal() -> io::Result<Stop> {
    let stop = Stop::new();
    let on_signal = stop.clone();
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        on_signal.request();
    });
    Ok(stop)
}
