//! Retries, bans, rate limits and observers of the calls in a batch.

use std::sync::{Arc, Mutex};

use http::header::{DATE, HeaderMap, HeaderValue};
use top_runtime::observe::{AttemptDone, CallDone, Observer};
use top_runtime::retry::{RateLimit, RetryPolicy};
use top_runtime::transport::{HttpResponse, TransportError};
use top_runtime::{Client, ClientBuilder};

use super::gateway::{Add, AddAgain, Gateway, SEPARATOR, Seen, numbers, param, sum, sums};
use crate::support::wait;

const FAILED: &str = r#"{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isp.top-remote-connection-timeout"}}"#;
const LIMITED: &str = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count","sub_msg":"This ban will last for 2 more seconds"}}"#;

fn retrying(builder: ClientBuilder) -> ClientBuilder {
    builder.retry(RetryPolicy::default().attempts(3))
}

/// Answers each call by the number of the request, and allows retries.
fn answering(
    answer: impl Fn(usize, &[(String, String)]) -> String + Send + Sync + 'static,
) -> (Client, Seen) {
    Gateway::replying(move |number, calls| {
        let replies: Vec<_> = calls.iter().map(|call| answer(number, call)).collect();
        Ok(HttpResponse::new(replies.join(SEPARATOR)))
    })
    .client_of(retrying)
}

#[test]
fn only_calls_that_were_refused_for_now_are_sent_again() {
    let (client, seen) = answering(|number, call| match (number, param(call, "a")) {
        (0, "1") | (0 | 1, "3") => LIMITED.to_owned(),
        _ => sum(call),
    });
    let replies = wait(client.batch(&numbers(5))).unwrap();
    let results: Vec<_> =
        replies.iter().map(|reply| reply.as_ref().map(|sum| (sum.sum, sum.attempts())).unwrap()).collect();
    assert_eq!(results, [(0, 1), (2, 2), (4, 1), (6, 3), (8, 1)]);
    assert_eq!(seen.calls(), [5, 2, 1]);
}

#[test]
fn calls_that_may_have_been_executed_are_sent_again_only_if_idempotent() {
    let (client, seen) = answering(|number, call| if number == 0 { FAILED.to_owned() } else { sum(call) });
    let (once, again) = wait(client.batch((&Add::new(1, 1), &AddAgain { a: 2, b: 2 }))).unwrap();
    assert_eq!(once.unwrap_err().attempts(), 1);
    assert_eq!(again.unwrap().sum, 4);
    assert_eq!(seen.calls(), [2, 1]);
    // A setting of the call, in place of the declaration.
    let (client, seen) = answering(|number, call| if number == 0 { FAILED.to_owned() } else { sum(call) });
    assert!(wait(client.idempotent().batch(&numbers(2))).unwrap().iter().all(Result::is_ok));
    assert_eq!(seen.calls(), [2, 2]);
}

#[test]
fn lost_reply_is_retried_for_idempotent_calls_only() {
    let gateway = Gateway::replying(|number, calls| match number {
        0 => Err(TransportError::maybe_sent("reset")),
        _ => Ok(sums(calls)),
    });
    let (client, seen) = gateway.client_of(retrying);
    let (once, again) = wait(client.batch((&Add::new(1, 1), &AddAgain { a: 2, b: 2 }))).unwrap();
    let once = once.unwrap_err();
    assert!(once.is_of_batch() && once.may_have_executed());
    assert_eq!(again.unwrap().attempts(), 2);
    assert_eq!(seen.calls(), [2, 1]);
}

#[test]
fn request_that_was_not_sent_is_sent_again_with_all_calls() {
    let gateway = Gateway::replying(|number, calls| match number {
        0 | 1 => Err(TransportError::not_sent("refused")),
        _ => Ok(sums(calls)),
    });
    let (client, seen) = gateway.client_of(retrying);
    let replies = wait(client.batch(&numbers(3))).unwrap();
    assert!(replies.iter().all(|reply| reply.as_ref().unwrap().attempts() == 3));
    assert_eq!(seen.calls(), [3, 3, 3]);
}

#[test]
fn retries_end_with_the_policy() {
    let (client, seen) = answering(|_, _| LIMITED.to_owned());
    let replies = wait(client.batch(&numbers(2))).unwrap();
    for reply in replies {
        let error = reply.unwrap_err();
        assert_eq!((error.attempts(), error.is_throttled()), (3, true));
    }
    assert_eq!(seen.requests(), 3);
}

