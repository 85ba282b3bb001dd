//! The rows of `docs/reliability.md` on retries: number of requests, and the result.

use std::future::Future as _;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::{Duration, SystemTime};
use top_runtime::error::ErrorKind;

use top_runtime::clock::Clock;
use top_runtime::retry::{RetryClass, RetryPolicy};
use top_runtime::transport::BoxFuture;
use top_runtime::{Client, Params, TopApi, TopValue, Value};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::raw_server::{LONG, RawServer, with_growing_timeout};
use crate::test_clock::CountingClock;

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.order", response = Done)]
struct Order;

#[derive(Debug, Clone, TopApi)]
#[top_api(method = "test.look", response = Done, idempotent)]
struct Look;

#[derive(Debug, PartialEq, TopValue)]
struct Done {
    done: bool,
}

/// Starts a sandbox with both APIs. Returns it, a client, and the client's clock, whose sleeps
/// return immediately.
async fn start(faults: impl IntoIterator<Item = Fault>) -> (Sandbox, Client, CountingClock) {
    let sandbox =
        Sandbox::builder().reply::<Order>(|_| Done { done: true }).reply::<Look>(|_| Done { done: true });
    let sandbox = sandbox.start().await.unwrap();
    faults.into_iter().for_each(|fault| sandbox.fault(fault));
    let clock = CountingClock::default();
    let client = sandbox.client_builder().clock(clock.clone()).build().unwrap();
    (sandbox, client, clock)
}

/// Returns the number of requests and of handler runs.
fn seen(sandbox: &Sandbox) -> (usize, usize) {
    let requests = sandbox.requests();
    (requests.len(), requests.iter().filter(|seen| seen.executed()).count())
}

fn refuse(code: u32, sub_code: &str) -> Fault {
    Fault::Error(ErrorResponse::new(code).with_sub_code(sub_code))
}

/// Returns the faults that mean a temporary refusal.
fn refused_for_now() -> Vec<Fault> {
    vec![
        Fault::Error(ErrorResponse::new(4)),
        Fault::Error(ErrorResponse::new(7)),
        refuse(15, "isp.call-limited"),
        refuse(15, "accesscontrol.limited-by-api-access-count"),
        Fault::Status { status: 429, retry_after: Some(2) },
        Fault::Throttle { seconds: 3 },
    ]
}

/// Returns the faults after which the call may have been executed.
fn maybe_executed() -> Vec<Fault> {
    let status = |status| Fault::Status { status, retry_after: None };
    vec![
        Fault::Timeout,
        Fault::Close,
        Fault::Reset,
        Fault::CutHead,
        Fault::CutBody,
        status(502),
        status(408),
        status(504),
        status(503),
        Fault::Error(ErrorResponse::new(3)),
        Fault::Error(ErrorResponse::new(10)),
        refuse(15, "isp.top-remote-service-unavailable"),
        refuse(15, "isp.refund-service-unavailable"),
        refuse(15, "isp.remote-connection-error"),
        refuse(15, "isp.top-remote-connection-error"),
        refuse(15, "isp.top-remote-connection-control-error-tmall"),
        refuse(50, "isp.runtime-max-limit"),
        refuse(530, "ism.demo-error"),
    ]
}

