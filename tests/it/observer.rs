//! Events that observers of a client receive.

use std::future::{Future as _, pending};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use http::StatusCode;
use top_runtime::observe::{
    AttemptDone, CallDone, CallStarted, CallThrottled, ClockCorrected, Observer, RetryPlanned,
};
use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, InMemoryTransport, Transport, TransportError,
};
use top_runtime::{ClientBuilder, Params, SessionKey, TopApi, TopValue};

use crate::support::{builder, form_pairs, wait};

#[derive(TopApi)]
#[top_api(method = "test.look", response = Done, idempotent)]
struct Look;

#[derive(Debug, TopValue)]
struct Done {
    #[top(success)]
    ok: bool,
}

const GOOD: &str = r#"{"test_look_response":{"ok":true,"request_id":"16a7k"}}"#;
const FAILED: &str = r#"{"test_look_response":{"ok":false,"request_id":"16a7n"}}"#;
const BANNED: &str = r#"{"error_response":{"code":7,"msg":"limited","sub_msg":"This ban will last for 3 more seconds","request_id":"16a7l"}}"#;

/// Writes one line for each event, without times that are measured or drawn.
#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl Lines {
    fn write(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Observer for Lines {
    fn call_started(&self, call: &CallStarted<'_>) {
        self.write(format!("{} started", call.method));
    }

    fn attempt_done(&self, done: &AttemptDone<'_>) {
        let AttemptDone { attempt, class, status, request_id, error, .. } = done;
        let error = error.map(ToString::to_string);
        assert_eq!(error.is_none(), matches!(class.as_str(), "success" | "cancelled"));
        self.write(format!("attempt {attempt} {class} {status:?} {request_id:?}"));
    }

    fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        self.write(format!("retry after {} {}", retry.attempt, retry.reason));
    }

    fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        self.write(format!("{} {} s", throttled.cause.as_str(), throttled.wait.as_secs()));
    }

    fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        self.write(format!("clock {}", correction.ahead));
    }

    fn call_done(&self, call: &CallDone<'_>) {
        let CallDone { method, attempts, class, request_id, error, .. } = call;
        let error = error.map_or("no error", |_| "error");
        self.write(format!("{method} done {attempts} {class} {request_id:?} {error}"));
    }
}

