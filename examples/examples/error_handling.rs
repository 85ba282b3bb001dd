//! Handles each kind of error: what to log, and what to do next.
//!
//! `cargo run -p top-examples --example error_handling`

use std::error::Error as StdError;

use top_examples::{complaint_ticket, gateway};
use top_runtime::Error;
use top_runtime::error::ErrorKind;
use top_runtime::retry::RetryPolicy;
use top_sandbox::{ErrorResponse, Fault};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = gateway::start().await?;
    let client = sandbox.client_builder().retry(RetryPolicy::never()).build()?;
    let seller = client.session(&sandbox.session());

    // A request that violates its declaration is not sent.
    let mut invalid = complaint_ticket::sample();
    invalid.create_request.items.clear();
    report(seller.execute(&invalid).await.err().as_ref());

    // Each call takes the next of these faults.
    sandbox.fault(Fault::Error(ErrorResponse::new(27).with_sub_code("invalid-sessionkey")));
    sandbox.fault(Fault::Close.after_execution());
    sandbox.fault(Fault::Throttle { seconds: 3 });
    for _ in 0..3 {
        report(seller.execute(&complaint_ticket::sample()).await.err().as_ref());
    }
    Ok(())
}

fn report(error: Option<&Error>) {
    let Some(error) = error else { return println!("success") };
    // Display is one line with every fact and no secret: log it as it is.
    println!("{error}");
    println!("  -> {}", next_step(error));
}

fn next_step(error: &Error) -> String {
    if error.is_session_invalid() {
        return "ask the seller to authorise the app again".to_owned();
    }
    if let Some(wait) = error.retry_after() {
        return format!("call again in {} s", wait.as_secs());
    }
    match error.kind() {
        ErrorKind::Invalid(invalid) => format!("correct {} field(s)", invalid.issues.len()),
        ErrorKind::Business(business) => format!("handle code {:?}", business.code()),
        _ if error.may_have_executed() => "check whether the call was executed before a retry".to_owned(),
        _ if error.is_retryable() => "call again later".to_owned(),
        _ => "report it".to_owned(),
    }
}