#[tokio::test]
async fn temporarily_refused_calls_are_retried() {
    for fault in refused_for_now() {
        let (sandbox, client, _) = start([fault.clone()]).await;
        client.execute(&Order).await.unwrap();
        assert_eq!(seen(&sandbox), (2, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn possibly_executed_calls_are_retried_only_if_idempotent() {
    for fault in maybe_executed().into_iter().flat_map(|fault| [fault.clone(), fault.after_execution()]) {
        let (sandbox, client, _) = start([fault.clone()]).await;
        let error = client.execute(&Order).await.unwrap_err();
        assert_eq!(
            (sandbox.requests().len(), error.retry_class()),
            (1, Some(RetryClass::MaybeExecuted)),
            "{fault:?}"
        );

        let (sandbox, client, _) = start([fault.clone()]).await;
        client.execute(&Look).await.unwrap();
        assert_eq!(sandbox.requests().len(), 2, "{fault:?}");

        let (sandbox, client, _) = start([fault.clone()]).await;
        client.idempotent().execute(&Order).await.unwrap();
        assert_eq!(sandbox.requests().len(), 2, "{fault:?}");
    }
}

#[tokio::test]
async fn permanent_errors_are_not_retried() {
    let never = ErrorResponse::codes()
        .filter(|code| !matches!(code, 3..=8 | 10 | 88))
        .map(|code| Fault::Error(ErrorResponse::new(code)));
    let finer = ["isv.invalid-parameter", "isv.permission-api-package-limit", "isv.some-business"]
        .map(|sub| refuse(15, sub));
    for fault in never.chain(finer).chain([Fault::Page, Fault::Empty, Fault::Redirect]) {
        let (sandbox, client, clock) = start([fault.clone()]).await;
        let error = client.execute(&Look).await.unwrap_err();
        assert_eq!(
            (sandbox.requests().len(), error.retry_class(), error.attempts()),
            (1, None, 1),
            "{fault:?}"
        );
        assert!(clock.waits().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn call_is_attempted_three_times_at_most() {
    let (sandbox, client, clock) = start((0..5).map(|_| Fault::Error(ErrorResponse::new(7)))).await;
    let error = client.execute(&Order).await.unwrap_err();
    assert_eq!((seen(&sandbox), error.attempts(), clock.waits().len()), ((3, 0), 3, 2));
    assert!(error.to_string().ends_with(", after 3 attempts"), "{error}");
}

#[tokio::test]
async fn failed_connections_are_retried() {
    let server = RawServer::start(|connection, _| async move { drop(connection) }).await;
    let url = server.url.replace("http://", "https://");
    let client = server.builder().gateway(url).clock(CountingClock::default()).build().unwrap();
    let error = client.call("test.order", &Params::new()).await.unwrap_err();
    assert_eq!((error.retry_class(), error.attempts()), (Some(RetryClass::NotExecuted), 3), "{error}");
    assert_eq!((server.counts().connections, server.counts().requests), (3, 0));
}

#[tokio::test]
async fn each_attempt_has_a_fresh_signature() {
    let (sandbox, client, _) = start([Fault::Throttle { seconds: 1 }, Fault::Throttle { seconds: 1 }]).await;
    client.execute(&Order).await.unwrap();
    let requests = sandbox.requests();
    let of = |name| {
        let mut all: Vec<_> =
            requests.iter().map(|seen| seen.params().get(name).unwrap().to_owned()).collect();
        all.dedup();
        all.len()
    };
    assert_eq!((requests.len(), of("timestamp"), of("sign"), of("app_key")), (3, 3, 3, 1));
}

#[tokio::test]
async fn backoff_doubles_with_full_jitter() {
    let mut waits = Vec::new();
    for _ in 0..20 {
        let (_sandbox, client, clock) = start((0..4).map(|_| Fault::Error(ErrorResponse::new(7)))).await;
        let retry = RetryPolicy::default()
            .attempts(5)
            .backoff(Duration::from_millis(100), Duration::from_millis(400));
        client.retry(retry).execute(&Order).await.unwrap();
        assert_eq!(clock.waits().len(), 4);
        waits.push(clock.waits());
    }
    for (at, most) in [100, 200, 400, 400].map(Duration::from_millis).into_iter().enumerate() {
        let longest = waits.iter().map(|waits| waits[at]).max().unwrap();
        let shortest = waits.iter().map(|waits| waits[at]).min().unwrap();
        // The probability that 20 draws fall into one half is one in a million.
        assert!(
            longest <= most && longest > most / 2 && shortest < most / 2,
            "{shortest:?} to {longest:?} of {most:?}"
        );
    }
}

#[tokio::test]
async fn timeout_of_a_call_includes_its_backoff() {
    let (sandbox, client, clock) = start([Fault::Throttle { seconds: 3 }]).await;
    let error = client.timeout(Duration::from_secs(2)).execute(&Order).await.unwrap_err();
    assert_eq!((sandbox.requests().len(), clock.waits().len()), (1, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));

    let faults = [
        Fault::Status { status: 429, retry_after: Some(20) },
        Fault::Status { status: 429, retry_after: Some(20) },
    ];
    let (sandbox, client, clock) = start(faults).await;
    client.execute(&Order).await.unwrap_err();
    assert_eq!((sandbox.requests().len(), clock.waits().len()), (2, 1), "30 seconds are for one wait of 20");
}

#[tokio::test]
async fn attempt_timeout_leaves_time_for_a_retry() {
    with_growing_timeout(async |limit| {
        let (sandbox, client, _) = start([Fault::SlowHead(LONG)]).await;
        let client = client.retry(RetryPolicy::default().attempt_timeout(limit)).timeout(LONG);
        (client.execute(&Look).await.is_ok() && sandbox.requests().len() == 2).then_some(())
    })
    .await;
}

#[tokio::test]
async fn retry_budget_limits_retries_in_an_outage() {
    let sandbox =
        Sandbox::builder().try_reply::<Order>(|_| Err(ErrorResponse::new(7))).start().await.unwrap();
    let client = sandbox.client_builder().clock(CountingClock::default()).build().unwrap();
    for _ in 0..100 {
        client.execute(&Order).await.unwrap_err();
    }
    // 20 %, plus one a second for ten seconds. Without a budget there are 200 retries.
    let again = sandbox.requests().len() - 100;
    assert!((1..100).contains(&again), "{again}");
}

#[tokio::test]
async fn call_without_retries_is_sent_once() {
    let (sandbox, client, _) = start([Fault::Error(ErrorResponse::new(7))]).await;
    let error = client.retry(RetryPolicy::never()).execute(&Order).await.unwrap_err();
    assert_eq!((sandbox.requests().len(), error.attempts()), (1, 1));

    let client = sandbox.client_builder().retry(RetryPolicy::never()).build().unwrap();
    sandbox.fault(Fault::Error(ErrorResponse::new(7)));
    client.execute(&Order).await.unwrap_err();
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn reply_contains_nothing_of_a_failed_attempt() {
    #[derive(Debug, TopApi)]
    #[top_api(method = "test.order", response = Row, idempotent)]
    struct GetRow;
    #[derive(Debug, PartialEq, TopValue)]
    struct Row {
        id: i64,
        note: Option<String>,
    }
    let body = r#"{"test_order_response":{"id":1,"note":"of an attempt that failed"}}"#;
    let sandbox =
        Sandbox::builder().on("test.order", |_| Value::from_iter([("id", 2.into())])).start().await.unwrap();
    sandbox.fault(Fault::Response { status: 503, content_type: String::new(), body: body.into() });
    let client = sandbox.client_builder().clock(CountingClock::default()).build().unwrap();
    assert_eq!(client.execute(&GetRow).await.unwrap().into_inner(), Row { id: 2, note: None });
    assert_eq!(sandbox.requests().len(), 2);
}

/// A clock whose sleeps never end, and that signals their start.
#[derive(Default)]
struct Never(tokio::sync::Notify);

impl Clock for Never {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        self.0.notify_one();
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn cancelling_during_backoff_sends_nothing_more() {
    let (sandbox, ..) = start([Fault::Error(ErrorResponse::new(7))]).await;
    let clock = Arc::new(Never::default());
    let client = sandbox.client_builder().clock(Arc::clone(&clock)).build().unwrap();
    tokio::select! {
        _ = client.execute(&Order) => panic!("the wait has an end"),
        () = clock.0.notified() => {}
    }
    assert_eq!(seen(&sandbox), (1, 0));
    client.execute(&Order).await.unwrap();
    assert_eq!(seen(&sandbox), (2, 1));
}

#[test]
fn backoff_works_in_any_executor() {
    let gateway = top_runtime::transport::InMemoryTransport::new(|_| {
        Ok(top_runtime::transport::HttpResponse::new(r#"{"error_response":{"code":7,"msg":"m"}}"#))
    });
    let client = Client::builder("1", "s").transport(gateway).build().unwrap();
    let mut call = std::pin::pin!(client.execute(&Order));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
}

#[tokio::test]
async fn ban_beyond_the_deadline_reports_its_end() {
    let (_sandbox, client, _) = start([Fault::Throttle { seconds: 31_062 }]).await;
    let error = client.execute(&Order).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Platform(_)));
    assert_eq!(error.retry_class(), Some(RetryClass::RefusedForNow));
}
