//! Spans and events of calls as lines of JSON.
//!
//! `cargo run -p top-examples-observing --example tracing_json`

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let filter = EnvFilter::builder().parse("info,top_runtime=debug")?;
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        // A line for each complete call, with all fields of its span.
        .with_span_events(FmtSpan::CLOSE)
        // Each line contains the fields of its own span, not those of all spans around it.
        .with_span_list(false)
        .init();

    let sandbox = top_examples_observing::gateway().await?;
    top_examples_observing::make_calls(sandbox.client_builder()).await?;
    Ok(())
}
