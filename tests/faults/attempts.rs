//! An error speaks for all attempts of its call: what one of them may have done is not forgotten when a later one fails in another way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::retry::{RateLimit, RetryClass, RetryPolicy};
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, Error, Params};
use top_sandbox::{Fault, Refusal, Sandbox};

use crate::waits::Waits;

/// The error of a call that may be repeated and meets these faults, one after the other, and how often it was sent.
async fn failed(faults: impl IntoIterator<Item = Fault>) -> (Error, usize) {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).start().await.unwrap();
    faults.into_iter().for_each(|fault| sandbox.fault(fault));
    let client = sandbox.client_builder().clock(Waits::default()).build().unwrap();
    let error = client.idempotent().call("test.look", &Params::new()).await.unwrap_err();
    (error, sandbox.requests().len())
}

fn refuse(code: u32, sub_code: &str) -> Fault {
    Fault::Refuse(Refusal::new(code).with_sub_code(sub_code))
}

fn too_many() -> Fault {
    Fault::Status { status: 429, retry_after: None }
}

/// A client whose attempts meet these errors of the transport.
fn lost(errors: Vec<fn() -> Result<HttpResponse, TransportError>>) -> Client {
    let made = AtomicUsize::new(0);
    let transport = InMemoryTransport::new(move |_| errors[made.fetch_add(1, Ordering::SeqCst)]());
    let client = Client::builder("12345678", "helloworld").transport(transport).clock(Waits::default());
    client.build().unwrap()
}

async fn look(client: &Client) -> Error {
    client.idempotent().call("test.look", &Params::new()).await.unwrap_err()
}

#[tokio::test]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    let lost =
        [Fault::Close, Fault::Close.after_execution(), Fault::Timeout.after_execution(), Fault::CutBody];
    let endings = [
        vec![too_many(), too_many()],
        vec![Fault::Throttle { seconds: 31_062 }],
        vec![Fault::Quota { seconds: 31_062 }],
        vec![refuse(15, "isv.trade-already-exists")],
        vec![refuse(15, "isv.invalid-parameter")],
        vec![refuse(11, "isv.permission-api-package-limit")],
        vec![refuse(25, "isv.invalid-signature")],
        vec![too_many(), refuse(27, "invalid-sessionkey")],
        vec![Fault::Clock { seconds: 3600 }, Fault::Clock { seconds: 7200 }],
    ];
    for first in lost {
        for ending in &endings {
            let faults = [first.clone()].into_iter().chain(ending.clone());
            let attempts = 1 + ending.len();
            let (error, sent) = failed(faults).await;
            assert!(error.may_have_executed(), "{first:?} {ending:?}: {error}");
            assert_eq!((sent, error.attempts()), (attempts, attempts), "{error}");
            let told = format!(", after {attempts} attempts, of which an earlier one may have been executed");
            assert!(error.to_string().ends_with(&told), "{error}");
            assert_ne!(error.retry_class(), Some(RetryClass::RefusedForNow), "{error}");
            assert_ne!(error.retry_class(), Some(RetryClass::NotExecuted), "{error}");
        }
    }
}

#[tokio::test]
async fn an_attempt_that_is_not_sent_does_not_say_so_of_the_call() {
    let client = lost(vec![
        || Err(TransportError::maybe_sent("reset")),
        || Err(TransportError::not_sent("refused")),
        || Err(TransportError::not_sent("refused")),
    ]);
    let error = look(&client).await;
    assert!(error.may_have_executed() && error.retry_class() == Some(RetryClass::MaybeExecuted), "{error}");
    assert_eq!(
        error.to_string(),
        "test.look: last attempt not sent: refused, after 3 attempts, of which an earlier one may have been executed"
    );
}

#[tokio::test]
async fn a_call_whose_attempts_were_refused_or_not_sent_was_not_executed() {
    let refused: fn() -> _ = || Err(TransportError::not_sent("refused"));
    let error = look(&lost(vec![refused, refused, refused])).await;
    assert!(!error.may_have_executed() && error.retry_class() == Some(RetryClass::NotExecuted), "{error}");
    assert_eq!(error.to_string(), "test.look: request not sent: refused, after 3 attempts");

    let too_many: fn() -> _ =
        || Ok(HttpResponse::new("busy").with_status(http::StatusCode::TOO_MANY_REQUESTS));
    let error = look(&lost(vec![too_many, refused, refused])).await;
    assert!(!error.may_have_executed(), "{error}");
    assert_eq!(error.to_string(), "test.look: last attempt not sent: refused, after 3 attempts");
}

#[tokio::test]
async fn a_turn_that_comes_too_late_for_another_attempt_takes_nothing_back() {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).fault(Fault::Close).start().await.unwrap();
    let client =
        sandbox.client_builder().clock(Waits::default()).rate_limit(RateLimit::per_minute(1).burst(1));
    let error = look(&client.build().unwrap()).await;
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)) && error.may_have_executed(), "{error}");
    assert!(error.to_string().starts_with("test.look: last attempt not sent: client-side rate limit"));
    assert!(error.to_string().ends_with(", after 1 attempt, which may have been executed"), "{error}");
}

#[tokio::test]
async fn an_attempt_after_the_clock_was_corrected_takes_nothing_back() {
    let faults = [Fault::Close, Fault::Clock { seconds: 3600 }, too_many()];
    let (error, sent) = failed(faults).await;
    assert!(error.may_have_executed() && sent == 3, "{error}");
}

#[tokio::test]
async fn a_call_that_is_sent_once_speaks_for_itself() {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).start().await.unwrap();
    let client =
        sandbox.client_builder().clock(Waits::default()).retry(RetryPolicy::never()).build().unwrap();
    sandbox.fault(Fault::Close);
    assert!(look(&client).await.may_have_executed());
    sandbox.fault(too_many());
    let error = look(&client).await;
    assert!(!error.may_have_executed() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn a_deadline_between_attempts_takes_nothing_back() {
    let (sandbox, retry) = (
        Sandbox::builder().on("test.look", |_| ()).start().await.unwrap(),
        RetryPolicy::default().backoff(Duration::from_secs(20), Duration::from_secs(20)),
    );
    sandbox.fault(Fault::Close);
    sandbox.fault(Fault::Status { status: 429, retry_after: Some(60) });
    let client = sandbox.client_builder().clock(Waits::default()).retry(retry).build().unwrap();
    let error = look(&client).await;
    assert!(error.may_have_executed(), "{error}");
}
