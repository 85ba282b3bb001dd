//! An axum server that receives pushes of Lazada: changes of orders. The platform repeats a push
//! until it gets a 2xx reply, so the handler detects repetitions by the number of the order.
//!
//! `cargo run -p top-examples --example lazada_push`

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;
use top_runtime::TopValue;
use top_sandbox::{Callback, Callbacks, Tamper};
use top_webhook::{AppSecrets, PushMessage, Scheme, Verified, Webhook};

/// Data of a message about an order.
#[derive(Debug, TopValue)]
struct OrderChanged {
    trade_order_id: String,
    order_status: String,
}

/// The last status of each order: in a real program, a table with a unique key.
type Orders = Arc<Mutex<HashMap<String, String>>>;

#[derive(Clone)]
struct App {
    webhook: Webhook,
    orders: Orders,
}

/// For the extractor of verified content.
impl FromRef<App> for Webhook {
    fn from_ref(app: &App) -> Self {
        app.webhook.clone()
    }
}

impl FromRef<App> for Orders {
    fn from_ref(app: &App) -> Self {
        Self::clone(&app.orders)
    }
}

async fn order_changed(
    State(orders): State<Orders>,
    message: Verified<PushMessage<OrderChanged>>,
) -> StatusCode {
    let OrderChanged { trade_order_id, order_status } = &message.data;
    let mut orders = orders.lock().unwrap_or_else(PoisonError::into_inner);
    if orders.insert(trade_order_id.clone(), order_status.clone()).as_ref() == Some(order_status) {
        println!("order {trade_order_id}: {order_status}, repeated");
    } else {
        println!("order {trade_order_id}: {order_status}, seller {:?}", message.seller_id);
    }
    // Any other status, and the platform sends the message again.
    StatusCode::OK
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let secrets = AppSecrets::new("100132", "helloworld")?;
    let webhook = Webhook::new(Scheme::IopPush, secrets).on_refusal(|reason| println!("refused: {reason}"));
    let app = App { webhook, orders: Orders::default() };
    let router = Router::new().route("/lazada", post(order_changed)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/lazada", listener.local_addr()?);
    let server = tokio::spawn(axum::serve(listener, router).into_future());

    let platform = Callbacks::new("100132", "helloworld");
    let message = r#"{"seller_id":"1234567","message_type":0,"site":"lazada_sg",
        "data":{"trade_order_id":"260422900198363","order_status":"ready_to_ship"}}"#;
    let signed = platform.sign(&url, &Callback::push(message))?;
    println!("status {}", platform.send_signed(&signed).await?.status());
    println!("status {}", platform.send_signed(&signed).await?.status());
    println!("status {}", platform.send_signed(&signed.tampered(&Tamper::ChangedByte(9))).await?.status());

    server.abort();
    Ok(())
}
