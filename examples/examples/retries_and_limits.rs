//! Retries, deadlines, and a client-side rate limit.
//!
//! `cargo run -p top-examples --example retries_and_limits`

use std::error::Error;
use std::time::Duration;

use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::{Params, TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

/// `idempotent`: a repeated call does no harm, so it is retried even if the first one may have been
/// executed.
#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = Time, idempotent)]
struct GetTime;

#[derive(TopValue)]
struct Time {
    time: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
        .on("taobao.trade.close", |_| ())
        .start()
        .await?;
    let backoff = RetryPolicy::default().backoff(Duration::from_millis(10), Duration::from_millis(50));
    let client = sandbox
        .client_builder()
        .timeout(Duration::from_secs(10))
        .retry(backoff)
        .rate_limit_of("taobao.trade.close", RateLimit::per_minute(1).burst(1))
        .build()?;

    sandbox.fault(Fault::Status { status: 502, retry_after: None });
    sandbox.fault(Fault::Close.after_execution());
    let reply = client.execute(&GetTime).await?;
    println!("{}, after {} requests", reply.time, sandbox.requests().len());

    // An untyped call is not idempotent unless `.idempotent()` is set: one attempt.
    sandbox.fault(Fault::Close);
    let error = client.call("taobao.trade.close", &Params::new()).await.err();
    println!("{}", error.map(|error| error.to_string()).unwrap_or_default());

    // The second call in a minute has to wait longer than its deadline, so it fails immediately.
    let error = client.call("taobao.trade.close", &Params::new()).await.err();
    println!("{}", error.map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}
