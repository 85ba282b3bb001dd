//! Calls the five APIs against a local gateway, then fails once in each way. It needs no credentials and no network.

use std::error::Error;
use std::fmt::Display;

use top_examples::gateway::{self, APP_KEY};
use top_examples::jym::{MediationResultPushed, PushMediationResult};
use top_examples::{jym, kongur, niaochao, rdc, sungari};
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Params, Prepared, Reply, SessionKey};
use top_sandbox::{ErrorResponse, Sandbox};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = gateway::start().await?;
    let client = sandbox.client()?;
    let key = sandbox.session();
    calls(&client, &key).await?;
    println!("\nWhat a user sees when it does not work:\n");
    failures(&sandbox, &client, &key).await
}

/// The five pages' samples: of each the API, what was sent, what came back.
async fn calls(client: &Client, key: &SessionKey) -> Result<(), Box<dyn Error>> {
    let request = kongur::sample();
    let done = client.execute(&request).await?;
    row(&client.prepare(&request)?, &done, &format!("success {}", shown(done.result.success)));

    let request = jym::sample();
    let done = client.execute(&request).await?;
    row(&client.prepare(&request)?, &done, &format!("result {}", shown(done.result)));

    let request = sungari::sample();
    let done = client.execute(&request).await?;
    let order = done.result.data.as_ref().and_then(|data| data.order.as_ref());
    row(
        &client.prepare(&request)?,
        &done,
        &format!("order {}", shown(order.and_then(|order| order.order_id))),
    );

    let seller = client.session(key);
    let request = rdc::sample();
    let done = seller.execute(&request).await?;
    let status = done.result.result_data.as_ref().and_then(|data| data.consume_status.as_deref());
    row(&seller.prepare(&request)?, &done, &format!("status {}", shown(status)));

    let request = niaochao::sample();
    let done = seller.execute(&request).await?;
    row(&seller.prepare(&request)?, &done, &format!("ticket {}", shown(done.ifp_result.ifp_data.as_deref())));
    Ok(())
}

fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

/// Prints the method, the parameters that are the API's own, and what came back.
fn row<T>(sent: &Prepared, reply: &Reply<T>, came: &str) {
    const PROTOCOL: [&str; 7] = ["app_key", "format", "method", "session", "sign_method", "timestamp", "v"];
    let method = sent.params().find(|(name, _)| *name == "method").map_or("", |(_, value)| value);
    let own = sent.params().filter(|(name, _)| !PROTOCOL.contains(name));
    let params: Vec<_> = own.map(|(name, value)| format!("{name} {} B", value.len())).collect();
    println!("{method}");
    println!("  sent {}", params.join(", "));
    println!("  came back {came}, request_id {}", reply.request_id());
}

/// One failure of each kind.
async fn failures(sandbox: &Sandbox, client: &Client, key: &SessionKey) -> Result<(), Box<dyn Error>> {
    let throttled = gateway::builder()
        .try_reply::<PushMediationResult>(|_| {
            let refusal = ErrorResponse::new(7).with_sub_code("accesscontrol.limited-by-app-access-count");
            Err(refusal.with_sub_msg("This ban will last for 3 more seconds"))
        })
        .start()
        .await?;
    // By default a client waits until a short ban is over and calls again.
    let once = throttled.client_builder().retry(RetryPolicy::never()).build()?;
    show(
        "platform error (with retries, the call would be sent again after the ban)",
        once.execute(&jym::sample()).await.err(),
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
    show("business failure", failing.client()?.execute(&jym::sample()).await.err());

    let mut request = niaochao::sample();
    request.create_request.items.clear();
    show("missing required field", client.session(key).execute(&request).await.err());

    let wrong = Client::builder(APP_KEY, "not-the-secret").gateway(sandbox.url()).build()?;
    show("wrong secret", wrong.execute(&jym::sample()).await.err());

    show("no such method", client.call("taobao.no.such.method", &Params::new()).await.err());
    Ok(())
}

fn show(what: &str, error: Option<top_runtime::Error>) {
    match error {
        Some(error) => println!("{what}:\n  {error}"),
        None => println!("{what}:\n  it worked, which it should not have"),
    }
}
