//! Sends an order to an ERP through a scene of Qimen: a method of TOP, with the app key of the
//! provider.
//!
//! `cargo run -p top-examples --example qimen_order`

use std::error::Error;

use top_runtime::{Gateway, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Sandbox};

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

/// Stands in for the ERP.
fn push(request: PushOrder) -> Result<OrderPushed, ErrorResponse> {
    let PushOrder { shop, order } = request;
    if order.lines.is_empty() {
        return Err(ErrorResponse::new(40).with_sub_msg("the order has no lines"));
    }
    Ok(OrderPushed { erp_order_no: format!("{shop}-{}", order.order_no) })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().try_reply::<PushOrder>(push).start().await?;
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
        println!(
            "{} for the app {}",
            request.method(),
            request.params().get("target_app_key").unwrap_or("none")
        );
    }

    // A refusal by the provider has Qimen's form, and is an error like every other.
    let empty =
        PushOrder { shop: "S1".to_owned(), order: ErpOrder { order_no: "7".to_owned(), lines: vec![] } };
    if let Err(error) = client.execute(&empty).await {
        println!("{error}");
    }
    Ok(())
}
