//! Codes of refused requests, and the order of the checks.

use top_runtime::error::{ErrorKind, PlatformErrorKind};
use top_runtime::retry::RetryPolicy;
use top_runtime::{Params, Value};
use top_sandbox::{ErrorResponse, Fault};

use crate::apis::{SESSION, builder};
use crate::http::Call;

/// Returns code, message and detailed code of an error.
fn parts(error: &Value) -> (Option<i64>, Option<&str>, Option<&str>) {
    let text = |name| error.get(name).and_then(Value::as_str);
    (error.get("code").and_then(Value::as_i64), text("msg"), text("sub_code"))
}

/// Invalid values of one parameter each, with the expected error. An empty value omits the
/// parameter.
const INVALID: [(&str, &str, i64, &str, Option<&str>); 15] = [
    ("method", "", 21, "Missing Method", None),
    ("method", "taobao.other.get", 22, "Invalid Method", None),
    ("app_key", "", 28, "Missing App Key", None),
    ("app_key", "1", 29, "Invalid App Key", Some("isv.appkey-not-exists")),
    ("timestamp", "", 30, "Missing Timestamp", None),
    ("timestamp", "2025-11-17 00:10:01", 31, "Invalid Timestamp", Some("isv.timestamp-limit-error")),
    ("v", "", 32, "Missing Version", None),
    ("v", "1.0", 33, "Invalid Version", None),
    ("format", "JSON", 23, "Invalid Format", None),
    ("simplify", "yes", 41, "Invalid Arguments", Some("isv.invalid-parameter:simplify")),
    ("sign_method", "", 40, "Missing Required Arguments", Some("isv.missing-parameter:sign_method")),
    ("sign_method", "sha1", 41, "Invalid Arguments", Some("isv.invalid-parameter:sign_method")),
    ("sign", "", 24, "Missing Signature", None),
    ("sign", "66987CB115214E59E6EC978214934FB8", 25, "Invalid Signature", None),
    ("session", "6100unknown", 27, "Invalid Session", Some("invalid-sessionkey")),
];

#[tokio::test]
async fn one_wrong_parameter_gets_its_code() {
    let sandbox = builder().start().await.unwrap();
    for (name, value, code, msg, sub_code) in INVALID {
        // The signature covers the invalid parameter, unless the signature itself is invalid.
        let call = if name == "sign" {
            Call::new().signed().with(name, value)
        } else {
            Call::new().with(name, value).signed()
        };
        let error = call.refused(&sandbox).await;
        assert_eq!(parts(&error), (Some(code), Some(msg), sub_code), "{name}={value}");
    }
    assert_eq!(Call::new().signed().refused(&sandbox).await, Value::Null);
    let codes: Vec<_> =
        sandbox.requests().iter().map(|request| request.error_response().map(ErrorResponse::code)).collect();
    let expected = INVALID.map(|(_, _, code, ..)| u32::try_from(code).ok());
    assert_eq!(codes, [&expected[..], &[None]].concat());
}

#[tokio::test]
async fn first_failed_check_decides_the_reply() {
    let sandbox = builder().start().await.unwrap();
    // Every parameter is invalid; one after another is set to its invalid values, then corrected.
    let mut call = INVALID.into_iter().fold(Call::new(), |call, (name, value, ..)| call.with(name, value));
    for (name, value, code, ..) in INVALID {
        call = call.with(name, value);
        assert_eq!(parts(&call.refused(&sandbox).await).0, Some(code), "{name}={value}");
        let good = Call::new().0.into_iter().find(|(known, _)| *known == name);
        let right = call.clone().with(name, &good.map(|(_, good)| good).unwrap_or_default());
        call = if name == "sign" && !value.is_empty() { right.signed() } else { right };
    }
    assert_eq!(call.signed().refused(&sandbox).await, Value::Null);
}

#[tokio::test]
async fn missing_required_session_is_refused() {
    let sandbox = builder().start().await.unwrap();
    let call = Call::new().with("method", "alibaba.ticket.create");
    assert_eq!(parts(&call.clone().signed().refused(&sandbox).await).0, Some(26));
    let call = call.with("session", SESSION);
    let error = call.signed().refused(&sandbox).await;
    assert_eq!(parts(&error).0, Some(40));
    let seen = sandbox.requests();
    assert_eq!(seen[0].seller(), None);
    assert_eq!(seen[1].seller(), Some("卖家"));
}

