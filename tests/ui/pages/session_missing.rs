//! Pages of an API that needs a session, without one.

use top_runtime::{Client, TopApi, TopValue};

#[derive(TopApi)]
#[top_api(
    method = "test.trades.get",
    session = required,
    response = Trades,
    pages(number = page_no, more = has_next, items = trades: i64)
)]
struct GetTrades {
    page_no: i64,
}

#[derive(TopValue)]
struct Trades {
    has_next: bool,
    trades: Vec<i64>,
}

fn read(client: &Client) {
    let _ = client.pages(GetTrades { page_no: 1 });
}

fn main() {}
