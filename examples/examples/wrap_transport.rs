//! A transport around the built-in one: prints a line per attempt, without secrets.
//!
//! `cargo run -p top-examples --example wrap_transport`

use std::error::Error;
use std::time::Duration;

use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use top_runtime::{TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

/// Prints each attempt.
struct Print {
    inner: Box<dyn Transport>,
}

impl Transport for Print {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            // The body contains session and signature: only its length is printed.
            let sent = request.body().as_bytes().cloned().unwrap_or_default().len();
            let (parts, body) = self.inner.send(request).await?.into_parts();
            let body = body.into_bytes(1 << 20).await.map_err(TransportError::maybe_sent)?;
            println!("sent {sent} bytes, status {}, received {} bytes", parts.status, body.len());
            Ok(HttpResponse::from_parts(parts, body))
        })
    }
}

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
        .start()
        .await?;
    let client = sandbox
        .client_builder()
        .retry(RetryPolicy::default().backoff(Duration::from_millis(10), Duration::from_millis(50)))
        .wrap_transport(|inner| Print { inner })
        .build()?;

    sandbox.fault(Fault::Status { status: 502, retry_after: None });
    let reply = client.execute(&GetTime).await?;
    println!("{} after {} attempts", reply.time, reply.attempts());
    Ok(())
}
