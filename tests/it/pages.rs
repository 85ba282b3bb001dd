//! Lists that are read page by page: ends, errors, order, cursors.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http::StatusCode;
use top_runtime::clock::FixedClock;
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, TopApi, TopValue};

use crate::support::form_pairs;

#[derive(Debug, TopApi)]
#[top_api(
    method = "test.trades.get",
    response = TradeList,
    pages(number = page_no, size = page_size, more = has_next, total = total_results, items = trades: Trade)
)]
struct GetTrades {
    page_no: Option<i64>,
    page_size: u32,
}

#[derive(Debug, TopValue)]
struct TradeList {
    trades: Option<Vec<Trade>>,
    has_next: Option<bool>,
    total_results: Option<i64>,
}

#[derive(Debug, PartialEq, TopValue)]
struct Trade {
    tid: i64,
}

#[derive(Debug, TopApi)]
#[top_api(
    method = "test.trades.total",
    response = TradeList,
    pages(number = page_no, size = page_size, total = total_results, items = trades: Trade)
)]
struct GetByTotal {
    page_no: u64,
    page_size: Option<i64>,
}

#[derive(Debug, TopApi)]
#[top_api(
    method = "test.items.scan",
    response = Scan,
    pages(cursor = from, next = next, items = tids: i64)
)]
struct ScanItems {
    from: Option<String>,
}

#[derive(Debug, TopValue)]
struct Scan {
    tids: Vec<i64>,
    next: Option<String>,
}

/// A client whose gateway answers with the function: from the form to a body.
fn client(reply: impl Fn(&[(String, String)]) -> HttpResponse + Send + Sync + 'static) -> Client {
    let gateway =
        InMemoryTransport::new(move |request| Ok(reply(&form_pairs(request.body().as_bytes().unwrap()))));
    Client::builder("1", "s")
        .transport(gateway)
        .clock(FixedClock::at_unix(1_763_308_800))
        .retry_budget(None)
        .build()
        .unwrap()
}

fn param(form: &[(String, String)], name: &str) -> Option<usize> {
    form.iter().find(|(key, _)| key == name).map(|(_, value)| value.parse().unwrap())
}

