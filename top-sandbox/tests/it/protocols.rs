//! Gateways of IOP and Qimen: calls that are signed without the client.

use top_runtime::clock::FixedClock;
use top_runtime::{DateTime, Params, TopApi, TopValue, Value};
use top_sandbox::{ErrorResponse, Fault, Sandbox, SandboxBuilder};

use crate::http::{exchange, post};
use crate::signer::Signer;

/// 2018-02-05 16:46:32 in Beijing: the time of the examples in the platform's documents.
const NOW: u64 = 1_517_820_392;
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

#[derive(Debug, PartialEq, TopApi)]
#[top_api(method = "example.product.get", session = required, response = Product)]
struct GetProduct {
    product_id: i64,
    #[top(required, max_len = 3)]
    country: String,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Product {
    title: String,
    prices: Vec<i64>,
}

fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .app("123456", "helloworld")
        .session("test", "seller")
        .clock(FixedClock::at_unix(NOW))
        .reply::<GetProduct>(|get| Product { title: format!("{}", get.product_id), prices: vec![1, 2] })
        .on("/orders/{order_id}", |params: &Params| {
            Value::from_iter([("id", Value::from(params.get("order_id").unwrap_or_default()))])
        })
        .on("/orders/latest", |_| Value::from_iter([("id", "latest".into())]))
}

/// A call of `/sync` with all that it needs.
fn sync_call() -> Signer {
    Signer::iop("123456", NOW)
        .with("method", "example.product.get")
        .with("session", "test")
        .with("product_id", "7")
        .with("country", "DE")
}

async fn sync(sandbox: &Sandbox, call: &Signer) -> String {
    exchange(sandbox, post("/sync", FORM, &call.form())).await.body
}

async fn rest(sandbox: &Sandbox, path: &str, call: &Signer) -> String {
    exchange(sandbox, post(&format!("/rest{path}"), FORM, &call.form())).await.body
}

fn text<'v>(body: &'v Value, pointer: &str) -> Option<&'v str> {
    body.pointer(pointer).and_then(Value::as_str)
}

#[tokio::test]
async fn documented_examples_of_iop_are_accepted() {
    let sandbox = builder()
        .on("aliexpress.logistics.redefining.getonlinelogisticsinfo", |_| ())
        .on("/auth/token/create", |_| ())
        .on("/order/get", |_| ())
        .app("12345678", "helloworld")
        .start()
        .await
        .unwrap();
    // Vectors of the platform's documents: they have neither a version nor a format.
    for (target, params, sign) in [
        (
            "/sync",
            "access_token=test&aliexpress_category_id=200135143&app_key=123456\
             &method=aliexpress.logistics.redefining.getonlinelogisticsinfo",
            "F7F7926B67316C9D1E8E15F7E66940ED3059B1638C497D77973F30046EFB5BBB",
        ),
        (
            "/rest/auth/token/create",
            "app_key=12345678&code=3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26",
            "35607762342831B6A417A0DED84B79C05FEFBF116969C48AD6DC00279A9F4D81",
        ),
        (
            "/rest/order/get",
            "access_token=test&app_key=123456&order_id=1234",
            "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A",
        ),
    ] {
        let query = format!("{params}&sign_method=sha256&timestamp=1517820392000&sign={sign}");
        for request in [
            post(target, FORM, &query),
            post(&format!("{target}?{query}"), FORM, ""),
            format!("GET {target}?{query} HTTP/1.1\r\nhost: x\r\n\r\n"),
        ] {
            let body: Value = exchange(&sandbox, &request).await.body.parse().unwrap();
            assert!(
                text(&body, "/request_id").is_some_and(|id| id.starts_with("sandbox")),
                "{target}: {body}"
            );
        }
    }
}

#[tokio::test]
async fn sync_simplifies_unless_told_otherwise() {
    let sandbox = builder().start().await.unwrap();
    let simplified = r#"{"title":"7","prices":[1,2],"request_id":"sandbox000001"}"#;
    assert_eq!(sync(&sandbox, &sync_call().signed("")).await, simplified);
    let enveloped = r#"{"example_product_get_response":{"title":"7","prices":{"number":[1,2]},"request_id":"sandbox000002"}}"#;
    assert_eq!(sync(&sandbox, &sync_call().with("simplify", "false").signed("")).await, enveloped);
    let seen = sandbox.assert_received::<GetProduct>(2);
    assert_eq!(seen[0], GetProduct { product_id: 7, country: "DE".to_owned() });
    let request = &sandbox.requests()[0];
    assert_eq!((request.path(), request.method()), ("/sync", "example.product.get"));
    assert_eq!(request.seller(), Some("seller"));
}

