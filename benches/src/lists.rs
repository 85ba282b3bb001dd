//! Calls per second for a long list of wide structs, one at a time, beside reqwest and serde by
//! hand. The gateway is another process.

use std::process::ExitCode;
use std::sync::Arc;

use bytes::Bytes;
use tokio::runtime::Builder;
use top_runtime::{Client, SignMethod, TopApi};

use crate::call::same::Same;
use crate::call::server;
use crate::gateway::{GATEWAY, Gateway, serve};
use crate::requests::builder;
use crate::throughput::lanes::{Call, measure};
use crate::throughput::{is_missed, print_head};
use crate::wide::{Members, TradesSold, body};

/// Name of the subcommand.
pub const NAME: &str = "lists";

/// Calls of a block.
const CALLS: usize = 1_000;

/// Minimum of the calls per second, as a ratio to the calls by hand.
const BESIDE_HAND: f64 = 1.3;

/// Asks for a page of orders.
#[derive(TopApi)]
#[top_api(method = "taobao.trades.sold.get", response = TradesSold)]
struct GetTrades {
    fields: String,
    page_size: i64,
}

/// Prints calls per second and processor time. Fails if the mark is missed by more than noise.
#[must_use]
pub fn run(words: &[String]) -> ExitCode {
    if words.first().is_some_and(|word| word == GATEWAY) {
        return serve(async || {
            let address = server::start(Bytes::from(body(100 << 10, Members::Shuffled))).await;
            (format!("http://{}/router/rest", address.expect("a port of the loopback interface")), ())
        });
    }
    let gateway = Gateway::of_this_program(NAME);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = builder(SignMethod::HmacSha256).gateway(&*gateway.url).simplify(true).build();
    let client = client.expect("key, secret and gateway are well-formed");
    let request = Arc::new(GetTrades { fields: "tid,status,orders".to_owned(), page_size: 100 });
    let same = Same::new(&runtime);
    let url: reqwest::Url = gateway.url.parse().expect("a url");
    print_head();
    let ours = || measure(&runtime, CALLS, 1, || ours(&client, &request));
    let by_hand = || measure(&runtime, CALLS, 1, || by_hand(&client, &request, &same, &url));
    let is_missed = is_missed("list of 95 KB, beside by hand", BESIDE_HAND, &ours, &by_hand);
    gateway.end();
    if is_missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Returns a function that makes one call.
fn ours(client: &Client, request: &Arc<GetTrades>) -> impl Fn() -> Call + Send + use<> + 'static {
    let (client, request) = (client.clone(), request.clone());
    move || {
        let call = client.execute(&*request);
        Box::pin(async move {
            assert!(!call.await.expect("a reply").trades.is_empty(), "the reply is constant");
        })
    }
}

/// Returns a function that does the same with reqwest and serde.
fn by_hand(
    client: &Client,
    request: &Arc<GetTrades>,
    same: &Same,
    url: &reqwest::Url,
) -> impl Fn() -> Call + Send + use<> + 'static {
    let (client, request, same, url) = (client.clone(), request.clone(), same.clone(), url.clone());
    move || {
        let call = same.post(&url, client.prepare(&*request).expect("the request breaks no rule"));
        Box::pin(async move {
            let reply = call.await.expect("a reply").bytes().await.expect("a body");
            let trades = top_benches_serde::read(&reply).expect("serde reads the body");
            assert!(!trades.trades.is_empty(), "the reply is constant");
        })
    }
}
