//! Reads an order of Lazada: an API with a path, below `/rest`.
//!
//! `cargo run -p top-examples --example lazada_order`

use std::error::Error;

use top_runtime::{Gateway, Params, TopApi, TopValue, value};
use top_sandbox::Sandbox;

#[derive(TopApi)]
#[top_api(path = "/order/get", http = "GET", session = required, response = OrderFound, idempotent)]
struct GetOrder {
    order_id: i64,
}

#[derive(TopValue)]
struct OrderFound {
    data: Summary,
}

#[derive(TopValue)]
struct Summary {
    order_id: i64,
    price: String,
    statuses: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .reply::<GetOrder>(|request| OrderFound {
            data: Summary {
                order_id: request.order_id,
                price: "129.00".to_owned(),
                statuses: vec!["ready_to_ship".to_owned()],
            },
        })
        .on("/order/items/get", |_| value!({"data": [{"name": "Ceramic cup"}]}))
        .start()
        .await?;
    // A program calls Lazada itself with `.gateway(Gateway::LAZADA_SG)`, or that of another country.
    let client = sandbox.client_builder().gateway(Gateway::iop(sandbox.address())).build()?;
    let session = sandbox.session();

    let order = client.session(&session).execute(&GetOrder { order_id: 1234 }).await?.into_inner().data;
    println!("order {}: {} SGD, {}", order.order_id, order.price, order.statuses.join(", "));

    // A name that begins with a slash is a path, also without a declaration.
    let items =
        client.session(&session).call("/order/items/get", &Params::new().with("order_id", 1234)).await?;
    println!("{}", items.body());

    // The same declaration on a gateway of TOP is refused before it is sent.
    let top = sandbox.client()?;
    if let Err(error) = top.session(&session).execute(&GetOrder { order_id: 1234 }).await {
        println!("{error}");
    }
    Ok(())
}
