//! Spans of calls for OpenTelemetry, here written to the standard output.
//!
//! `cargo run -p top-examples-observing --example opentelemetry`

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::Instrument as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A program sends spans to a collector with the exporter of the crate `opentelemetry-otlp`.
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("example"))
        // Without the place in the source and the thread.
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_target(false);
    tracing_subscriber::registry().with(LevelFilter::INFO).with(layer).init();

    let sandbox = top_examples_observing::gateway().await?;
    let work = top_examples_observing::make_calls(sandbox.client_builder());
    // The spans of the calls are children of the span that is current when they are polled.
    work.instrument(tracing::info_span!("job")).await?;
    provider.shutdown()?;
    Ok(())
}
