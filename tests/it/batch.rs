//! Batches: several calls in one request, each with its own result.

mod errors;
mod gateway;
mod hostile;
mod retries;

use std::time::Duration;

use top_runtime::batch::{UntypedCall, for_app, for_seller};
use top_runtime::error::ErrorKind;
use top_runtime::transport::ParamPlacement;
use top_runtime::{Client, File, Params, SessionKey, TopApi, TopValue, blocking};
use top_sandbox::Sandbox;

use crate::support::{builder, wait};
use gateway::{Add, Gateway, SUM, Sum, numbers};

#[derive(TopApi)]
#[top_api(method = "test.echo", session = required, response = Echo)]
pub(super) struct AskEcho {
    text: &'static str,
}

#[derive(Debug, PartialEq, TopValue)]
pub(super) struct Echo {
    text: String,
}

#[derive(TopApi)]
#[top_api(method = "test.clock", session = none)]
struct GetClock;

#[derive(TopApi)]
#[top_api(method = "test.upload", session = none)]
struct Upload {
    img: File,
}

#[derive(TopApi)]
#[top_api(method = "test.old", session = none, version = "1.0", response = Sum)]
struct AddOld {
    a: i64,
    b: i64,
}

/// Answers a call of any API of this file.
fn answer(pairs: &[(String, String)]) -> String {
    let param = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match param("method").unwrap() {
        "test.echo" => format!(r#"{{"test_echo_response":{{"text":"{}"}}}}"#, param("text").unwrap()),
        "test.clock" => r#"{"test_clock_response":{"time":"now"}}"#.to_owned(),
        "test.old" => r#"{"test_old_response":{"sum":1}}"#.to_owned(),
        _ => gateway::sum(pairs),
    }
}

#[test]
fn requests_of_a_tuple_have_results_of_their_types_in_order() {
    let (client, seen) = Gateway::answering(answer).client();
    let key = SessionKey::new("6100abc");
    let calls = (&AskEcho { text: "hi" }, &GetClock, &Add::new(1, 2));
    let (echo, clock, sum) = wait(client.session(&key).batch(calls)).unwrap();
    assert_eq!(echo.unwrap().text, "hi");
    assert_eq!(clock.unwrap().get("time").and_then(|time| time.as_str()), Some("now"));
    let sum = sum.unwrap();
    assert_eq!((sum.sum, sum.attempts()), (3, 1));
    assert_eq!(seen.requests(), 1);
}

#[test]
fn session_is_in_the_body_and_only_for_calls_that_have_one() {
    let (client, seen) = Gateway::answering(answer).client();
    let key = SessionKey::new("6100abc");
    let _ = wait(client.session(&key).batch((&AskEcho { text: "hi" }, &GetClock))).unwrap();
    let request = seen.last();
    assert!(request.url.starts_with("https://gw.api.taobao.com/router/batch?app_key=12345678&format=json&"));
    assert!(request.url.contains("&sign="), "{}", request.url);
    assert!(!request.url.contains("6100abc") && !request.url.contains("&method="), "{}", request.url);
    assert_eq!(request.content_type, "text/plain;charset=UTF-8");
    assert_eq!(request.body, "method=test.echo&session=6100abc&text=hi\r\n-S-\r\nmethod=test.clock");
}

#[test]
fn session_of_all_calls_is_in_the_url_if_parameters_are_placed_there() {
    let gateway = Gateway::answering(answer);
    let (client, seen) = gateway.client_of(|builder| builder.system_params(ParamPlacement::Query));
    let (key, other) = (SessionKey::new("6100abc"), SessionKey::new("6100xyz"));
    let echo = AskEcho { text: "hi" };
    let calls = (&echo, &for_seller(&other, AskEcho { text: "ho" }));
    let _ = wait(client.session(&key).batch(calls)).unwrap();
    let request = seen.last();
    assert!(request.url.contains("&session=6100abc&"), "{}", request.url);
    assert_eq!(request.body, "method=test.echo&text=hi\r\n-S-\r\nmethod=test.echo&session=6100xyz&text=ho");
    // `GetClock` must not be called with a session.
    let _ = wait(client.session(&key).batch((&echo, &GetClock))).unwrap();
    assert!(!seen.last().url.contains("session"), "{}", seen.last().url);
}

#[test]
fn calls_for_several_sellers_need_no_session_of_the_batch() {
    let (client, seen) = Gateway::answering(answer).client();
    let keys = ["6100a", "6100b"].map(SessionKey::new);
    let calls: Vec<_> = keys.iter().map(|key| for_seller(key, AskEcho { text: "x" })).collect();
    let replies = wait(client.batch(&calls)).unwrap();
    assert!(replies.iter().all(Result::is_ok));
    assert_eq!(
        seen.last().body,
        "method=test.echo&session=6100a&text=x\r\n-S-\r\nmethod=test.echo&session=6100b&text=x"
    );
    let untyped = UntypedCall::new(SUM, Params::new().with("a", 1).with("b", 2)).session(&keys[0]);
    let replies = wait(client.batch(&[untyped])).unwrap();
    assert_eq!(replies[0].as_ref().unwrap().get("sum").and_then(top_runtime::Value::as_i64), Some(3));
    assert_eq!(seen.last().body, format!("a=1&b=2&method={SUM}&session=6100a"));
}

#[test]
fn call_for_another_app_carries_its_key_and_the_others_that_of_the_batch() {
    let (client, seen) = Gateway::answering(answer).client();
    let key = SessionKey::new("6100a");
    let echo = AskEcho { text: "x" };
    let other = for_app("99", for_seller(&key, AskEcho { text: "y" }));
    let untyped = UntypedCall::new("test.clock", Params::new()).target_app_key("77");
    let client = client.target_app_key("88").session(&SessionKey::new("6100b"));
    let (one, two, three) = wait(client.batch((&echo, &other, &untyped))).unwrap();
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    let request = seen.last();
    assert!(request.url.contains("&target_app_key=88&"), "{}", request.url);
    assert_eq!(
        request.body,
        "method=test.echo&session=6100b&text=x\r\n-S-\r\n\
         method=test.echo&session=6100a&target_app_key=99&text=y\r\n-S-\r\n\
         method=test.clock&session=6100b&target_app_key=77"
    );
}

#[test]
fn session_or_app_that_the_platform_cannot_have_issued_is_the_error_of_its_call() {
    let (client, seen) = Gateway::answering(answer).client();
    let blank = SessionKey::new(" ");
    let (session, app, good) = wait(client.batch((
        &for_seller(&blank, AskEcho { text: "x" }),
        &for_app("12 ", GetClock),
        &GetClock,
    )))
    .unwrap();
    assert_eq!(session.unwrap_err().issues()[0].path, "session");
    assert_eq!(app.unwrap_err().issues()[0].path, "target_app_key");
    assert!(good.is_ok());
    assert_eq!(seen.last().body, "method=test.clock");
}

#[test]
fn empty_batch_sends_nothing() {
    let (client, seen) = Gateway::answering(answer).client();
    let none: [Add; 0] = [];
    assert!(wait(client.batch(&none)).unwrap().is_empty());
    assert_eq!(seen.requests(), 0);
}

#[test]
fn ten_thousand_calls_are_split_and_keep_their_order() {
    let (client, seen) = Gateway::answering(answer).client();
    let calls: Vec<_> = (0..10_000).map(|n| Add::new(n, n)).collect();
    let replies = wait(client.batch(&calls)).unwrap();
    let sums: Vec<_> = replies.into_iter().map(|reply| reply.unwrap().sum).collect();
    assert_eq!(sums, (0..10_000).map(|n| 2 * n).collect::<Vec<_>>());
    assert_eq!(seen.requests(), 500);
}

#[test]
fn maximum_of_calls_is_a_setting() {
    for (max, requests) in [(0, 7), (1, 7), (3, 3), (7, 1), (100, 1)] {
        let (client, seen) = Gateway::answering(answer).client();
        let replies = wait(client.batch(&numbers(7)).max_calls(max)).unwrap();
        assert_eq!((replies.len(), seen.requests()), (7, requests), "{max}");
    }
}

#[test]
fn calls_of_another_protocol_version_are_sent_apart() {
    let (client, seen) = Gateway::answering(answer).client();
    let old = AddOld { a: 0, b: 1 };
    let (one, two, three) = wait(client.batch((&GetClock, &old, &GetClock))).unwrap();
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    let versions: Vec<_> =
        seen.all().iter().map(|sent| sent.url.rsplit("&v=").next().unwrap()[..3].to_owned()).collect();
    assert_eq!(versions, ["2.0", "1.0", "2.0"]);
}

#[test]
fn invalid_request_and_file_are_errors_of_their_calls_only() {
    let (client, seen) = Gateway::answering(answer).client();
    let upload = Upload { img: File::new("a.png", vec![1]) };
    let (bad, file, good) = wait(client.batch((&Add::new(-1, 0), &upload, &Add::new(1, 2)))).unwrap();
    let bad = bad.unwrap_err();
    assert_eq!(bad.issues()[0].path, "a");
    assert!(!bad.is_of_batch() && !bad.may_have_executed());
    let file = file.unwrap_err();
    assert_eq!(
        file.to_string(),
        "test.upload: request not sent: `img`: expected a value that is text: a batch cannot contain files, \
         execute this request alone, found a file"
    );
    assert_eq!(good.unwrap().sum, 3);
    assert_eq!(seen.last().body, format!("a=1&b=2&method={SUM}"));
}

#[test]
fn settings_of_the_client_apply_to_every_call() {
    let (client, seen) = Gateway::answering(answer).client();
    let client = client.param("extra", "1").header("x-trace", "t").target_app_key("88");
    let _ = wait(client.batch((&GetClock, &GetClock))).unwrap();
    let request = seen.last();
    assert_eq!(request.body, "extra=1&method=test.clock\r\n-S-\r\nextra=1&method=test.clock");
    assert!(request.url.contains("&target_app_key=88&"));
    assert_eq!(request.headers.get("x-trace").unwrap(), "t");
    let (one, two) = wait(client.header("host", "x").batch((&GetClock, &GetClock))).unwrap();
    for error in [one.unwrap_err(), two.unwrap_err()] {
        assert!(matches!(error.kind(), ErrorKind::Invalid(_)), "{error}");
    }
    assert_eq!(seen.requests(), 1);
}

#[test]
fn blocking_batch_has_the_results() {
    let (client, _) = Gateway::answering(answer).client();
    let client = blocking::Client::from(client);
    let replies = client.batch(&numbers(3)).unwrap();
    assert_eq!(replies.into_iter().map(|reply| reply.unwrap().sum).collect::<Vec<_>>(), [0, 2, 4]);
    let key = SessionKey::new("6100abc");
    let (echo,) = client.session(&key).batch((&AskEcho { text: "hi" },)).unwrap();
    assert_eq!(echo.unwrap().text, "hi");
}

#[test]
fn blocking_batch_is_split_at_a_number_of_the_caller() {
    for (max, requests) in [(0, 7), (3, 3), (100, 1)] {
        let (client, seen) = Gateway::answering(answer).client();
        let client = blocking::Client::from(client);
        let replies = client.batch_chunks(&numbers(7), max).unwrap();
        assert_eq!((replies.len(), seen.requests()), (7, requests), "{max}");
        let scoped = client.session(&SessionKey::new("6100abc"));
        assert_eq!(scoped.batch_chunks(&numbers(7), max).unwrap().len(), 7);
        assert_eq!(seen.requests(), 2 * requests, "{max}");
    }
}

#[tokio::test]
async fn sandbox_answers_batches_over_http() {
    let sandbox = Sandbox::builder()
        .on(SUM, |params: &Params| {
            let number =
                |name| params.get(name).and_then(|text| text.parse::<i64>().ok()).unwrap_or_default();
            top_runtime::Value::from_iter([("sum", (number("a") + number("b")).into())])
        })
        .start()
        .await
        .unwrap();
    for format in [top_runtime::Format::Json, top_runtime::Format::Xml] {
        let client = sandbox.client_builder().format(format).build().unwrap();
        let replies = client.batch(&numbers(50)).await.unwrap();
        let sums: Vec<_> = replies.into_iter().map(|reply| reply.unwrap().sum).collect();
        assert_eq!(sums, (0..50).map(|n| 2 * n).collect::<Vec<_>>());
    }
    assert_eq!(sandbox.requests().len(), 100);
    let wrong = Client::builder("12345678", "wrong").gateway(sandbox.url()).timeout(Duration::from_secs(9));
    let error = wrong.build().unwrap().batch(&numbers(2)).await.unwrap_err();
    assert!(error.is_of_batch(), "{error}");
    assert_eq!(error.code(), Some("25"));
}

#[tokio::test]
async fn http_client_of_the_caller_gets_no_signature_in_a_url() {
    let sandbox = Sandbox::builder().start().await.unwrap();
    let client = sandbox.client_builder().http_client(reqwest::Client::new()).build().unwrap();
    let error = client.batch(&numbers(2)).await.unwrap_err();
    assert!(
        error.to_string().contains("send the system parameters in the body, and batches without"),
        "{error}"
    );
    assert!(!error.may_have_executed() && !error.is_retryable());
    assert!(sandbox.requests().is_empty());
}

#[test]
fn debug_of_a_batch_has_no_secret() {
    let client = builder().build().unwrap();
    let batch = client.session(&SessionKey::new("6100abc")).batch((&AskEcho { text: "hi" },));
    assert_eq!(format!("{batch:?}"), "Batch { calls: 1, .. }");
    let key = SessionKey::new("6100abc");
    let call = for_seller(&key, AskEcho { text: "hi" });
    assert_eq!(format!("{call:?}"), r#"ForSeller { method: "test.echo", .. }"#);
}
