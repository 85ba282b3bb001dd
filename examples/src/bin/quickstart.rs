//! Calls the five APIs against a local gateway, then shows one failure of each kind.
//!
//! Needs no credentials and no network.

use std::error::Error;
use std::fmt::Display;

use top_examples::gateway::{self, APP_KEY};
use top_examples::mediation_result::{MediationResultPushed, PushMediationResult};
use top_examples::{appeal, case_update, complaint_ticket, mediation_result, settlement};
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Params, Prepared, Reply, SessionKey};
use top_sandbox::{ErrorResponse, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = gateway::start().await?;
    let client = sandbox.client()?;
    let session = sandbox.session();
    call_apis(&client, &session).await?;
    println!("\nErrors, as a user sees them:\n");
    show_failures(&sandbox, &client, &session).await
}

/// Sends the samples of the five pages.
async fn call_apis(client: &Client, session: &SessionKey) -> Result<(), Box<dyn Error>> {
    let request = settlement::sample();
    let reply = client.execute(&request).await?;
    print_call(&client.prepare(&request)?, &reply, &format!("success {}", display(reply.result.success)));

    let request = mediation_result::sample();
    let reply = client.execute(&request).await?;
    print_call(&client.prepare(&request)?, &reply, &format!("result {}", display(reply.result)));

    let request = appeal::sample();
    let reply = client.execute(&request).await?;
    let order = reply.result.data.as_ref().and_then(|data| data.order.as_ref());
    let order_id = display(order.and_then(|order| order.order_id));
    print_call(&client.prepare(&request)?, &reply, &format!("order {order_id}"));

    let seller = client.session(session);
    let request = case_update::sample();
    let reply = seller.execute(&request).await?;
    let status = reply.result.result_data.as_ref().and_then(|data| data.consume_status.as_deref());
    print_call(&seller.prepare(&request)?, &reply, &format!("status {}", display(status)));

    let request = complaint_ticket::sample();
    let reply = seller.execute(&request).await?;
    let ticket = display(reply.ifp_result.ifp_data.as_deref());
    print_call(&seller.prepare(&request)?, &reply, &format!("ticket {ticket}"));
    Ok(())
}

fn display(value: Option<impl Display>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

/// Prints the method, the sizes of the API's parameters, and a value of the reply.
fn print_call<T>(prepared: &Prepared, reply: &Reply<T>, value: &str) {
    const SYSTEM: [&str; 7] = ["app_key", "format", "method", "session", "sign_method", "timestamp", "v"];
    let method = prepared.params().find(|(name, _)| *name == "method").map_or("", |(_, value)| value);
    let api_params = prepared.params().filter(|(name, _)| !SYSTEM.contains(name));
    let sizes: Vec<_> = api_params.map(|(name, value)| format!("{name} {} B", value.len())).collect();
    println!("{method}");
    println!("  sent {}", sizes.join(", "));
    println!("  received {value}, request_id {}", reply.request_id());
}

/// Shows one failure of each kind.
async fn show_failures(
    sandbox: &Sandbox,
    client: &Client,
    session: &SessionKey,
) -> Result<(), Box<dyn Error>> {
    let throttled = gateway::builder()
        .try_reply::<PushMediationResult>(|_| {
            let refusal = ErrorResponse::new(7).with_sub_code("accesscontrol.limited-by-app-access-count");
            Err(refusal.with_sub_msg("This ban will last for 3 more seconds"))
        })
        .start()
        .await?;
    // By default, a client waits until a short ban ends and retries.
    let no_retry = throttled.client_builder().retry(RetryPolicy::never()).build()?;
    show(
        "platform error (with retries, the call would be sent again after the ban)",
        no_retry.execute(&mediation_result::sample()).await.err(),
    );

    let failing = gateway::builder()
        .reply::<PushMediationResult>(|_| MediationResultPushed {
            result: Some(false),
            is_success: Some(false),
            state_code: Some("500000".to_owned()),
            extra_err_msg: Some("系统错误".to_owned()),
        })
        .start()
        .await?;
    show("business failure", failing.client()?.execute(&mediation_result::sample()).await.err());

    let mut request = complaint_ticket::sample();
    request.create_request.items.clear();
    show("missing required field", client.session(session).execute(&request).await.err());

    let wrong = Client::builder(APP_KEY, "not-the-secret").gateway(sandbox.url()).build()?;
    show("wrong secret", wrong.execute(&mediation_result::sample()).await.err());

    show("no such method", client.call("taobao.no.such.method", &Params::new()).await.err());
    Ok(())
}

fn show(title: &str, error: Option<top_runtime::Error>) {
    match error {
        Some(error) => println!("{title}:\n  {error}"),
        None => println!("{title}:\n  the call succeeded, although an error was expected"),
    }
}
