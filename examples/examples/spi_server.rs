//! An axum server that provides an SPI: the platform asks for the stock of an item. The sandbox calls
//! it as the platform does, and as an attacker would.
//!
//! `cargo run -p top-examples --example spi_server`

use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use tokio::net::TcpListener;
use top_runtime::clock::FixedClock;
use top_runtime::{AppSecret, TopValue};
use top_sandbox::{Callback, Callbacks, Tamper};
use top_webhook::{AppSecrets, FailureBody, Scheme, Verified, Verifier, Webhook};

/// 查询库存: what the platform asks.
#[derive(Debug, TopValue)]
struct StockQuery {
    item_id: i64,
    warehouses: Vec<String>,
}

/// What it is told.
#[derive(Debug, TopValue)]
struct StockReply {
    success: bool,
    quantities: Vec<Quantity>,
}

#[derive(Debug, TopValue)]
struct Quantity {
    warehouse: String,
    quantity: i64,
}

/// Called with verified content only.
async fn stock(query: Verified<StockQuery>) -> Response {
    println!("asked for item {} in {:?}", query.item_id, query.warehouses);
    let quantity = |warehouse: &String| Quantity { warehouse: warehouse.clone(), quantity: 7 };
    let quantities = query.warehouses.iter().map(quantity).collect();
    // JSON or XML, as the platform asks.
    match query.request().reply(&StockReply { success: true, quantities }) {
        Ok(reply) => reply.into_response(),
        Err(error) => {
            println!("{error}");
            FailureBody::ErrorMsg.failure("isp.unknown-error", "internal error").into_response()
        }
    }
}

/// The extractor needs a `Webhook` as state of the router, or a state with `FromRef` for it.
fn router(secret: AppSecret, clock: FixedClock) -> Result<Router, Box<dyn Error>> {
    // While a secret is replaced: `.with("12345678", old_secret)?`.
    let secrets = AppSecrets::new("12345678", secret)?;
    let webhook = Webhook::with_verifier(Verifier::new(Scheme::Spi, secrets).clock(clock))
        .failure_body(FailureBody::ErrorMsg)
        .on_refusal(|reason| println!("refused: {reason}"));
    Ok(Router::new().route("/spi/stock", post(stock)).with_state(webhook))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // For equal output in each run. A server needs no clock: it uses that of the host.
    let clock = FixedClock::at_unix(1_770_091_200);
    let router = router(AppSecret::new("helloworld"), clock)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/spi/stock", listener.local_addr()?);
    let server = tokio::spawn(axum::serve(listener, router).into_future());

    let platform = Callbacks::new("12345678", "helloworld").clock(clock);
    let query = Callback::spi("example.stock.query").json(r#"{"item_id":"7","warehouses":["杭州","上海"]}"#);
    let signed = platform.sign(&url, &query)?;
    println!("{}", platform.send_signed(&signed).await?.text());

    // Replayed, changed, of another time: all of them get one reply.
    println!("{}", platform.send_signed(&signed).await?.text());
    platform.send_signed(&signed.tampered(&Tamper::ChangedByte(13))).await?;
    platform.send_signed(&signed.tampered(&Tamper::OtherCase)).await?;
    platform.send(&url, &query.clone().aged(Duration::from_secs(3600))).await?;

    let form = Callback::spi("example.stock.query").param("format", "xml");
    let form = form.form([("item_id", "7"), ("warehouses", "杭州")]).gbk();
    println!("{}", platform.send(&url, &form).await?.text());

    server.abort();
    Ok(())
}
