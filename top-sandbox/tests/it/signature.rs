//! Signatures, and the client against a check that shares nothing with it.

use top_runtime::transport::ParamPlacement;
use top_runtime::{Params, SignMethod, Value};

use crate::apis::{SESSION, builder, ticket};
use crate::http::Call;

#[tokio::test]
async fn a_wrong_one_shows_what_was_to_be_signed() {
    let sandbox = builder().start().await.unwrap();
    let call = Call::new().with("session", SESSION).with("memo", " ").with("nick", "商家").with("sign", "0");
    let error = call.refused(&sandbox).await;
    let shown = "app_key12345678formatjsonmethodtaobao.time.getnick商家session***sign_methodmd5\
                 timestamp2025-11-17 00:00:00v2.0";
    assert_eq!(error.get("string_to_sign").and_then(Value::as_str), Some(shown));
    assert_eq!(error.get("sign_method").and_then(Value::as_str), Some("md5"));
    assert_eq!(error.get("request_id").and_then(Value::as_str), Some("sandbox000001"));
    assert!(!error.to_string().contains(SESSION));
    let seen = &sandbox.requests()[0];
    assert_eq!(seen.string_to_sign(), shown);
    assert_eq!(seen.params().get("memo"), Some(" "));
    let debug = format!("{seen:?} {:?} {sandbox:?}", seen.error_response());
    assert!(!debug.contains(SESSION) && !debug.contains("helloworld"), "{debug}");
}

#[tokio::test]
async fn the_client_and_the_sandbox_agree() {
    let sandbox = builder().start().await.unwrap();
    let values = ["商家 +&=%~*-._'", "\u{a0}", "\u{2007}x", "a\r\nb", "😀", " x ", "\u{200b}"];
    for sign_method in [SignMethod::Md5, SignMethod::Hmac, SignMethod::HmacSha256] {
        for placement in [ParamPlacement::Body, ParamPlacement::Query] {
            let builder = sandbox.client_builder().sign_method(sign_method).system_params(placement);
            let client = builder.partner_id("top-sdk").build().unwrap().session(&sandbox.session());
            for value in values {
                let params = Params::new()
                    .with("memo", value)
                    .with("a.b", "1")
                    .with("A_b", "2")
                    .with("blank", Some(" "));
                client.call("taobao.time.get", &params).await.unwrap();
            }
            client.execute(&ticket()).await.unwrap();
        }
    }
    assert!(sandbox.requests().iter().all(|seen| seen.error_response().is_none()));
}

#[tokio::test]
async fn another_secret_is_refused() {
    let sandbox = builder().app("2", "right").start().await.unwrap();
    let client = top_runtime::Client::builder("2", "wrong").gateway(sandbox.url());
    let client = client.clock(top_runtime::clock::FixedClock::at_unix(crate::apis::NOW)).build().unwrap();
    let error = client.call("taobao.time.get", &Params::new()).await.unwrap_err();
    assert!(error.is_caller_fault() && error.to_string().contains("secret differs"), "{error}");
    let body: Value = error.body().unwrap().parse().unwrap();
    let prepared = client.prepare_call("taobao.time.get", &Params::new()).unwrap();
    let shown = body.pointer("/error_response/string_to_sign").and_then(Value::as_str);
    assert_eq!(shown, Some(prepared.string_to_sign()));
}