/// Returns a builder whose gateway sends these replies, then [`GOOD`].
fn replying<const N: usize>(replies: [(u16, &'static str); N]) -> (ClientBuilder, Arc<Lines>) {
    let replies = Mutex::new(replies.into_iter());
    let gateway = InMemoryTransport::new(move |_| {
        let (status, body) = replies.lock().unwrap().next().unwrap_or((200, GOOD));
        Ok(HttpResponse::new(body).with_status(StatusCode::from_u16(status).unwrap()))
    });
    let lines = Arc::new(Lines::default());
    let builder = builder().retry(RetryPolicy::default()).transport(gateway);
    (builder.observer(Arc::clone(&lines)), lines)
}

#[test]
fn events_of_a_call_arrive_in_order() {
    let (builder, lines) = replying([(502, "<html>")]);
    wait(builder.build().unwrap().execute(&Look)).unwrap();
    assert_eq!(
        lines.take(),
        [
            "test.look started",
            "attempt 1 http_error Some(502) None",
            "retry after 1 http_error",
            "attempt 2 success Some(200) Some(\"16a7k\")",
            "test.look done 2 success Some(\"16a7k\") no error",
        ]
    );
}

#[test]
fn a_refused_request_starts_and_ends_without_an_attempt() {
    let (builder, lines) = replying([]);
    wait(builder.build().unwrap().call("test.look", &Params::new().with("app_key", 1))).unwrap_err();
    assert_eq!(lines.take(), ["test.look started", "test.look done 0 invalid_request None error"]);
}

#[test]
fn a_ban_is_reported_once_and_then_refuses_calls() {
    let (builder, lines) = replying([(200, BANNED)]);
    let client = builder.retry(RetryPolicy::never()).build().unwrap();
    wait(client.execute(&Look)).unwrap_err();
    wait(client.execute(&Look)).unwrap_err();
    assert_eq!(
        lines.take(),
        [
            "test.look started",
            "attempt 1 throttled Some(200) Some(\"16a7l\")",
            "ban_reported 3 s",
            "test.look done 1 throttled Some(\"16a7l\") error",
            "test.look started",
            "ban_active 3 s",
            "test.look done 0 throttled None error",
        ]
    );
}

#[test]
fn a_wait_for_the_rate_limit_is_reported() {
    let (builder, lines) = replying([]);
    let client = builder.rate_limit(RateLimit::per_minute(60).burst(1)).build().unwrap();
    wait(client.execute(&Look)).unwrap();
    lines.take();
    wait(client.execute(&Look)).unwrap();
    assert_eq!(lines.take()[1], "rate_limit 1 s");
}

#[test]
fn a_business_failure_has_its_class_with_and_without_an_error() {
    let (builder, lines) = replying([(200, FAILED), (200, FAILED)]);
    let client = builder.build().unwrap();
    wait(client.execute(&Look)).unwrap_err();
    assert_eq!(lines.take()[2], "test.look done 1 business Some(\"16a7n\") error");
    assert!(!wait(client.execute_raw(&Look)).unwrap().ok);
    assert_eq!(lines.take().last().unwrap(), "test.look done 1 business Some(\"16a7n\") no error");
}

struct Never;

impl Transport for Never {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(pending())
    }
}

#[test]
fn a_dropped_call_is_cancelled_if_it_was_polled() {
    let (builder, lines) = replying([]);
    let client = builder.transport(Never).build().unwrap();
    drop(client.execute(&Look));
    assert_eq!(lines.take(), [""; 0]);
    let mut call = Box::pin(client.execute(&Look));
    assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(call);
    assert_eq!(
        lines.take(),
        ["test.look started", "attempt 1 cancelled None None", "test.look done 1 cancelled None no error"]
    );
}

/// Panics in each event.
struct Broken;

impl Observer for Broken {
    fn call_started(&self, _: &CallStarted<'_>) {
        panic!("an observer of a test panics");
    }

    fn call_done(&self, _: &CallDone<'_>) {
        panic!("an observer of a test panics");
    }
}

#[test]
fn a_panic_of_an_observer_affects_neither_the_call_nor_other_observers() {
    let lines = Arc::new(Lines::default());
    let (builder, _) = replying([]);
    let client = builder.observer(Broken).observer(Arc::clone(&lines)).build().unwrap();
    assert!(wait(client.execute(&Look)).is_ok_and(|reply| reply.ok));
    assert_eq!(lines.take().len(), 3);
}

#[test]
fn secrets_that_a_reply_repeats_are_masked_in_events() {
    const SESSION: &str = "6100deadbeefdeadbeef7700";
    for failed in [false, true] {
        let gateway = InMemoryTransport::new(move |request: &HttpRequest| {
            let pairs = form_pairs(request.body().as_bytes().unwrap());
            let sign = &pairs.iter().find(|(name, _)| name == "sign").unwrap().1;
            let body = if failed {
                format!(
                    r#"{{"error_response":{{"code":50,"msg":"{SESSION}","request_id":"{SESSION}-{sign}"}}}}"#
                )
            } else {
                format!(r#"{{"test_look_response":{{"ok":true,"request_id":"{SESSION}-{sign}"}}}}"#)
            };
            Ok(HttpResponse::new(body))
        });
        let lines = Arc::new(Lines::default());
        let client = builder().transport(gateway).observer(Arc::clone(&lines)).build().unwrap();
        let _ = wait(client.session(&SessionKey::new(SESSION)).execute(&Look));
        let lines = lines.take().join("\n");
        assert_eq!(lines.matches("Some(\"***-***\")").count(), 2, "{lines}");
    }
}
