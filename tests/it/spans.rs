//! Spans and events of calls, as a subscriber of `tracing` receives them.

pub(crate) mod recorder;

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{HeaderMap, HeaderValue, StatusCode};
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, InMemoryTransport, Transport, TransportError,
};
use top_runtime::{Client, ClientBuilder, Params, TopApi};
use tracing::Level;

use crate::support::{builder, wait};
use recorder::{Fields, RecordedEvent, Recorder};

#[derive(TopApi)]
#[top_api(method = "test.look", idempotent)]
struct Look;

const GOOD: &str = r#"{"test_look_response":{"done":1,"request_id":"16a7k"}}"#;
const BANNED: &str = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 3 more seconds","request_id":"16a7l"}}"#;
/// An hour after the time of the client's clock.
const AN_HOUR_LATER: &str = "Sun, 16 Nov 2025 17:00:00 GMT";

const CLOCK: &str = r#"{"error_response":{"code":31,"msg":"Invalid timestamp"}}"#;

/// Returns a builder whose gateway sends these replies, then [`GOOD`].
fn replying<const N: usize>(replies: [(u16, &'static str); N]) -> ClientBuilder {
    let replies = std::sync::Mutex::new(replies.into_iter());
    builder().retry(RetryPolicy::default()).transport(InMemoryTransport::new(move |_| {
        let (status, body) = replies.lock().unwrap().next().unwrap_or((200, GOOD));
        let date = HeaderValue::from_static(AN_HOUR_LATER);
        let headers = HeaderMap::from_iter([(http::header::DATE, date)]);
        Ok(HttpResponse::new(body).with_status(StatusCode::from_u16(status).unwrap()).with_headers(headers))
    }))
}

/// Calls `test.look` once and returns what was recorded.
fn recorded(client: &Client, max: Level) -> Recorder {
    let recorder = Recorder::new(max);
    tracing::subscriber::with_default(recorder.clone(), || {
        let _ = wait(client.execute(&Look));
    });
    recorder
}

fn fields(pairs: &[(&'static str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// Returns the event with this message and removes fields that contain a measured time.
#[track_caller]
fn event(recorder: &Recorder, message: &str) -> RecordedEvent {
    let events = recorder.events();
    let found = events.into_iter().find(|event| event.fields["message"] == message);
    let mut event = found.unwrap_or_else(|| panic!("no event {message:?}"));
    if let Some(duration) = event.fields.remove("duration") {
        assert!(duration.parse::<f64>().unwrap() >= 0.0, "{duration}");
    }
    event.fields.remove("message");
    event
}

const CALL: [(&str, &str); 7] = [
    ("http.request.method", "POST"),
    ("otel.kind", "client"),
    ("otel.name", "test.look"),
    ("server.address", "gw.api.taobao.com"),
    ("server.port", "443"),
    ("top.method", "test.look"),
    ("url.full", "https://gw.api.taobao.com/router/rest"),
];

#[test]
fn a_successful_call_has_a_span_and_an_attempt() {
    let recorder = recorded(&replying([]).build().unwrap(), Level::TRACE);
    let spans = recorder.spans();
    assert_eq!(spans.len(), 1);
    let reply = [("http.response.status_code", "200"), ("top.request_id", "16a7k")];
    assert_eq!(spans[0].fields, fields(&[&CALL[..], &reply].concat()));
    assert_eq!((spans[0].name, &*spans[0].target, spans[0].level), ("top.call", "top_runtime", Level::INFO));
    let attempt = event(&recorder, "attempt done");
    assert_eq!(attempt.fields, fields(&[&[("attempt", "1")], &reply[..]].concat()));
    assert_eq!((attempt.level, &*attempt.target), (Level::DEBUG, "top_runtime"));
    assert_eq!(attempt.spans, ["top.call"]);
    assert_eq!(recorder.events().len(), 1);
}

#[test]
fn a_failed_call_has_the_status_and_codes_of_its_error() {
    let body = r#"{"error_response":{"code":27,"msg":"Invalid session","sub_code":"invalid-sessionkey","request_id":"16a7m"}}"#;
    let recorder = recorded(&replying([(200, body)]).build().unwrap(), Level::INFO);
    let fields = &recorder.spans()[0].fields;
    for (name, value) in [
        ("otel.status_code", "ERROR"),
        ("error.type", "session"),
        ("top.code", "27"),
        ("top.sub_code", "invalid-sessionkey"),
        ("top.request_id", "16a7m"),
        ("http.response.status_code", "200"),
    ] {
        assert_eq!(fields.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(fields["otel.status_description"].starts_with("test.look: "), "{fields:?}");
}

#[test]
fn a_retry_has_its_wait_and_its_reason() {
    let recorder = recorded(&replying([(502, "<html>")]).build().unwrap(), Level::TRACE);
    let span = &recorder.spans()[0].fields;
    assert_eq!(span["http.request.resend_count"], "1");
    assert!(!span.contains_key("error.type"), "{span:?}");
    let attempt = event(&recorder, "attempt done");
    assert_eq!((&*attempt.fields["error.type"], &*attempt.fields["attempt"]), ("502", "1"));
    assert!(attempt.fields["error.message"].contains("HTTP status 502"), "{attempt:?}");
    let mut retry = event(&recorder, "retry planned");
    let wait: f64 = retry.fields.remove("wait").unwrap().parse().unwrap();
    assert!((0.0..1.0).contains(&wait), "{wait}");
    assert_eq!(retry.fields, fields(&[("attempt", "1"), ("reason", "http_error")]));
    assert_eq!((retry.level, retry.spans), (Level::INFO, vec!["top.call"]));
}

#[test]
fn bans_and_clock_corrections_are_warnings() {
    let recorder = recorded(&replying([(200, CLOCK), (200, BANNED)]).build().unwrap(), Level::WARN);
    assert_eq!(recorder.spans().len(), 0, "the level of spans is INFO");
    let clock = event(&recorder, "clock corrected");
    assert_eq!((clock.level, clock.fields), (Level::WARN, fields(&[("ahead", "3600")])));
    let ban = event(&recorder, "ban reported");
    let expected = [("cause", "ban_reported"), ("top.method", "test.look"), ("wait", "3.0")];
    assert_eq!((ban.level, ban.fields), (Level::WARN, fields(&expected)));
    assert_eq!(recorder.events().len(), 2);
}

#[test]
fn a_call_during_a_ban_says_why_it_was_not_sent() {
    let client = replying([(200, BANNED)]).retry(RetryPolicy::never()).build().unwrap();
    recorded(&client, Level::ERROR);
    let recorder = recorded(&client, Level::TRACE);
    let throttled = event(&recorder, "call throttled");
    assert_eq!(throttled.fields, fields(&[("cause", "ban_active"), ("wait", "3.0")]));
    let span = &recorder.spans()[0].fields;
    assert_eq!((&*span["error.type"], &*span["top.code"]), ("throttled", "7"));
    assert!(!span.contains_key("http.response.status_code"), "nothing was sent");
    assert_eq!(recorder.events().len(), 1, "there was no attempt");
}

#[test]
fn a_refused_request_has_a_span_and_no_attempt() {
    let recorder = Recorder::new(Level::TRACE);
    let client = builder().build().unwrap();
    tracing::subscriber::with_default(recorder.clone(), || {
        wait(client.call("no method", &Params::new())).unwrap_err();
    });
    let spans = recorder.spans();
    assert_eq!((spans.len(), recorder.events().len()), (1, 0));
    assert_eq!(spans[0].fields["error.type"], "invalid_request");
}

#[test]
fn address_has_neither_query_nor_brackets() {
    for (gateway, url, address, port) in [
        ("https://x.example/rest?token=6100abcdefghij", "https://x.example/rest", "x.example", "443"),
        ("http://[::1]:8080/rest", "http://[::1]:8080/rest", "::1", "8080"),
        ("http://127.0.0.1/rest", "http://127.0.0.1/rest", "127.0.0.1", "80"),
    ] {
        let recorder = recorded(&replying([]).gateway(gateway).build().unwrap(), Level::INFO);
        let fields = &recorder.spans()[0].fields;
        let found = (&*fields["url.full"], &*fields["server.address"], &*fields["server.port"]);
        assert_eq!(found, (url, address, port));
    }
}

#[test]
fn texts_are_on_one_line_and_short() {
    let long = "x".repeat(5_000);
    let body = format!(
        r#"{{"error_response":{{"code":50,"msg":"a\nb","sub_code":"isv.\u001b[31m{long}","request_id":"{long}"}}}}"#
    );
    let client = replying([(200, body.leak())]).build().unwrap();
    let recorder = recorded(&client, Level::TRACE);
    tracing::subscriber::with_default(recorder.clone(), || {
        wait(client.call(&format!("no\n{long}"), &Params::new())).unwrap_err();
    });
    let texts = recorder.spans().into_iter().flat_map(|span| span.fields.into_values());
    let texts = texts.chain(recorder.events().into_iter().flat_map(|event| event.fields.into_values()));
    for text in texts {
        assert!(text.chars().count() <= 1_001 && !text.contains(char::is_control), "{text:?}");
    }
}

/// Replies at the second poll.
struct Slow;

impl Transport for Slow {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        tracing::event!(Level::INFO, "sent");
        let mut polls = 0;
        Box::pin(std::future::poll_fn(move |cx| {
            polls += 1;
            if polls == 1 {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(Ok(HttpResponse::new(GOOD)))
        }))
    }
}

#[test]
fn the_span_is_entered_during_each_poll_and_not_between() {
    let recorder = Recorder::new(Level::TRACE);
    let client = builder().transport(Slow).build().unwrap();
    tracing::subscriber::with_default(recorder.clone(), || {
        let mut call = pin!(client.execute(&Look));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut cx).is_pending());
        assert_eq!(recorder.entered(), [""; 0]);
        assert!(call.as_mut().poll(&mut cx).is_ready());
        assert_eq!(recorder.entered(), [""; 0]);
    });
    assert_eq!(event(&recorder, "sent").spans, ["top.call"]);
}

#[test]
fn a_dropped_call_is_recorded_as_cancelled() {
    let recorder = Recorder::new(Level::TRACE);
    let client = builder().transport(Slow).build().unwrap();
    tracing::subscriber::with_default(recorder.clone(), || {
        drop(client.execute(&Look));
        assert_eq!(recorder.spans().len(), 0, "it was not polled");
        let mut call = Box::pin(client.execute(&Look));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    });
    let attempt = event(&recorder, "attempt done");
    assert_eq!((attempt.spans, &*attempt.fields["error.type"]), (vec!["top.call"], "cancelled"));
    assert_eq!(recorder.spans()[0].fields["error.type"], "cancelled");
}
