//! Layers of tower around the transport: a limit of concurrent requests and a timeout.
//!
//! `cargo run -p top-examples --example tower_layers`

use std::error::Error;
use std::time::Duration;

use top_runtime::retry::RetryPolicy;
use top_runtime::{TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};
use tower::ServiceBuilder;

#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = Time)]
struct GetTime;

#[derive(TopValue)]
struct Time {
    time: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
        .start()
        .await?;

    // The layers see each attempt of a call, signed. The limit counts for all clones of the client.
    let layers = ServiceBuilder::new().concurrency_limit(2).timeout(Duration::from_millis(200));
    let client = sandbox.client_builder().retry(RetryPolicy::never()).layer(layers).build()?;

    let calls: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.execute(&GetTime).await.is_ok() })
        })
        .collect();
    let mut replies = 0;
    for call in calls {
        replies += usize::from(call.await?);
    }
    println!("{replies} replies");

    // The layer's timeout ends a request that was sent: the call may have been executed.
    sandbox.fault(Fault::SlowHead(Duration::from_secs(60)));
    let error = client.execute(&GetTime).await.err();
    println!("{}", error.map(|error| error.to_string()).unwrap_or_default());
    Ok(())
}