fn ids(ids: impl Iterator<Item = usize>) -> String {
    let trades: Vec<String> = ids.map(|tid| format!(r#"{{"tid":{tid}}}"#)).collect();
    format!(r#"{{"trade":[{}]}}"#, trades.join(","))
}

/// The page of a list of `total` trades, with a flag and a total.
fn page(form: &[(String, String)], total: usize) -> String {
    let (number, size) = (param(form, "page_no").unwrap_or(1), param(form, "page_size").unwrap());
    let trades = ids(((number - 1) * size..total).take(size));
    let has_next = number * size < total;
    format!(r#"{{"x_response":{{"trades":{trades},"has_next":{has_next},"total_results":{total}}}}}"#)
}

async fn collect<T>(mut next: impl AsyncFnMut() -> Option<Result<T, Error>>) -> (Vec<T>, Vec<Error>) {
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    while let Some(item) = next().await {
        match item {
            Ok(item) => items.push(item),
            Err(error) => errors.push(error),
        }
    }
    (items, errors)
}

#[tokio::test]
async fn each_item_of_two_hundred_pages_comes_once_and_in_order_with_faults_in_thirty_of_a_hundred_replies() {
    let requests = Arc::new(AtomicUsize::new(0));
    let client = client({
        let requests = Arc::clone(&requests);
        move |form| {
            let n = requests.fetch_add(1, Ordering::SeqCst);
            // 30 of 100, in runs of up to three, which outlast the attempts of a call.
            match n * 37 % 100 {
                0..10 => HttpResponse::new("busy").with_status(StatusCode::BAD_GATEWAY),
                10..20 => {
                    HttpResponse::new(r#"{"error_response":{"code":15,"msg":"x","sub_code":"isp.timeout"}}"#)
                }
                20..30 => HttpResponse::new(r#"{"x_response":{"trades":{"trade":[{"tid":"#),
                _ => HttpResponse::new(page(form, 9_975)),
            }
        }
    });
    let mut items = client.idempotent().pages(GetTrades { page_no: None, page_size: 50 }).items();
    let (trades, errors) = collect(async || items.next().await).await;
    assert!(trades.iter().map(|trade| trade.tid).eq(0..9_975), "{} trades", trades.len());
    assert!(!errors.is_empty() && requests.load(Ordering::SeqCst) > 270, "{errors:?}");
}

#[tokio::test]
async fn list_ends_at_its_total_and_at_an_empty_page() {
    for (total, pages) in [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3)] {
        let client = client(move |form| HttpResponse::new(page(form, total)));
        let mut stream = client.pages(GetByTotal { page_no: 1, page_size: Some(100) });
        let (replies, errors) = collect(async || stream.next().await).await;
        assert_eq!((replies.len(), errors.len()), (pages, 0), "{total}");
    }
    // The platform counts elements that it does not return.
    let lying = r#"{"x_response":{"trades":{"trade":[]},"total_results":1000}}"#;
    let client = client(move |_| HttpResponse::new(lying));
    let mut stream = client.pages(GetByTotal { page_no: 3, page_size: Some(100) });
    assert_eq!(collect(async || stream.next().await).await.0.len(), 1);
}

#[tokio::test]
async fn reply_without_flag_ends_the_list() {
    let client = client(|_| HttpResponse::new(r#"{"x_response":{"trades":{"trade":[{"tid":1}]}}}"#));
    let mut items = client.pages(GetTrades { page_no: Some(7), page_size: 1 }).items();
    assert_eq!(collect(async || items.next().await).await.0, [Trade { tid: 1 }]);
}

#[tokio::test]
async fn list_without_end_is_an_error_after_the_maximum_of_pages() {
    let client =
        client(|_| HttpResponse::new(r#"{"x_response":{"trades":{"trade":[{"tid":1}]},"has_next":true}}"#));
    let mut stream = client.pages(GetTrades { page_no: None, page_size: 1 }).max_pages(25);
    let (replies, errors) = collect(async || stream.next().await).await;
    assert_eq!((replies.len(), errors.len()), (25, 1));
    assert!(
        errors[0].to_string().contains("`pages`: expected at most 25 pages, found more"),
        "{}",
        errors[0]
    );
    assert_eq!(errors[0].method(), "test.trades.get");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn ten_errors_in_a_row_end_the_stream_and_the_request_names_the_page() {
    let client = client(|form| match param(form, "page_no") {
        Some(3) => HttpResponse::new("gone").with_status(StatusCode::NOT_FOUND),
        _ => HttpResponse::new(page(form, 1_000)),
    });
    let mut items = client.pages(GetTrades { page_no: None, page_size: 10 }).items();
    let (trades, errors) = collect(async || items.next().await).await;
    assert_eq!((trades.len(), errors.len()), (20, 10));
    assert_eq!(items.request().page_no, Some(3));
}

#[tokio::test]
async fn cursor_is_passed_on_until_the_last_reply_has_none() {
    let replies = Mutex::new(VecDeque::from([
        (None, r#"{"x_response":{"tids":{"number":[1,2]},"next":"a=="}}"#),
        (Some("a=="), r#"{"x_response":{"tids":{"number":[]},"next":"b"}}"#),
        (Some("b"), r#"{"x_response":{"tids":{"number":[3]}}}"#),
    ]));
    let client = client(move |form| {
        let (cursor, body) = replies.lock().unwrap().pop_front().unwrap();
        let sent = form.iter().find(|(key, _)| key == "from").map(|(_, value)| value.as_str());
        assert_eq!(sent, cursor);
        HttpResponse::new(body)
    });
    let mut items = client.pages(ScanItems { from: None }).items();
    assert_eq!(collect(async || items.next().await).await.0, [1, 2, 3]);
}

#[tokio::test]
async fn repeated_cursor_is_an_error_after_the_items_of_its_page() {
    let count = AtomicUsize::new(0);
    let client = client(move |_| {
        let n = count.fetch_add(1, Ordering::SeqCst);
        let next = ["a", "b", "a"][n];
        HttpResponse::new(format!(r#"{{"x_response":{{"tids":{{"number":[{n}]}},"next":"{next}"}}}}"#))
    });
    let mut items = client.pages(ScanItems { from: None }).items();
    let (tids, errors) = collect(async || items.next().await).await;
    assert_eq!(tids, [0, 1, 2]);
    let text = errors[0].to_string();
    assert!(
        errors.len() == 1 && text.contains("expected a cursor that was not returned before, found `a` again"),
        "{text}"
    );
}

#[tokio::test]
async fn reverse_order_loses_no_element_of_a_list_that_others_leave() {
    // 95 trades; after each reply the newest one leaves, as its time of change moves out of the period.
    let trades = Mutex::new((0..95_usize).collect::<VecDeque<_>>());
    let client = client(move |form| {
        let mut trades = trades.lock().unwrap();
        let number = param(form, "page_no").unwrap_or(1);
        let page: Vec<usize> = trades.iter().copied().skip((number - 1) * 10).take(10).collect();
        let (list, total) = (ids(page.into_iter()), trades.len());
        trades.pop_front();
        HttpResponse::new(format!(r#"{{"x_response":{{"trades":{list},"total_results":{total}}}}}"#))
    });
    let mut items = client.pages(GetTrades { page_no: None, page_size: 10 }).reverse().items();
    let (found, errors) = collect(async || items.next().await).await;
    assert!(errors.is_empty(), "{errors:?}");
    let found: Vec<i64> = found.into_iter().map(|trade| trade.tid).collect();
    // Of those that stayed to the end, none is missing.
    for tid in 11..95 {
        assert!(found.contains(&tid), "{tid} is missing in {found:?}");
    }
}

#[tokio::test]
async fn reverse_order_reads_a_single_page_once_and_needs_a_total() {
    let requests = Arc::new(AtomicUsize::new(0));
    let single = client({
        let requests = Arc::clone(&requests);
        move |form| {
            requests.fetch_add(1, Ordering::SeqCst);
            HttpResponse::new(page(form, 3))
        }
    });
    let mut items = single.pages(GetByTotal { page_no: 1, page_size: Some(10) }).reverse().items();
    assert_eq!(collect(async || items.next().await).await.0.len(), 3);
    assert_eq!(requests.load(Ordering::SeqCst), 1);

    let flag_only =
        client(|_| HttpResponse::new(r#"{"x_response":{"trades":{"trade":[{"tid":1}]},"has_next":true}}"#));
    let mut stream = flag_only.pages(GetTrades { page_no: None, page_size: 1 }).reverse();
    let errors = collect(async || stream.next().await).await.1;
    assert!(errors[0].to_string().contains("a `total` and a `size`"), "{}", errors[0]);
}