#[tokio::test]
async fn refusals_of_sync_have_textual_codes() {
    let sandbox = builder().start().await.unwrap();
    for (call, code, detail) in [
        (sync_call().with("method", ""), "MissingParameter", "method"),
        (sync_call().with("method", "a.b"), "InvalidApiPath", "no handler for `a.b`"),
        (sync_call().with("method", "/orders/latest"), "InvalidApiPath", "no handler"),
        (sync_call().with("app_key", ""), "MissingParameter", ""),
        (sync_call().with("app_key", "9"), "InvalidAppKey", "no app `9`"),
        (sync_call().with("timestamp", ""), "MissingParameter", ""),
        (sync_call().with("timestamp", "1517813191999"), "IllegalTimestamp", "7201 seconds behind"),
        (sync_call().with("timestamp", "2018-02-05 16:46:32"), "IllegalTimestamp", "milliseconds"),
        (sync_call().with("v", "1.0"), "InvalidParameter", "expected `v` = `2.0`"),
        (sync_call().with("format", "xml"), "InvalidParameter", "expected `json`"),
        (sync_call().with("simplify", "yes"), "InvalidParameter", "expected `true` or `false`"),
        (sync_call().with("sign_method", ""), "MissingParameter", "`sha256` or `HmacSHA256`"),
        (sync_call().with("sign_method", "hmac-sha256"), "InvalidParameter", "found `hmac-sha256`"),
        (sync_call().with("session", ""), "IllegalAccessToken", ""),
        (sync_call().with("session", "other"), "IllegalAccessToken", "no such session"),
        (sync_call().with("country", ""), "MissingParameter", "country"),
        (sync_call().with("country", "DEUT"), "InvalidParameter", "at most 3 characters"),
        (sync_call().with("product_id", "x"), "InvalidParameter", "product_id"),
    ] {
        let body: Value = sync(&sandbox, &call.signed("")).await.parse().unwrap();
        assert_eq!(text(&body, "/error_response/code"), Some(code), "{body}");
        assert_eq!(text(&body, "/error_response/type"), Some("ISV"), "{body}");
        assert!(text(&body, "/error_response/msg").is_some() && body.to_string().contains(detail), "{body}");
    }
    let unsigned: Value = sync(&sandbox, &sync_call()).await.parse().unwrap();
    assert_eq!(text(&unsigned, "/error_response/code"), Some("MissingParameter"));
    let wrong: Value = sync(&sandbox, &sync_call().with("sign", "00")).await.parse().unwrap();
    assert_eq!(text(&wrong, "/error_response/code"), Some("IncompleteSignature"));
    let shown = text(&wrong, "/error_response/string_to_sign").unwrap();
    assert_eq!(
        shown,
        "app_key123456countryDEmethodexample.product.getproduct_id7session***sign_methodsha256timestamp1517820392000"
    );
}

