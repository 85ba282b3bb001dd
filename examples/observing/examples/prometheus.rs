//! Metrics of calls in the text format of Prometheus.
//!
//! `cargo run -p top-examples-observing --example prometheus`

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use top_runtime::observe::MetricsObserver;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let durations = Matcher::Suffix("_duration_seconds".to_owned());
    let buckets = [0.05, 0.1, 0.25, 1.0, 5.0, 30.0]; // upper bounds in seconds
    let handle = PrometheusBuilder::new().set_buckets_for_metric(durations, &buckets)?.install_recorder()?;

    let sandbox = top_examples_observing::gateway().await?;
    let client = sandbox.client_builder().observer(MetricsObserver::new());
    top_examples_observing::make_calls(client).await?;

    // A service replies with this text to requests for `/metrics`.
    println!("{}", handle.render());
    Ok(())
}
