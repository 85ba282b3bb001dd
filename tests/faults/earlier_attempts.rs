//! An error covers all attempts of its call: `may_have_executed` of an earlier attempt is kept when
//! a later one fails differently.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use top_runtime::error::ErrorKind;

use top_runtime::retry::{RateLimit, RetryClass, RetryPolicy};
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, Error, Params};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::test_clock::CountingClock;

/// Makes an idempotent call whose attempts have these faults. Returns its error and the number of
/// requests.
async fn failed(faults: impl IntoIterator<Item = Fault>) -> (Error, usize) {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).start().await.unwrap();
    faults.into_iter().for_each(|fault| sandbox.fault(fault));
    let client = sandbox.client_builder().clock(CountingClock::default()).build().unwrap();
    let error = client.idempotent().call("test.look", &Params::new()).await.unwrap_err();
    (error, sandbox.requests().len())
}

fn refuse(code: u32, sub_code: &str) -> Fault {
    Fault::Error(ErrorResponse::new(code).with_sub_code(sub_code))
}

fn too_many() -> Fault {
    Fault::Status { status: 429, retry_after: None }
}

/// Returns a client whose attempts fail with these transport errors.
fn client_with_errors(errors: Vec<fn() -> Result<HttpResponse, TransportError>>) -> Client {
    let made = AtomicUsize::new(0);
    let transport = InMemoryTransport::new(move |_| errors[made.fetch_add(1, Ordering::SeqCst)]());
    let client =
        Client::builder("12345678", "helloworld").transport(transport).clock(CountingClock::default());
    client.build().unwrap()
}

async fn call_and_fail(client: &Client) -> Error {
    client.idempotent().call("test.look", &Params::new()).await.unwrap_err()
}

#[tokio::test]
async fn error_records_that_an_earlier_attempt_may_have_executed() {
    let client_with_errors =
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
    for first in client_with_errors {
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
async fn unsent_last_attempt_does_not_mark_the_call_as_unsent() {
    let client = client_with_errors(vec![
        || Err(TransportError::maybe_sent("reset")),
        || Err(TransportError::not_sent("refused")),
        || Err(TransportError::not_sent("refused")),
    ]);
    let error = call_and_fail(&client).await;
    assert!(error.may_have_executed() && error.retry_class() == Some(RetryClass::MaybeExecuted), "{error}");
    assert_eq!(
        error.to_string(),
        "test.look: last attempt not sent: refused, after 3 attempts, of which an earlier one may have been executed"
    );
}

#[tokio::test]
async fn call_with_only_refused_or_unsent_attempts_was_not_executed() {
    let refused: fn() -> _ = || Err(TransportError::not_sent("refused"));
    let error = call_and_fail(&client_with_errors(vec![refused, refused, refused])).await;
    assert!(!error.may_have_executed() && error.retry_class() == Some(RetryClass::NotExecuted), "{error}");
    assert_eq!(error.to_string(), "test.look: request not sent: refused, after 3 attempts");

    let too_many: fn() -> _ =
        || Ok(HttpResponse::new("busy").with_status(http::StatusCode::TOO_MANY_REQUESTS));
    let error = call_and_fail(&client_with_errors(vec![too_many, refused, refused])).await;
    assert!(!error.may_have_executed(), "{error}");
    assert_eq!(error.to_string(), "test.look: last attempt not sent: refused, after 3 attempts");
}

#[tokio::test]
async fn rate_limit_on_a_retry_keeps_the_earlier_attempt() {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).fault(Fault::Close).start().await.unwrap();
    let client = sandbox
        .client_builder()
        .clock(CountingClock::default())
        .rate_limit(RateLimit::per_minute(1).burst(1));
    let error = call_and_fail(&client.build().unwrap()).await;
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)) && error.may_have_executed(), "{error}");
    assert!(error.to_string().starts_with("test.look: last attempt not sent: client-side rate limit"));
    assert!(error.to_string().ends_with(", after 1 attempt, which may have been executed"), "{error}");
}

#[tokio::test]
async fn clock_correction_keeps_the_earlier_attempt() {
    let faults = [Fault::Close, Fault::Clock { seconds: 3600 }, too_many()];
    let (error, sent) = failed(faults).await;
    assert!(error.may_have_executed() && sent == 3, "{error}");
}

#[tokio::test]
async fn single_attempt_decides_whether_the_call_was_executed() {
    let sandbox = Sandbox::builder().on("test.look", |_| ()).start().await.unwrap();
    let client =
        sandbox.client_builder().clock(CountingClock::default()).retry(RetryPolicy::never()).build().unwrap();
    sandbox.fault(Fault::Close);
    assert!(call_and_fail(&client).await.may_have_executed());
    sandbox.fault(too_many());
    let error = call_and_fail(&client).await;
    assert!(!error.may_have_executed() && error.attempts() == 1, "{error}");
}

#[tokio::test]
async fn deadline_between_attempts_keeps_the_earlier_attempt() {
    let (sandbox, retry) = (
        Sandbox::builder().on("test.look", |_| ()).start().await.unwrap(),
        RetryPolicy::default().backoff(Duration::from_secs(20), Duration::from_secs(20)),
    );
    sandbox.fault(Fault::Close);
    sandbox.fault(Fault::Status { status: 429, retry_after: Some(60) });
    let client = sandbox.client_builder().clock(CountingClock::default()).retry(retry).build().unwrap();
    let error = call_and_fail(&client).await;
    assert!(error.may_have_executed(), "{error}");
}
