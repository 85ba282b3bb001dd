//! Sends an order to an ERP through a scene of Qimen: a method of TOP, with the app key of the
//! provider.
//!
//! `cargo run -p top-examples --example qimen_order`

use std::error::Error;

use top_runtime::{Gateway, TopApi, TopValue};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(method = "example.erp.order.push", response = OrderPushed)]
struct PushOrder {
    shop: String,
    order: ErpOrder,
}

#[derive(TopValue)]
struct ErpOrder {
    order_no: String,
    lines: Vec<Line>,
}

#[derive(TopValue)]
struct Line {
    sku: String,
    quantity: i64,
}

/// The provider's own reply.
#[derive(TopValue)]
struct OrderPushed {
    erp_order_no: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<PushOrder>(|request| OrderPushed {
            erp_order_no: format!("{}-{}", request.shop, request.order.order_no),
        })
        .start()
        .await?;
    // A program calls the scene itself with `.gateway(Gateway::qimen_cloud("a1q40taq0j"))`: the id comes
    // from the provider.
    let client = sandbox
        .client_builder()
        .gateway(Gateway::qimen_cloud_at(sandbox.qimen_cloud_url()))
        .target_app_key("23060081")
        .build()?;

    let lines = vec![Line { sku: "CUP-01".to_owned(), quantity: 2 }];
    let request =
        PushOrder { shop: "S1".to_owned(), order: ErpOrder { order_no: "7788001".to_owned(), lines } };
    let pushed = client.execute(&request).await?;
    println!("the ERP has the order as {}", pushed.erp_order_no);
    for request in sandbox.requests() {
        println!("{} for the app {}", request.method(), request.param("target_app_key").unwrap_or("none"));
    }

    // A refusal of the gateway has Qimen's form, and the kind of every other platform error.
    let stranger = top_runtime::Client::builder("12345678", "wrong secret")
        .gateway(Gateway::qimen_cloud_at(sandbox.qimen_cloud_url()))
        .clock(sandbox.clock())
        .target_app_key("23060081")
        .build()?;
    if let Err(error) = stranger.execute(&request).await {
        println!("{error}");
    }
    Ok(())
}
