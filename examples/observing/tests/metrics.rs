//! Metrics of calls that are throttled, corrected, refused or cancelled.

#![allow(clippy::unwrap_used)] // an unexpected result fails the test

use std::future::Future as _;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use top_runtime::clock::FixedClock;
use top_runtime::observe::{MetricsObserver, SessionRefreshed};
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, InMemoryTransport, Transport, TransportError,
};
use top_runtime::{Client, ClientBuilder, Params};

/// Runs `calls` with a recorder of its own.
fn recorded(calls: impl FnOnce()) -> PrometheusHandle {
    let recorder = PrometheusBuilder::new().build_recorder();
    metrics::with_local_recorder(&recorder, calls);
    recorder.handle()
}

#[track_caller]
fn assert_renders(handle: &PrometheusHandle, lines: &[&str]) {
    let text = handle.render();
    for line in lines {
        assert!(text.lines().any(|rendered| rendered == *line), "no line {line:?} in\n{text}");
    }
}

fn builder() -> ClientBuilder {
    Client::builder("12345678", "helloworld")
        .clock(FixedClock::at_unix(1_763_308_800))
        .observer(MetricsObserver::new())
}

/// Calls an API. `None` if the reply has not arrived.
fn call(client: &Client, method: &str) -> Option<bool> {
    match pin!(client.call(method, &Params::new())).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result.is_ok()),
        Poll::Pending => None,
    }
}

#[test]
fn bans_are_counted_by_cause() {
    let handle = recorded(|| {
        let banned = r#"{"error_response":{"code":7,"sub_msg":"This ban will last for 3 more seconds"}}"#;
        let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(banned)));
        let client = builder().transport(gateway).retry(RetryPolicy::never()).build().unwrap();
        for _ in 0..3 {
            assert_eq!(call(&client, "test.a"), Some(false));
        }
    });
    assert_renders(
        &handle,
        &[
            r#"top_client_throttled_total{method="test.a",cause="ban_reported"} 1"#,
            r#"top_client_throttled_total{method="test.a",cause="ban_active"} 2"#,
            r#"top_client_call_duration_seconds_count{method="test.a",outcome="throttled"} 3"#,
            r#"top_client_attempt_duration_seconds_count{method="test.a",outcome="throttled"} 1"#,
            r#"top_client_active_calls{method="test.a"} 0"#,
        ],
    );
}

#[test]
fn the_offset_of_the_clock_is_a_gauge() {
    let handle = recorded(|| {
        let replies = [r#"{"error_response":{"code":31}}"#, r#"{"test_a_response":{}}"#];
        let replies = Mutex::new(replies.into_iter());
        let gateway = InMemoryTransport::new(move |_| {
            let an_hour_ago = http_date("Sun, 16 Nov 2025 15:00:00 GMT");
            Ok(HttpResponse::new(replies.lock().unwrap().next().unwrap()).with_headers(an_hour_ago))
        });
        assert_eq!(call(&builder().transport(gateway).build().unwrap(), "test.a"), Some(true));
    });
    assert_renders(
        &handle,
        &[
            "top_client_clock_offset_seconds -3600",
            r#"top_client_retries_total{method="test.a",reason="caller"} 1"#,
        ],
    );
}

fn http_date(date: &'static str) -> http::HeaderMap {
    [(http::header::DATE, http::HeaderValue::from_static(date))].into_iter().collect()
}

#[test]
fn refreshes_of_sessions_are_counted_by_outcome() {
    let handle = recorded(|| {
        let client = builder().transport(Never).build().unwrap();
        for failure in [None, Some("no refresh token"), None] {
            client.report_session_refresh(&SessionRefreshed::new("seller-1", failure));
        }
    });
    assert_renders(
        &handle,
        &[
            r#"top_client_session_refreshes_total{outcome="success"} 2"#,
            r#"top_client_session_refreshes_total{outcome="failure"} 1"#,
        ],
    );
    assert!(!handle.render().contains("seller-1"));
}

struct Never;

impl Transport for Never {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_dropped_call_is_not_active() {
    let handle = recorded(|| assert_eq!(call(&builder().transport(Never).build().unwrap(), "test.a"), None));
    assert_renders(
        &handle,
        &[
            r#"top_client_active_calls{method="test.a"} 0"#,
            r#"top_client_call_duration_seconds_count{method="test.a",outcome="cancelled"} 1"#,
        ],
    );
}

#[test]
fn methods_have_a_limited_number_of_labels() {
    let handle = recorded(|| {
        let gateway = InMemoryTransport::new(|_| Err(TransportError::not_sent("no gateway")));
        let client = builder().transport(gateway).retry(RetryPolicy::never()).build().unwrap();
        call(&client, "no method \"\n");
        for number in 0..1_010 {
            call(&client, &format!("test.m{number}"));
        }
        call(&client, "test.m0");
    });
    assert_renders(
        &handle,
        &[
            r#"top_client_call_duration_seconds_count{method="test.m0",outcome="not_sent"} 2"#,
            r#"top_client_call_duration_seconds_count{method="test.m999",outcome="not_sent"} 1"#,
            r#"top_client_call_duration_seconds_count{method="_OTHER",outcome="not_sent"} 10"#,
            r#"top_client_call_duration_seconds_count{method="_OTHER",outcome="invalid_request"} 1"#,
        ],
    );
}