#[test]
fn ban_refuses_its_calls_and_not_the_others_of_a_batch() {
    let gateway = Gateway::answering(|call| match param(call, "method") {
        "test.sum" => LIMITED.to_owned(),
        _ => sum(call),
    });
    let (client, seen) = gateway.client_of(|builder| builder.retry(RetryPolicy::never()));
    let calls = (&Add::new(1, 1), &AddAgain { a: 2, b: 2 });
    let (banned, good) = wait(client.batch(calls)).unwrap();
    assert!(banned.unwrap_err().is_throttled() && good.is_ok());
    let (banned, good) = wait(client.batch(calls)).unwrap();
    let banned = banned.unwrap_err();
    assert_eq!((banned.attempts(), banned.is_of_batch()), (0, false));
    assert!(banned.to_string().contains("banned by the platform"), "{banned}");
    assert!(good.is_ok());
    assert_eq!(seen.calls(), [2, 1]);
    // The ban applies to calls outside of batches, too.
    assert_eq!(wait(client.execute(&Add::new(1, 1))).unwrap_err().attempts(), 0);
}

#[test]
fn ban_of_a_whole_batch_applies_to_each_of_its_apis() {
    let gateway = Gateway::replying(|_, _| Ok(HttpResponse::new(LIMITED)));
    let (client, seen) = gateway.client();
    let calls = (&Add::new(1, 1), &AddAgain { a: 2, b: 2 });
    assert!(wait(client.batch(calls)).unwrap_err().is_throttled());
    let (one, two) = wait(client.batch(calls)).unwrap();
    assert!(one.unwrap_err().is_throttled() && two.unwrap_err().is_throttled());
    assert_eq!(seen.requests(), 1);
}

#[test]
fn rate_limit_counts_every_call() {
    let limit = RateLimit::per_second(2);
    let gateway = Gateway::replying(|_, calls| Ok(sums(calls)));
    let (client, seen) = gateway.client_of(|builder| builder.rate_limit(limit));
    // Two slots at once, then one each half second: the tenth after 4 s.
    let in_time = client.timeout(std::time::Duration::from_secs(5));
    assert!(wait(in_time.batch(&numbers(10))).unwrap().iter().all(Result::is_ok));
    let short = client.timeout(std::time::Duration::from_millis(1200));
    let replies = wait(short.batch(&numbers(10))).unwrap();
    let refused = replies.iter().filter(|reply| reply.as_ref().is_err_and(top_runtime::Error::is_throttled));
    assert_eq!(refused.count(), 8);
    assert_eq!(seen.calls(), [10, 2]);
}

#[test]
fn wrong_clock_is_corrected_for_all_calls_at_once() {
    const REFUSED: &str =
        r#"{"error_response":{"code":31,"msg":"Invalid timestamp","sub_code":"isv.timestamp-limit-error"}}"#;
    let gateway = Gateway::replying(|number, calls| {
        let headers =
            HeaderMap::from_iter([(DATE, HeaderValue::from_static("Mon, 17 Nov 2025 02:00:00 GMT"))]);
        Ok(if number == 0 { HttpResponse::new(REFUSED).with_headers(headers) } else { sums(calls) })
    });
    let (client, seen) = gateway.client_of(retrying);
    assert!(wait(client.batch(&numbers(3))).unwrap().iter().all(Result::is_ok));
    assert_eq!(seen.calls(), [3, 3]);
    assert!(seen.last().url.contains("timestamp=2025-11-17+10%3A00%3A00"), "{}", seen.last().url);
}

#[derive(Default)]
struct Lines(Mutex<Vec<String>>);

impl Observer for Lines {
    fn attempt_done(&self, done: &AttemptDone<'_>) {
        let line = format!("{} attempt {} {} {:?}", done.method, done.attempt, done.class, done.status);
        self.0.lock().unwrap().push(line);
    }

    fn call_done(&self, done: &CallDone<'_>) {
        self.0.lock().unwrap().push(format!("{} done {} {}", done.method, done.attempts, done.class));
    }
}

#[test]
fn observers_see_each_call() {
    let lines = Arc::new(Lines::default());
    let gateway = Gateway::replying(|number, calls| {
        let replies = calls.iter().map(|call| match (number, param(call, "method")) {
            (0, "test.sum") => LIMITED.to_owned(),
            _ => sum(call),
        });
        Ok(HttpResponse::new(replies.collect::<Vec<_>>().join(SEPARATOR)))
    });
    let (client, _) = gateway.client_of(|builder| retrying(builder).observer(Arc::clone(&lines)));
    let (one, two, three) =
        wait(client.batch((&Add::new(1, 1), &AddAgain { a: 2, b: 2 }, &Add::new(-1, 0)))).unwrap();
    assert!(one.is_ok() && two.is_ok() && three.is_err());
    let seen = lines.0.lock().unwrap().clone();
    assert_eq!(
        seen,
        [
            "test.sum done 0 invalid_request",
            "test.sum attempt 1 throttled Some(200)",
            "test.sum.idempotent attempt 1 success Some(200)",
            "test.sum.idempotent done 1 success",
            "test.sum attempt 2 success Some(200)",
            "test.sum done 2 success",
        ]
    );
}
