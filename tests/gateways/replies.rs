//! Replies and errors of each protocol.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;
use proptest::prelude::*;
use top_runtime::clock::FixedClock;
use top_runtime::error::{ErrorKind, PlatformErrorKind};
use top_runtime::retry::{RetryClass, RetryPolicy};
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Error, Gateway, Outcome, Params, Reply, TopApi, TopValue, Value};

use crate::support::{block_on, builder, replying};

#[derive(TopApi)]
#[top_api(method = "aliexpress.ds.product.get", response = Product)]
struct GetProduct {
    product_id: i64,
    ids: Vec<i64>,
}

#[derive(TopValue)]
struct Product {
    title: String,
    sku_ids: Vec<i64>,
}

/// Calls an API at a gateway with this reply.
fn call(gateway: Gateway, api: &str, body: &str) -> Result<Reply<Value>, Error> {
    let (client, _) = replying(gateway, body);
    block_on(client.retry(RetryPolicy::never()).call(api, &Params::new()))
}

fn iop(api: &str, body: &str) -> Result<Reply<Value>, Error> {
    call(Gateway::ALIEXPRESS, api, body)
}

fn unexpected(result: Result<Reply<Value>, Error>) -> String {
    let error = result.expect_err("a reply of another protocol");
    assert!(matches!(error.kind(), ErrorKind::UnexpectedBody(_)), "{error}");
    error.to_string()
}

#[test]
fn one_declaration_runs_on_top_and_on_iop() {
    let enveloped =
        r#"{"aliexpress_ds_product_get_response":{"title":"t","sku_ids":{"number":[1,2]},"request_id":"r"}}"#;
    let simplified = r#"{"title":"t","sku_ids":[1,2],"request_id":"r"}"#;
    for (gateway, url, ids) in [
        (Gateway::PRODUCTION, "https://gw.api.taobao.com/router/rest", "ids=1%2C2"),
        (Gateway::ALIEXPRESS, "https://api-sg.aliexpress.com/sync", "ids=%5B1%2C2%5D"),
    ] {
        for body in [enveloped, simplified] {
            let (client, last) = replying(gateway.clone(), body);
            let product = block_on(client.execute(&GetProduct { product_id: 7, ids: vec![1, 2] })).unwrap();
            assert_eq!(
                (product.title.as_str(), &*product.sku_ids, product.request_id()),
                ("t", &[1, 2][..], "r")
            );
            let sent = last.lock().unwrap().clone();
            assert_eq!(sent.url, url);
            assert!(sent.body.contains(ids), "{}", sent.body);
            assert!(sent.body.contains("method=aliexpress.ds.product.get"), "{}", sent.body);
        }
    }
}

