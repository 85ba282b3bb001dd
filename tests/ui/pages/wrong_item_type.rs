//! The list has elements of another type.

use top_runtime::{TopApi, TopValue};

#[derive(TopValue)]
struct Trades {
    has_next: Option<bool>,
    next: Option<String>,
    total_results: i64,
    trades: Vec<Trade>,
}

#[derive(TopValue)]
struct Trade {
    tid: i64,
}

#[derive(TopApi)]
#[top_api(method = "test.trades.get", response = Trades, pages(number = page_no, more = has_next, items = trades: String))]
struct GetTrades {
    page_no: Option<i64>,
    page_size: i64,
    token: Option<String>,
}

fn main() {}
