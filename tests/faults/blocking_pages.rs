//! Lists that a thread reads page by page.

use tokio::runtime::Builder;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Error, SessionKey, TopApi, TopValue, blocking};
use top_sandbox::{Fault, Sandbox};

use crate::runtimes::SERVERS;

#[derive(Debug, TopApi)]
#[top_api(
    method = "test.trades.get",
    session = required,
    response = Trades,
    pages(number = page_no, size = page_size, total = total_results, items = trades: Trade)
)]
struct GetTrades {
    page_no: Option<i64>,
    page_size: i64,
}

#[derive(Debug, TopValue)]
struct Trades {
    trades: Vec<Trade>,
    total_results: i64,
}

#[derive(Debug, TopValue)]
struct Trade {
    tid: i64,
}

#[derive(Debug, TopApi)]
#[top_api(method = "test.items.scan", response = Scan, pages(cursor = from, next = next, items = tids: i64))]
struct ScanItems {
    from: Option<String>,
}

#[derive(Debug, TopValue)]
struct Scan {
    tids: Vec<i64>,
    next: Option<String>,
}

/// A gateway with a list of 25 trades, and one whose cursor repeats.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::builder()
        .session("6100abc", "seller")
        .reply::<GetTrades>(|request| {
            let before = (request.page_no.unwrap_or(1) - 1) * request.page_size;
            let trades = (before..25.min(before + request.page_size)).map(|tid| Trade { tid }).collect();
            Trades { trades, total_results: 25 }
        })
        .reply::<ScanItems>(|request| Scan {
            tids: vec![i64::from(request.from.is_some())],
            next: Some("again".to_owned()),
        });
    SERVERS.block_on(sandbox.start()).unwrap()
}

fn seller(sandbox: &Sandbox) -> blocking::ScopedClient<top_runtime::session::WithSession> {
    let client = sandbox.client_builder().retry(RetryPolicy::never()).build_blocking().unwrap();
    client.session(&SessionKey::new("6100abc"))
}

fn first_page() -> GetTrades {
    GetTrades { page_no: None, page_size: 10 }
}

fn tids(trades: impl Iterator<Item = Result<Trade, Error>>) -> Vec<i64> {
    trades.map(|trade| trade.unwrap().tid).collect()
}

#[test]
fn each_item_comes_once_and_in_order_after_errors() {
    let sandbox = sandbox();
    for fault in [Fault::None, Fault::Close, Fault::None, Fault::Status { status: 502, retry_after: None }] {
        sandbox.fault(fault);
    }
    let mut items = seller(&sandbox).pages(first_page()).items();
    let mut errors = 0;
    let mut found = Vec::new();
    for item in items.by_ref() {
        match item {
            Ok(trade) => found.push(trade.tid),
            Err(_) => errors += 1,
        }
    }
    assert_eq!(found, (0..25).collect::<Vec<_>>());
    assert_eq!((errors, sandbox.requests().len()), (2, 5));
    assert!(items.next().is_none());
}

#[test]
fn pages_are_read_when_they_are_asked_for() {
    let sandbox = sandbox();
    let mut pages = seller(&sandbox).pages(first_page());
    assert_eq!(sandbox.requests().len(), 0);
    let page = pages.next().unwrap().unwrap();
    assert_eq!((page.trades.len(), sandbox.requests().len()), (10, 1));
    assert_eq!(pages.request().page_no, Some(2));
    assert!(format!("{pages:?}").starts_with("Pages { method: \"test.trades.get\""), "{pages:?}");
}

#[test]
fn pages_are_read_in_reverse() {
    let sandbox = sandbox();
    let pages = seller(&sandbox).pages(first_page()).reverse();
    let expected: Vec<i64> = (20..25).chain(10..20).chain(0..10).collect();
    assert_eq!(tids(pages.items()), expected);
}

#[test]
fn list_ends_with_an_error_at_the_limit_of_pages_and_at_a_repeated_cursor() {
    let sandbox = sandbox();
    let results: Vec<_> = seller(&sandbox).pages(first_page()).max_pages(2).collect();
    assert_eq!(results.len(), 3);
    let text = results[2].as_ref().unwrap_err().to_string();
    assert!(text.contains("at most 2 pages"), "{text}");

    let client = sandbox.client_builder().build_blocking().unwrap();
    let results: Vec<_> = client.pages(ScanItems { from: None }).items().collect();
    assert_eq!(results.iter().filter(|item| item.is_ok()).count(), 2);
    assert!(results.last().unwrap().is_err());
}

#[test]
fn list_in_async_code_ends_with_the_remedy() {
    let sandbox = sandbox();
    let seller = seller(&sandbox);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut pages = seller.pages(first_page());
        let text = pages.next().unwrap().unwrap_err().to_string();
        assert!(
            text.starts_with("test.trades.get: request not sent: a blocking call in async code"),
            "{text}"
        );
        assert!(pages.next().is_none());
        assert_eq!(seller.pages(first_page()).items().count(), 1);
    });
    assert_eq!(sandbox.requests().len(), 0);
    assert_eq!(tids(seller.pages(first_page()).items()).len(), 25);
}