#[test]
fn textual_codes_have_kind_retry_class_and_advice() {
    for (code, kind, class, advice) in [
        ("ApiCallLimit", PlatformErrorKind::Throttled, Some(RetryClass::RefusedForNow), ""),
        ("SellerCallLimit", PlatformErrorKind::Throttled, Some(RetryClass::RefusedForNow), ""),
        ("IllegalAccessToken", PlatformErrorKind::Session, None, "refresh it"),
        ("IllegalRefreshToken", PlatformErrorKind::Session, None, "authorise again"),
        ("IncompleteSignature", PlatformErrorKind::Caller, None, "check the app secret"),
        ("InvalidSignature", PlatformErrorKind::Caller, None, ""),
        ("InvalidAppKey", PlatformErrorKind::Caller, None, "check the app key"),
        ("MissingParameter", PlatformErrorKind::Caller, None, ""),
        ("InvalidApiPath", PlatformErrorKind::Caller, None, "check the name or path"),
        ("InsufficientPermission", PlatformErrorKind::Permission, None, "apply for the permission"),
        ("ServiceTimeout", PlatformErrorKind::Transient, Some(RetryClass::MaybeExecuted), ""),
        ("4154", PlatformErrorKind::Api, None, ""),
        ("7", PlatformErrorKind::Api, None, ""),
    ] {
        let flat = format!(r#"{{"type":"ISV","code":"{code}","message":"m","request_id":"r"}}"#);
        let wrapped =
            format!(r#"{{"error_response":{{"type":"ISV","code":"{code}","msg":"m","request_id":"r"}}}}"#);
        for (api, body) in [("/order/get", &flat), ("aliexpress.a.b", &wrapped), ("aliexpress.a.b", &flat)] {
            let error = iop(api, body).unwrap_err();
            let ErrorKind::Platform(platform) = error.kind() else { panic!("{error}") };
            assert_eq!((platform.kind(), error.retry_class()), (kind, class), "{code}");
            assert_eq!((error.request_id(), platform.error_type.as_deref()), (Some("r"), Some("ISV")));
            assert!(error.to_string().contains(advice), "{error}");
        }
    }
    let error = iop("/a", r#"{"type":"ISP","code":"Odd","message":"m","request_id":"r"}"#).unwrap_err();
    assert_eq!(error.retry_class(), Some(RetryClass::MaybeExecuted));
    let detail = r#"{"type":"ISV","code":"InvalidParameter","message":"x is wrong","detail":[{"field":"x","message":"a number"},"y"],"request_id":"r"}"#;
    let error = iop("/a", detail).unwrap_err().to_string();
    assert!(error.contains("x: a number; y"), "{error}");
}

#[test]
fn a_ban_in_the_message_is_waited_for() {
    for (gateway, api, limited, good) in [
        (
            Gateway::ALIEXPRESS,
            "aliexpress.a.b",
            r#"{"error_response":{"code":"ApiCallLimit","msg":"Api access frequency exceeds the limit. this ban will last 1 seconds"}}"#,
            r#"{"a":1,"request_id":"r"}"#,
        ),
        (
            Gateway::LAZADA_SG,
            "/order/get",
            r#"{"type":"ISV","code":"AppCallLimit","message":"App call limit. This ban will last for 2 more seconds","request_id":"r"}"#,
            r#"{"code":"0","request_id":"r"}"#,
        ),
    ] {
        let calls = Arc::new(Mutex::new(0));
        let counted = Arc::clone(&calls);
        let transport = InMemoryTransport::new(move |_| {
            let mut calls = counted.lock().unwrap();
            *calls += 1;
            Ok(HttpResponse::new(if *calls == 1 { limited } else { good }))
        });
        let client = builder(gateway).transport(transport).build().unwrap();
        let reply = block_on(client.call(api, &Params::new())).unwrap();
        assert_eq!((reply.attempts(), *calls.lock().unwrap()), (2, 2));
    }
    let body = r#"{"error_response":{"code":"ApiCallLimit","msg":"this ban will last 3600 seconds"}}"#;
    let error = iop("aliexpress.a.b", body).unwrap_err();
    assert_eq!((error.is_throttled(), error.retry_after()), (true, Some(Duration::from_secs(3600))));
}

#[test]
fn a_rejected_timestamp_corrects_the_clock() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&sent);
    let transport = InMemoryTransport::new(move |request| {
        let body = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        let time = body.split("timestamp=").nth(1).unwrap()[..13].parse::<u64>().unwrap();
        let mut sent = log.lock().unwrap();
        sent.push(time);
        let body = if sent.len() == 1 {
            r#"{"type":"ISV","code":"IllegalTimestamp","message":"The specified timestamp has expired","request_id":"r"}"#
        } else {
            r#"{"code":"0","request_id":"r"}"#
        };
        let mut response = HttpResponse::new(body);
        response.headers_mut().insert("date", "Mon, 05 Feb 2018 12:46:32 GMT".parse().unwrap());
        Ok(response)
    });
    let client = builder(Gateway::LAZADA_SG)
        .clock(FixedClock::at_unix(1_517_820_392))
        .transport(transport)
        .build()
        .unwrap();
    block_on(client.call("/order/get", &Params::new())).unwrap();
    let sent = sent.lock().unwrap().clone();
    assert_eq!(sent, [1_517_820_392_000, 1_517_834_792_000]);
}

#[test]
fn the_outcome_of_aliexpress_is_recognised_without_a_declaration() {
    let body = |code: &str| {
        format!(
            r#"{{"a_b_response":{{"resp_result":{{"resp_code":{code},"resp_msg":"m"}},"request_id":"r"}}}}"#
        )
    };
    assert!(iop("aliexpress.a.b", &body("200")).is_ok());
    let error = iop("aliexpress.a.b", &body("405")).unwrap_err();
    let ErrorKind::Business(business) = error.kind() else { panic!("{error}") };
    assert_eq!((business.code(), business.message()), (Some("405"), Some("m")));
    // Plain data of other platforms, and of other shapes.
    assert!(call(Gateway::PRODUCTION, "a.b", &body("405")).is_ok());
    assert!(iop("a.b", r#"{"resp_result":"405","request_id":"r"}"#).is_ok());
    assert!(iop("a.b", r#"{"resp_result":{"resp_code":{"a":1}},"request_id":"r"}"#).is_ok());
    let (client, _) = replying(Gateway::ALIEXPRESS, &body("405"));
    let reply = block_on(client.execute_raw(&Untyped)).unwrap();
    assert!(matches!(reply.outcome(), Outcome::Failure(_)));
}

#[derive(TopApi)]
#[top_api(method = "a.b")]
struct Untyped;

#[test]
fn an_api_that_left_top_names_its_gateway() {
    let body = r#"{"error_response":{"code":11,"msg":"Platform System blacklist:Taobao Open Platform (TOP) has been offline. Please view details","request_id":"r"}}"#;
    let error = call(Gateway::PRODUCTION, "aliexpress.a.b", body).unwrap_err();
    assert!(error.to_string().contains("call it with `Gateway::ALIEXPRESS`"), "{error}");
    assert_eq!(error.retry_class(), None);
}

#[test]
fn a_body_of_another_length_than_announced_is_lost() {
    let reply = |announced: &'static str| {
        let transport = InMemoryTransport::new(move |_| {
            let mut response = HttpResponse::new(r#"{"a_b_response":{"x":"1"}}"#);
            response.headers_mut().insert("top-bodylength", announced.parse().unwrap());
            Ok(response)
        });
        let client =
            builder(Gateway::PRODUCTION).retry(RetryPolicy::never()).transport(transport).build().unwrap();
        block_on(client.call("a.b", &Params::new()))
    };
    assert!(reply("26").is_ok() && reply("x").is_ok());
    let error = reply("5000").unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(failure) if failure.sent), "{error}");
    assert!(error.to_string().contains("announces 5000 bytes, 26 came"), "{error}");
    assert_eq!(error.retry_class(), Some(RetryClass::MaybeExecuted));
}

#[test]
fn replies_of_another_protocol_are_named() {
    let flat = r#"{"type":"ISV","code":"IllegalAccessToken","message":"m","request_id":"r"}"#;
    assert!(unexpected(call(Gateway::PRODUCTION, "a.b", flat)).contains("error of IOP, not of TOP"));
    let qimen = r#"{"response":{"flag":"failure","code":"25","message":"m","request_id":"r"}}"#;
    assert!(unexpected(call(Gateway::PRODUCTION, "a.b", qimen)).contains("error of Qimen, not of TOP"));
    let enveloped = r#"{"order_get_response":{"a":1},"request_id":"r"}"#;
    let error = unexpected(iop("/order/get", enveloped));
    assert!(error.contains("the root `order_get_response`, as replies of TOP"), "{error}");
    // An `error_response` is an error for each protocol.
    let body = r#"{"error_response":{"code":29,"msg":"Invalid app Key","sub_code":"isv.appkey-not-exists"}}"#;
    for (gateway, api) in [(Gateway::LAZADA_SG, "/a"), (Gateway::qimen_cloud("a1q40taq0j"), "a.b")] {
        let error = call(gateway, api, body).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Platform(_)), "{error}");
    }
}

#[test]
fn errors_of_qimen_are_those_of_the_gateway_or_of_the_provider() {
    let scene = || Gateway::qimen_cloud("a1q40taq0j");
    let failure = |code: &str, more: &str| {
        let body = format!(r#"{{"response":{{"flag":"failure","code":"{code}","message":"m"{more}}}}}"#);
        call(scene(), "a.b", &body).unwrap_err()
    };
    let kind = |error: &Error| match error.kind() {
        ErrorKind::Platform(platform) => platform.kind(),
        _ => panic!("{error}"),
    };
    let error = failure("25", r#","request_id":"r""#);
    assert_eq!((kind(&error), error.may_have_executed()), (PlatformErrorKind::Caller, false));
    let error = failure("7", r#","request_id":"r""#);
    assert_eq!((kind(&error), error.may_have_executed()), (PlatformErrorKind::Throttled, false));
    for code in ["S003", "7", "15", "530"] {
        let error = failure(code, "");
        assert_eq!((kind(&error), error.may_have_executed()), (PlatformErrorKind::Api, true), "{code}");
        assert_eq!(error.retry_class(), None);
    }
    let reply = call(scene(), "a.b", r#"{"response":{"flag":"success","code":"0","total":1}}"#).unwrap();
    assert_eq!(reply.get("total").and_then(Value::as_i64), Some(1));
    let reply = call(scene(), "a.b", r#"{"total":2,"order_response":{"a":1}}"#).unwrap();
    assert_eq!(reply.get("total").and_then(Value::as_i64), Some(2));
    assert!(call(scene(), "a.b", r#"[{"id":1},{"id":2}]"#).is_ok());
}

#[test]
fn an_error_of_iop_with_an_error_status_is_read() {
    let transport = InMemoryTransport::new(|_| {
        let body = r#"{"type":"ISV","code":"IllegalAccessToken","message":"m","request_id":"r"}"#;
        Ok(HttpResponse::new(body).with_status(StatusCode::UNAUTHORIZED))
    });
    let client = builder(Gateway::LAZADA_SG).transport(transport).build().unwrap();
    let error = block_on(client.call("/order/get", &Params::new())).unwrap_err();
    assert!(error.is_session_invalid(), "{error}");
}

#[test]
fn a_gateway_without_batches_says_so() {
    let client = builder(Gateway::ALIEXPRESS).build().unwrap();
    let error = block_on(async { client.batch(&vec![Untyped, Untyped]).await }).unwrap_err();
    assert!(error.to_string().contains("a gateway of IOP, which has no batches"), "{error}");
}

#[test]
fn settings_that_a_gateway_does_not_have_fail_in_build() {
    let error = builder(Gateway::ALIEXPRESS).sign_method(top_runtime::SignMethod::Md5).build().unwrap_err();
    assert!(error.to_string().contains("accept HMAC-SHA256 only"), "{error}");
    assert!(builder(Gateway::LAZADA_SG).target_app_key("1").build().is_err());
    assert!(builder(Gateway::qimen_cloud("x")).build().is_err());
    assert!(builder(Gateway::qimen()).build().unwrap_err().to_string().contains("allow_plain_http"));
}

/// Bodies whose parts are mixed by the property below.
const PARTS: [&str; 12] = [
    r#"{"code":"#,
    r#""0","#,
    r#""type":"ISV","#,
    r#""message":["#,
    r#""error_response":{"#,
    r#""response":{"flag":"failure","#,
    r#""resp_result":{"resp_code":"#,
    r#""detail":[{"field":1}"#,
    "<response><flag>",
    "}}",
    "]",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_body_makes_a_call_panic(parts in proptest::collection::vec(0..PARTS.len(), 0..12), tail in "\\PC{0,8}", flat in any::<bool>()) {
        let body: String = parts.into_iter().map(|part| PARTS[part]).chain([tail.as_str()]).collect();
        for (gateway, api) in [
            (Gateway::PRODUCTION, "a.b"),
            (Gateway::ALIEXPRESS, if flat { "/a" } else { "a.b" }),
            (Gateway::qimen_cloud("a1q40taq0j"), "a.b"),
        ] {
            if let Err(error) = call(gateway, api, &body) {
                prop_assert!(!error.to_string().contains('\n'));
            }
        }
    }
}
