//! Lists that the sandbox returns page by page.

use std::sync::{Arc, Mutex};

use top_runtime::retry::RetryPolicy;
use top_runtime::{Error, Params, TopApi, TopValue};
use top_sandbox::{Fault, Page, PageList, RandomFaults, Sandbox, SandboxBuilder, TestClock};

use crate::apis::NOW;

#[derive(Debug, TopApi)]
#[top_api(
    method = "example.trades.get",
    response = TradeList,
    idempotent,
    pages(number = page_no, size = page_size, more = has_next, total = total_results, items = trades: Trade)
)]
struct GetTrades {
    page_no: Option<i64>,
    page_size: Option<u32>,
}

#[derive(Debug, TopValue)]
struct TradeList {
    trades: Vec<Trade>,
    has_next: Option<bool>,
    total_results: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Trade {
    tid: i64,
}

#[derive(Debug, TopApi)]
#[top_api(
    method = "example.items.scan",
    response = Scan,
    idempotent,
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

fn trades(count: i64) -> Vec<Trade> {
    (0..count).map(|tid| Trade { tid }).collect()
}

fn to_trades(page: Page<Trade>) -> TradeList {
    TradeList { trades: page.items, has_next: Some(page.has_next), total_results: page.total }
}

fn to_scan(page: Page<i64>) -> Scan {
    Scan { tids: page.items, next: page.next }
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

/// Faults in 30 of 100 replies, by the page and its attempt.
fn faults(builder: SandboxBuilder, key: &str) -> SandboxBuilder {
    let faults = RandomFaults::seeded(19)
        .keyed_by(key)
        .with(0.08, Fault::Status { status: 502, retry_after: None })
        .with(0.08, Fault::Close.after_execution())
        .with(0.07, Fault::CutBody)
        .with(0.07, Fault::Timeout);
    builder.random_faults(faults)
}

#[tokio::test]
async fn each_element_of_two_hundred_pages_comes_once_and_in_order_with_faults_in_thirty_of_a_hundred_replies()
 {
    let list = PageList::from((0..9_975).collect::<Vec<i64>>()).default_size(50);
    let sandbox = faults(Sandbox::builder().pages::<ScanItems>(list, to_scan), "from").start().await.unwrap();
    // Errors reach the stream: each continues with the page that failed.
    let client = sandbox.client_builder().retry(RetryPolicy::never()).build().unwrap();

    let mut items = client.pages(ScanItems { from: None }).items();
    let (tids, errors) = collect(async || items.next().await).await;
    assert!(tids.into_iter().eq(0..9_975));
    let failed = errors.len();
    assert!((50..130).contains(&failed), "{failed} of {} replies", sandbox.requests().len());
    assert_eq!(sandbox.requests().len(), 200 + failed);
}

#[tokio::test]
async fn retries_hide_faults_of_numbered_pages() {
    let builder = Sandbox::builder().clock(TestClock::at_unix(NOW));
    let sandbox =
        faults(builder.pages::<GetTrades>(trades(9_975), to_trades), "page_no").start().await.unwrap();
    let client = sandbox.client_builder().retry_budget(None).build().unwrap();
    let mut items = client.pages(GetTrades { page_no: None, page_size: Some(50) }).items();
    let (found, errors) = collect(async || items.next().await).await;
    assert!(found.iter().map(|trade| trade.tid).eq(0..9_975));
    let faults = sandbox.requests().iter().filter(|request| *request.fault() != Fault::None).count();
    assert!(faults >= 50 && errors.len() < faults, "{faults} faults, {} errors", errors.len());
}

#[tokio::test]
async fn reply_that_repeats_its_cursor_ends_the_list_with_an_error() {
    let list = PageList::from((0..100).collect::<Vec<i64>>()).default_size(10);
    let sandbox = Sandbox::builder()
        .pages::<ScanItems>(list, |page| {
            // The reply of the sixth page names the fourth one.
            let next = if page.items.first() == Some(&50) { Some("30".to_owned()) } else { page.next };
            Scan { tids: page.items, next }
        })
        .start()
        .await
        .unwrap();
    let mut items = sandbox.client().unwrap().pages(ScanItems { from: None }).items();
    let (tids, errors) = collect(async || items.next().await).await;
    assert!(tids.into_iter().eq(0..60));
    let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert!(
        texts.len() == 1
            && texts[0].contains("expected a cursor that was not returned before, found `30` again"),
        "{texts:?}"
    );
    assert_eq!(sandbox.requests().len(), 6);
}

#[tokio::test]
async fn pages_are_cut_from_the_list_as_the_request_selects_them() {
    let sandbox = Sandbox::builder()
        .pages::<GetTrades>(PageList::from(trades(85)).default_size(20).first_number(0), to_trades)
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap();
    for (page_no, page_size, expected, has_next) in [
        (None, None, 0..20, true),
        (Some(0), Some(85), 0..85, false),
        (Some(4), None, 80..85, false),
        (Some(1), Some(50), 50..85, false),
        (Some(9), None, 0..0, false),
    ] {
        let reply = client.execute(&GetTrades { page_no, page_size }).await.unwrap();
        assert!(reply.trades.iter().map(|trade| trade.tid).eq(expected), "{page_no:?} {reply:?}");
        assert_eq!((reply.has_next, reply.total_results), (Some(has_next), 85));
    }
    let params = Params::new().with("page_no", "1").with("page_size", "0");
    let error = client.call("example.trades.get", &params).await.unwrap_err();
    assert!(error.to_string().contains("at least one element"), "{error}");
}

#[tokio::test]
async fn list_may_change_between_its_pages() {
    let all = Arc::new(Mutex::new(trades(95)));
    let list = PageList::changing({
        let all = Arc::clone(&all);
        move || {
            // The newest trade leaves the list after each page.
            let mut all = all.lock().unwrap();
            let page = all.clone();
            all.remove(0);
            page
        }
    });
    let sandbox = Sandbox::builder().pages::<GetTrades>(list, to_trades).start().await.unwrap();
    let request = GetTrades { page_no: None, page_size: Some(10) };
    let mut items = sandbox.client().unwrap().pages(request).reverse().items();
    let (found, errors) = collect(async || items.next().await).await;
    assert!(errors.is_empty(), "{errors:?}");
    for tid in 11..95 {
        assert!(found.contains(&Trade { tid }), "{tid} is missing");
    }
}

#[tokio::test]
async fn cursor_of_another_list_is_refused() {
    let sandbox = Sandbox::builder().pages::<ScanItems>(vec![1, 2], to_scan).start().await.unwrap();
    let error =
        sandbox.client().unwrap().execute(&ScanItems { from: Some("x".to_owned()) }).await.unwrap_err();
    assert_eq!(error.code(), Some("41"));
    assert!(error.to_string().contains("expected a cursor of this list, found `x`"), "{error}");
}
