//! Reads a list page by page: all items in order, also after an error, and from the last page to
//! the first.
//!
//! `cargo run -p top-examples --example pages`

use std::error::Error;

use top_runtime::retry::RetryPolicy;
use top_runtime::{TopApi, TopValue};
use top_sandbox::{Fault, Sandbox};

#[derive(TopApi)]
#[top_api(
    method = "taobao.trades.sold.get",
    session = required,
    response = TradesSold,
    pages(number = page_no, size = page_size, total = total_results, items = trades: Trade)
)]
struct GetTradesSold {
    fields: String,
    page_no: Option<i64>,
    page_size: i64,
}

#[derive(TopValue)]
struct TradesSold {
    total_results: i64,
    trades: Vec<Trade>,
}

#[derive(Clone, TopValue)]
struct Trade {
    tid: i64,
}

fn first_page() -> GetTradesSold {
    GetTradesSold { fields: "tid".to_owned(), page_no: None, page_size: 40 }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let trades: Vec<Trade> = (1..=100).map(|tid| Trade { tid }).collect();
    let sandbox = Sandbox::builder()
        .pages::<GetTradesSold>(trades, |page| TradesSold { total_results: page.total, trades: page.items })
        // The second reply is lost.
        .fault(Fault::None)
        .fault(Fault::Status { status: 502, retry_after: None })
        .start()
        .await?;
    let client = sandbox.client_builder().retry(RetryPolicy::never()).build()?;
    let seller = client.session(&sandbox.session());

    // After an error the stream goes on with the page that could not be read.
    let mut items = seller.pages(first_page()).items();
    let (mut tids, mut errors) = (Vec::new(), 0);
    while let Some(trade) = items.next().await {
        match trade {
            Ok(trade) => tids.push(trade.tid),
            Err(_) => errors += 1,
        }
    }
    println!("{} trades in order: {}, {errors} error", tids.len(), tids.is_sorted());

    // From the last page to the first, no trade is lost if trades leave the list meanwhile.
    let mut pages = seller.pages(first_page()).reverse();
    while let Some(page) = pages.next().await {
        let page = page?;
        println!("a page with {} trades", page.trades.len());
    }
    println!("{} requests", sandbox.requests().len());
    Ok(())
}