#[tokio::test]
async fn undecodable_parameters_are_refused() {
    let sandbox = builder().start().await.unwrap();
    let good = Call::new()
        .with("method", "alibaba.ticket.create")
        .with("session", SESSION)
        .with("ticket", r#"{"merchant_code":"x","items":[{"price":1}]}"#)
        .with("page_no", "7")
        .with("tids", "1,2");
    for (name, value, code, sub_code, shown) in [
        ("page_no", "", 40, "isv.missing-parameter:page_no", "`page_no`: expected a value, found nothing"),
        ("page_no", "\u{3000}", 40, "isv.missing-parameter:page_no", "found nothing"),
        ("page_no", "seven", 41, "isv.invalid-parameter:page_no", "`seven`"),
        ("ticket", "{", 41, "isv.invalid-parameter:ticket", "`ticket`: expected an object"),
        ("ticket", r#"{"items":[]}"#, 41, "isv.invalid-parameter:ticket", "`ticket.merchant_code`"),
        ("tids", "1,x", 41, "isv.invalid-parameter:tids", "`tids[1]`: expected a whole number"),
        ("tids", "1,x,3,y", 41, "isv.invalid-parameter:tids", "`tids[1]`: expected a whole number"),
        (
            "page_no",
            "0",
            41,
            "isv.invalid-parameter:page_no",
            "`page_no`: expected a number from 1 to 99, found 0",
        ),
    ] {
        // The platform does not sign U+3000; the signing of the tests drops it with `trim`.
        let error = good.clone().with(name, value).signed().refused(&sandbox).await;
        let (found, _, sub) = parts(&error);
        assert_eq!((found, sub), (Some(code), Some(sub_code)), "{name}={value}: {error}");
        let sub_msg = error.get("sub_msg").and_then(Value::as_str).unwrap();
        assert!(sub_msg.contains(shown), "{sub_msg}");
    }
    assert_eq!(good.signed().refused(&sandbox).await, Value::Null);
}

/// Kinds that the client assigns to the codes of the sandbox's table. `top-runtime`'s table is
/// private.
#[tokio::test]
async fn codes_agree_with_the_classification_of_the_client() {
    use PlatformErrorKind::{Api, Caller, Permission, Session, Throttled, Transient};
    let sandbox = builder().start().await.unwrap();
    for code in 1..=99 {
        sandbox.fault(Fault::Error(ErrorResponse::new(code)));
        let client = sandbox.client().unwrap().retry(RetryPolicy::never());
        let error = client.call("taobao.time.get", &Params::new()).await.unwrap_err();
        let ErrorKind::Platform(error) = error.kind() else { panic!("{error:?}") };
        let expected = match code {
            3 | 10 | 88 => Transient,
            4..=8 => Throttled,
            11..=13 | 42 => Permission,
            26 | 27 | 44 | 53 => Session,
            9 | 21..=25 | 28..=34 | 40 | 41 | 43 | 47 => Caller,
            _ => Api,
        };
        assert_eq!(error.kind(), expected, "{code}");
        // Code 15 has a message, but only its detailed code decides the kind.
        let is_listed = ErrorResponse::codes().any(|listed| listed == code);
        assert_eq!(is_listed, expected != Api || code == 15, "{code}");
    }
}

/// Each number and each text has one kind, on whichever gateway the client calls.
#[tokio::test]
async fn codes_of_iop_agree_with_those_of_top() {
    use PlatformErrorKind::{Api, Caller, Transient};
    let sandbox = builder().start().await.unwrap();
    let kind = async |gateway, error: &ErrorResponse| {
        sandbox.fault(Fault::Error(error.clone()));
        let client = sandbox.client_builder().gateway(gateway).retry(RetryPolicy::never()).build().unwrap();
        let error = client.call("taobao.time.get", &Params::new()).await.unwrap_err();
        let ErrorKind::Platform(error) = error.kind() else { panic!("{error:?}") };
        error.kind()
    };
    for code in ErrorResponse::codes() {
        let error = ErrorResponse::new(code);
        let (top, iop) =
            (kind(sandbox.url().into(), &error).await, kind(sandbox.iop_gateway(), &error).await);
        let expected = match (code, top) {
            // The service behind the API failed.
            (15, Api) => Transient,
            // Decimal texts are codes of single APIs.
            (3 | 88, Transient) | (9 | 47, Caller) => Api,
            (_, top) => top,
        };
        assert_eq!(iop, expected, "{code} {}", error.text_code());
    }
    for text in ErrorResponse::iop_codes() {
        let error = ErrorResponse::iop(text);
        let top = kind(sandbox.url().into(), &ErrorResponse::new(error.code())).await;
        let expected = if text == "ServiceTimeout" { Transient } else { top };
        assert_eq!(kind(sandbox.iop_gateway(), &error).await, expected, "{text}");
    }
    let own = ErrorResponse::iop("InvalidOrderId").with_msg("no such order");
    assert_eq!(kind(sandbox.iop_gateway(), &own).await, Api);
    assert_eq!(kind(sandbox.url().into(), &own).await, Api);
}
