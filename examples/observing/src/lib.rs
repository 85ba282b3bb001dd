//! A local gateway and the calls that each example observes.

use std::error::Error;

use top_runtime::clock::FixedClock;
use top_runtime::{ClientBuilder, Params, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

/// Time of the platform.
#[derive(TopApi)]
#[top_api(method = "taobao.time.get", response = Time, idempotent)]
pub struct GetTime;

/// Response of [`GetTime`].
#[derive(TopValue)]
pub struct Time {
    time: String,
}

/// Starts a gateway that refuses every call of `taobao.trade.close`, and fails once with HTTP
/// status 502.
///
/// # Errors
///
/// The gateway cannot listen.
pub async fn gateway() -> std::io::Result<Sandbox> {
    let closed = ErrorResponse::new(15).with_sub_code("isv.trade-already-closed");
    Sandbox::builder()
        // A stopped clock: nothing waits between attempts.
        .clock(FixedClock::at_unix(1_763_308_800))
        .reply::<GetTime>(|_| Time { time: "2025-11-17 00:00:00".to_owned() })
        .on("taobao.trade.close", move |_| closed.clone())
        .fault(Fault::Status { status: 502, retry_after: None })
        .start()
        .await
}

/// Makes two calls: the first succeeds with its second attempt, the second fails.
///
/// # Errors
///
/// The client cannot be built, or the first call fails.
pub async fn make_calls(client: ClientBuilder) -> Result<(), Box<dyn Error>> {
    let client = client.build()?;
    client.execute(&GetTime).await?;
    // The trade is closed already. The span and the metrics of the call have the reason.
    let _ = client.call("taobao.trade.close", &Params::new().with("tid", 1)).await;
    Ok(())
}