#[tokio::test]
async fn utc_times_and_the_second_name_of_the_sign_method_are_accepted() {
    let sandbox = builder().start().await.unwrap();
    for call in [
        sync_call().with("timestamp", "2018-02-05T08:46:32Z"),
        sync_call().with("sign_method", "HmacSHA256"),
        sync_call().with("session", "").with("access_token", "test"),
        sync_call().with("v", "2.0").with("format", "json").with("simplify", "true"),
    ] {
        let body = sync(&sandbox, &call.signed("")).await;
        assert!(body.starts_with(r#"{"title":"7""#), "{body}");
    }
}

#[tokio::test]
async fn variables_of_a_path_are_parameters_that_are_not_signed() {
    let sandbox = builder().start().await.unwrap();
    let call = Signer::iop("123456", NOW).with("access_token", "test");
    for (path, signed, id) in [
        ("/orders/7", "/orders/7", "7"),
        ("/orders/a%2Fb%20c", "/orders/a/b c", "a/b c"),
        ("/orders/latest", "/orders/latest", "latest"),
    ] {
        let body: Value = rest(&sandbox, path, &call.clone().signed(signed)).await.parse().unwrap();
        assert_eq!((text(&body, "/code"), text(&body, "/id")), (Some("0"), Some(id)), "{body}");
        let seen = sandbox.requests().pop().unwrap();
        assert_eq!(seen.path(), format!("/rest{path}"));
        assert!(seen.string_to_sign().starts_with(signed), "{}", seen.string_to_sign());
    }
    assert_eq!(sandbox.requests()[0].method(), "/orders/{order_id}");
    assert_eq!(sandbox.requests()[0].params().get("order_id"), Some("7"));
    // The newer address signs the path without `/2.0`.
    let call = call.signed("/orders/8");
    let newer = exchange(&sandbox, post("/rest/2.0/orders/8", FORM, &call.form())).await.body;
    assert!(newer.contains(r#""id":"8""#), "{newer}");
}

#[tokio::test]
async fn refusals_of_paths_are_flat() {
    let sandbox = builder()
        .on("/orders/refused", |_| Err::<(), _>(ErrorResponse::iop("InvalidOrder").with_msg("no such order")))
        .start()
        .await
        .unwrap();
    let call = Signer::iop("123456", NOW);
    for (path, call, code, message) in [
        ("/other", call.clone().signed("/other"), "InvalidApiPath", "no handler for `/other`"),
        ("/orders/7", call.clone().signed(""), "IncompleteSignature", "omits the path"),
        ("/orders/7", call.clone().signed("/orders/8"), "IncompleteSignature", "secret differs"),
        (
            "/orders/7",
            call.clone().with("access_token", "x").signed("/orders/7"),
            "IllegalAccessToken",
            "The specified access token is invalid or expired: the sandbox has no such session",
        ),
        ("/orders/refused", call.clone().signed("/orders/refused"), "InvalidOrder", "no such order"),
        ("/example.product.get", call.clone().signed("/example.product.get"), "InvalidApiPath", "no handler"),
    ] {
        let body: Value = rest(&sandbox, path, &call).await.parse().unwrap();
        assert_eq!(text(&body, "/code"), Some(code), "{body}");
        assert!(text(&body, "/message").is_some_and(|text| text.contains(message)), "{body}");
        assert!(text(&body, "/type").is_some() && text(&body, "/request_id").is_some(), "{body}");
    }
    // A handler of a path is not reached by its name as a method.
    let as_variable = call.with("order_id", "7").signed("/orders/7");
    let body = rest(&sandbox, "/orders/7", &as_variable).await;
    assert!(body.contains(r#""code":"0""#), "a variable that is sent twice is signed as a parameter: {body}");
}

/// A call of Qimen with all that it needs.
fn qimen_call(method: &'static str) -> Signer {
    let call = Signer::top("123456", &DateTime::from_unix(i64::try_from(NOW).unwrap()).to_string());
    call.with("method", method).with("v", "2.0").with("format", "json")
}

async fn qimen(sandbox: &Sandbox, path: &str, call: &Signer, content_type: &str, body: &str) -> String {
    exchange(sandbox, post(&format!("{path}?{}", call.form()), content_type, body)).await.body
}

#[tokio::test]
async fn documents_of_qimen_are_signed_and_read() {
    let sandbox = builder()
        .on("taobao.qimen.stockout.create", |params: &Params| {
            let order = params.get("order").unwrap_or_default().to_owned();
            Value::from_iter([("order", Value::from(order))])
        })
        .start()
        .await
        .unwrap();
    let call = qimen_call("taobao.qimen.stockout.create").with("customerId", "c1");
    let xml = "<request><order><id>1</id><lines><line>a</line><line>b</line></lines></order></request>";
    let json = r#"{"order":{"id":"1","lines":{"line":["a","b"]}}}"#;
    let order = r#"{\"id\":\"1\",\"lines\":{\"line\":[\"a\",\"b\"]}}"#;
    let expected = format!(r#"{{"response":{{"flag":"success","order":"{order}"}}}}"#);
    for (content_type, document) in [("text/xml;charset=utf-8", xml), ("application/json", json)] {
        let signed = call.clone().signed_with_body(document);
        assert_eq!(qimen(&sandbox, "/router/qimen/service", &signed, content_type, document).await, expected);
        let seen = sandbox.requests().pop().unwrap();
        assert_eq!(seen.body(), Some(document));
        assert!(seen.string_to_sign().ends_with(document));
        let other = document.replace('a', "c");
        let body = qimen(&sandbox, "/router/qimen/service", &signed, content_type, &other).await;
        assert!(body.contains(r#""flag":"failure","code":"25","message":"Invalid Signature""#), "{body}");
    }
    let xml_reply = call.clone().with("format", "xml").signed_with_body(xml);
    let body = qimen(&sandbox, "/router/qimen/service", &xml_reply, "text/xml", xml).await;
    assert!(body.contains("<response><flag>success</flag><order>{"), "{body}");
    for (call, document, code) in [
        (call.clone().with("customerId", ""), "<request/>", "40"),
        (call.clone().with("v", ""), "<request/>", "32"),
        (call.clone(), "<request>", "41"),
        (call.clone(), "<request><a></request>", "41"),
        (call.clone().with("timestamp", "1517820392000"), "<request/>", "31"),
    ] {
        let signed = call.signed_with_body(document);
        let body: Value =
            qimen(&sandbox, "/router/qimen/service", &signed, "text/xml", document).await.parse().unwrap();
        assert_eq!(text(&body, "/response/code"), Some(code), "{body}");
        assert_eq!(text(&body, "/response/flag"), Some("failure"));
    }
    let form = qimen(&sandbox, "/router/qimen/service", &call, FORM, "a=1").await;
    assert!(form.contains(r#""code":"9""#) && form.contains("must be `text/xml`"), "{form}");
}

#[tokio::test]
async fn scenes_of_qimen_take_forms_and_documents() {
    let sandbox = builder()
        .on("scene.order.query", |params: &Params| {
            Value::from_iter([("echo", Value::from(params.get("order_code").unwrap_or_default()))])
        })
        .start()
        .await
        .unwrap();
    let call = qimen_call("scene.order.query").with("target_app_key", "998");
    let expected = r#"{"response":{"flag":"success","echo":"SO-1"}}"#;
    for path in ["/router/qm", "/router/qmtest"] {
        let form = call.clone().with("order_code", "SO-1").signed("");
        assert_eq!(exchange(&sandbox, post(path, FORM, &form.form())).await.body, expected);
        let document = r#"{"order_code":"SO-1"}"#;
        let signed = call.clone().signed_with_body(document);
        assert_eq!(
            qimen(&sandbox, path, &signed, "application/json;charset=utf-8", document).await,
            expected
        );
    }
    let without_target = call.clone().with("target_app_key", "").signed("");
    let body = exchange(&sandbox, post("/router/qm", FORM, &without_target.form())).await.body;
    assert!(body.contains(r#""sub_code":"isv.missing-parameter:target_app_key""#), "{body}");
}

#[tokio::test]
async fn faults_of_the_platform_have_the_form_of_each_gateway() {
    let sandbox = builder().on("scene.ping", |_| ()).start().await.unwrap();
    let path_call = Signer::iop("123456", NOW).signed("/orders/latest");
    let qimen_call = qimen_call("scene.ping").with("target_app_key", "1").signed("");

    sandbox.fault(Fault::Throttle { seconds: 3 });
    let body: Value = sync(&sandbox, &sync_call().signed("")).await.parse().unwrap();
    let limited = "Api access frequency exceeds the limit. this ban will last 3 seconds";
    assert_eq!(text(&body, "/error_response/code"), Some("ApiCallLimit"));
    assert_eq!(text(&body, "/error_response/msg"), Some(limited));
    assert_eq!(body.pointer("/error_response/sub_code"), None);

    sandbox.fault(Fault::Quota { seconds: 60 });
    let body: Value = rest(&sandbox, "/orders/latest", &path_call).await.parse().unwrap();
    assert_eq!(text(&body, "/code"), Some("AppCallLimit"));
    assert_eq!(text(&body, "/message"), Some(&*limited.replace('3', "60")));
    assert_eq!(text(&body, "/type"), Some("SYSTEM"));

    sandbox.fault_of("/orders/latest", Fault::Timeout);
    let body: Value = rest(&sandbox, "/orders/latest", &path_call).await.parse().unwrap();
    assert_eq!((text(&body, "/code"), text(&body, "/type")), (Some("ServiceTimeout"), Some("ISP")));

    sandbox.fault(Fault::Throttle { seconds: 3 });
    let body = exchange(&sandbox, post("/router/qm", FORM, &qimen_call.form())).await.body;
    assert!(body.contains(r#""flag":"failure","code":"7""#) && body.contains("for 3 more seconds"), "{body}");
}
