//! Batches, built and signed without the client.

use md5::{Digest, Md5};
use top_runtime::Value;
use top_sandbox::{ErrorResponse, Fault, Sandbox};

use crate::apis::{SESSION, builder};
use crate::http::{Call, exchange, post};

const TEXT: &str = "text/plain;charset=UTF-8";
const SEPARATOR: &str = "\r\n-S-\r\n";
const TIME: &str = "method=taobao.time.get";

/// Public parameters, signed with a body.
fn signed(public: &Call, body: &str) -> String {
    let mut pairs = public.0.clone();
    pairs.sort();
    let text: String = pairs.iter().flat_map(|(name, value)| [name, value.as_str()]).collect();
    let digest = Md5::digest(format!("helloworld{text}{body}helloworld"));
    let sign = digest.iter().fold(String::new(), |sign, byte| format!("{sign}{byte:02X}"));
    format!("/router/batch?{}", public.clone().with("sign", &sign).encoded())
}

fn public() -> Call {
    Call::new().with("method", "")
}

/// Sends calls, and returns the bodies of their replies, or that of the batch.
async fn send(sandbox: &Sandbox, calls: &[&str]) -> Vec<Value> {
    let body = calls.join(SEPARATOR);
    let response = exchange(sandbox, &post(&signed(&public(), &body), TEXT, &body)).await;
    response.body.split(SEPARATOR).map(|reply| reply.parse().unwrap()).collect()
}

fn code(reply: &Value) -> Option<i64> {
    reply.pointer("/error_response/code").and_then(Value::as_i64)
}

#[tokio::test]
async fn calls_are_answered_in_order_and_recorded_one_by_one() {
    let sandbox = builder().start().await.unwrap();
    let with_session = format!("{TIME}&session={SESSION}&nick=%E5%95%86");
    let calls =
        [TIME, "method=test.unknown", &with_session, "a=1", "method=taobao.time.get&session=6100other"];
    let replies = send(&sandbox, &calls).await;
    assert_eq!(replies.iter().map(code).collect::<Vec<_>>(), [None, Some(22), None, Some(21), Some(27)]);
    let ids: Vec<_> = replies.iter().map(|reply| reply.pointer("/time_get_response/request_id")).collect();
    assert_eq!(ids[2].and_then(Value::as_str), Some("sandbox000003"));
    let seen = sandbox.requests();
    assert_eq!(seen.len(), 5);
    assert_eq!((seen[2].params().get("nick"), seen[2].seller()), (Some("商"), Some("卖家")));
    assert!(seen[2].executed() && !seen[1].executed());
    assert_eq!(seen[2].string_to_sign(), "");
}

#[tokio::test]
async fn common_parameters_and_calls_without_their_own_are_read() {
    let sandbox = builder().start().await.unwrap();
    let replies = send(&sandbox, &["#PUBLIC#method=taobao.time.get&nick=all", "N", "nick=own"]).await;
    assert_eq!(replies.iter().map(code).collect::<Vec<_>>(), [None, None]);
    let seen = sandbox.requests();
    let nicks: Vec<_> = seen.iter().map(|request| request.params().get("nick")).collect();
    assert_eq!(nicks, [Some("all"), Some("own")]);
}

#[tokio::test]
async fn announced_separator_is_used() {
    let sandbox = builder().start().await.unwrap();
    let body = [TIME, TIME].join("||");
    let request = post(&signed(&public(), &body), TEXT, &body);
    let request = request.replacen("\r\n", "\r\ntop-api-separator: ||\r\n", 1);
    let response = exchange(&sandbox, request).await;
    assert_eq!(response.body.split("||").count(), 2, "{}", response.body);
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn wrong_batch_has_one_error() {
    let sandbox = builder().start().await.unwrap();
    let body = [TIME, &format!("{TIME}&session={SESSION}&a=1")].join(SEPARATOR);
    let with = |name, value| signed(&public().with(name, value), &body);
    for (target, expected) in [
        (signed(&public(), "another body"), 25),
        (with("app_key", ""), 28),
        (with("app_key", "1"), 29),
        (with("timestamp", "2025-11-17 09:00:00"), 31),
        (with("v", ""), 32),
        (with("format", "csv"), 23),
        (with("sign_method", ""), 40),
    ] {
        let response = exchange(&sandbox, &post(&target, TEXT, &body)).await;
        assert_eq!(code(&response.body.parse().unwrap()), Some(expected), "{}", response.body);
    }
    let unsigned = signed(&public(), "");
    let response = exchange(&sandbox, &post(&unsigned, TEXT, &body)).await;
    assert!(response.body.contains("the signature omits the body"), "{}", response.body);
    let masked = format!("v2.0{TIME}\\r\\n-S-\\r\\n{TIME}&session=***&a=1");
    assert!(response.body.contains(&masked), "{}", response.body);
    for (content_type, body) in
        [("application/x-www-form-urlencoded", &*body), (TEXT, ""), (TEXT, "#PUBLIC#a=1")]
    {
        let response = exchange(&sandbox, &post(&signed(&public(), body), content_type, body)).await;
        assert_eq!(code(&response.body.parse().unwrap()), Some(9), "{}", response.body);
    }
    let seen = sandbox.requests();
    assert_eq!(seen.len(), 11);
    assert!(seen.iter().all(|request| request.error_response().is_some() && !request.executed()));
}

#[tokio::test]
async fn version_is_that_of_each_api() {
    let sandbox = builder().start().await.unwrap();
    let body = [TIME, &format!("{TIME}&v=1.0")].join(SEPARATOR);
    let response = exchange(&sandbox, &post(&signed(&public(), &body), TEXT, &body)).await;
    let codes: Vec<_> = response.body.split(SEPARATOR).map(|reply| code(&reply.parse().unwrap())).collect();
    assert_eq!(codes, [None, Some(33)]);
}

#[tokio::test]
async fn faults_apply_to_the_batch_or_to_the_calls_of_an_api() {
    let sandbox = builder().start().await.unwrap();
    sandbox.fault(Fault::Error(ErrorResponse::new(7)));
    let replies = send(&sandbox, &[TIME, TIME]).await;
    assert_eq!(replies.iter().map(code).collect::<Vec<_>>(), [Some(7)]);
    assert!(sandbox.requests().iter().all(|request| !request.executed()));

    sandbox.fault_of("taobao.time.get", Fault::None);
    sandbox.fault_of("taobao.time.get", Fault::Error(ErrorResponse::new(15)));
    let replies = send(&sandbox, &[TIME, TIME, TIME]).await;
    assert_eq!(replies.iter().map(code).collect::<Vec<_>>(), [None, Some(15), None]);

    sandbox.fault(Fault::Executed(Box::new(Fault::Error(ErrorResponse::new(15)))));
    let before = sandbox.requests().len();
    assert_eq!(code(&send(&sandbox, &[TIME, TIME]).await[0]), Some(15));
    let seen = sandbox.requests();
    assert_eq!(seen[before..].iter().filter(|request| request.executed()).count(), 2);
}
