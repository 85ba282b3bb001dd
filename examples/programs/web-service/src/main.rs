//! A web service that opens a complaint ticket for each complaint it receives.
//!
//! Settings come from the environment: `TOP_APP_KEY`, `TOP_APP_SECRET`, `TOP_SESSION`,
//! `TOP_GATEWAY`, and `LISTEN` (default `127.0.0.1:3000`; port 0 chooses a free one). The log on
//! stdout has one JSON object per line.

mod api;
mod app;
mod shutdown;

use std::env;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;
use top_runtime::{Client, SessionKey};
use tracing::info;

use app::Desk;

/// Timeout of a call with all its attempts. Shorter than [`app::REQUEST_TIMEOUT`], so that the
/// error of the call is the response.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    tracing_subscriber::fmt().json().init();

    let client = Client::builder_from_env()?.timeout(CALL_TIMEOUT).build()?;
    let session = env::var("TOP_SESSION").context("environment variable TOP_SESSION")?;
    let desk = Desk::new(client.session(&SessionKey::new(session)));

    let address = env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let listener =
        TcpListener::bind(&address).await.with_context(|| format!("cannot listen on {address}"))?;
    let stop = shutdown::signal().context("cannot listen to signals")?;
    info!(address = %listener.local_addr()?, "listening");

    // Connections are closed after the response in progress.
    axum::serve(listener, app::router(desk.clone())).with_graceful_shutdown(stop).await?;
    // Calls whose caller has hung up.
    desk.finish().await;
    info!("stopped");
    Ok(())
}
