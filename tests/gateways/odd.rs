//! Replies that are odd, of another protocol or broken: what each error says.

use http::StatusCode;
use top_runtime::retry::RetryPolicy;
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Gateway, Params, TopApi, TopValue};

use crate::support::{block_on, builder};

#[derive(TopApi)]
#[top_api(method = "a.b", response = Order)]
struct Named;

#[derive(TopApi)]
#[top_api(path = "/a/{id}", response = Order)]
struct Pathed {
    id: String,
}

/// All fields are optional, so that an error which is taken for a reply would be a success.
#[derive(TopValue, Debug)]
struct Order {
    status: Option<String>,
}

const JSON: &str = "application/json";
const HTML: &str = "text/html";
const XML: &str = "text/xml";

/// Returns the status of a reply, or the error.
fn outcome(gateway: Gateway, path: bool, (status, content_type, body): (u16, &str, &str)) -> String {
    let (content_type, body) = (content_type.parse::<http::HeaderValue>().unwrap(), body.to_owned());
    let transport = InMemoryTransport::new(move |_| {
        let mut response = HttpResponse::new(body.clone()).with_status(StatusCode::from_u16(status).unwrap());
        response.headers_mut().insert("content-type", content_type.clone());
        Ok(response)
    });
    let client = builder(gateway).retry(RetryPolicy::never()).transport(transport).build().unwrap();
    let reply = if path {
        block_on(client.execute(&Pathed { id: "7".to_owned() }))
    } else {
        block_on(client.execute(&Named))
    };
    match reply {
        Ok(order) => format!("status {:?}", order.status),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn assert_outcomes(gateway: &Gateway, path: bool, cases: &[(u16, &str, &str, &str)]) {
    for (status, content_type, body, expected) in cases {
        let text = outcome(gateway.clone(), path, (*status, content_type, body));
        assert!(text.contains(expected), "{body}\n  {text}\n  {expected}");
        assert!(!text.contains("``") && !text.contains('\n'), "{text}");
    }
}

#[test]
fn odd_replies_of_top() {
    let iop = "it is an error of IOP, not of TOP: use a gateway of IOP, such as `Gateway::ALIEXPRESS`";
    let qimen = "it is an error of Qimen, not of TOP: use `Gateway::qimen_cloud(..)`";
    let root = "it has neither the root `a_b_response` nor a field of the reply";
    assert_outcomes(
        &Gateway::PRODUCTION,
        false,
        &[
            (200, JSON, r#"{"status":"x","request_id":"r"}"#, "status Some(\"x\")"),
            (200, JSON, r#"{"code":"0","status":"x","request_id":"r"}"#, "status Some(\"x\")"),
            (200, JSON, r#"{"code":"0","data":{"a":1},"request_id":"r"}"#, root),
            (200, JSON, r#"{"type":"ISV","code":"IllegalAccessToken","message":"m"}"#, iop),
            (200, JSON, r#"{"type":"SYSTEM","code":"AppCallLimit","message":"m"}"#, iop),
            (200, JSON, r#"{"response":{"flag":"failure","code":"25","message":"m"}}"#, qimen),
            (200, XML, "<response><flag>failure</flag><code>25</code></response>", qimen),
            (200, JSON, r#"{"response":{"flag":"success","orderId":"1"}}"#, root),
            (200, HTML, "<html><body>login</body></html>", "it is an HTML page"),
            (200, JSON, "", "the body is empty"),
            (200, JSON, "null", "it is not an object"),
            (200, JSON, "[]", "it is not an object"),
            (200, JSON, "{}", root),
            (200, JSON, r#"{"error_response":{"code":"25"}}"#, "code 25 (check the app secret"),
        ],
    );
}

#[test]
fn odd_replies_of_iop_by_name() {
    let neither = "its `error_response` has neither `code` nor `msg` nor `sub_code`";
    assert_outcomes(
        &Gateway::ALIEXPRESS,
        false,
        &[
            (
                200,
                JSON,
                r#"{"code":"0","error_response":{"code":"InvalidAppKey","msg":"m"}}"#,
                "check the app key",
            ),
            (200, JSON, r#"{"code":"IllegalAccessToken","message":"m","request_id":"r"}"#, "refresh it"),
            (200, JSON, r#"{"code":"Odd","message":"m","type":"ISP","request_id":"r"}"#, "code Odd `m`"),
            (200, JSON, r#"{"code":"0","type":"ISV","message":"m","status":"x"}"#, "status Some(\"x\")"),
            (
                200,
                JSON,
                r#"{"code":"SUCCESS","message":"m","status":"x","request_id":"r"}"#,
                "status Some(\"x\")",
            ),
            (200, JSON, r#"{"error_response":{}}"#, neither),
            (200, JSON, r#"{"error_response":"no"}"#, neither),
            (200, JSON, r#"{"error_response":{"code":"","msg":""}}"#, neither),
            (
                200,
                JSON,
                r#"{"error_response":{"code":29,"msg":"m","sub_code":"isv.appkey-not-exists"}}"#,
                "code 29",
            ),
            (200, JSON, r#"{"response":{"flag":"failure","code":"25"}}"#, "an error of Qimen, not of IOP"),
            (200, HTML, "<html>", "it is an HTML page"),
            (200, JSON, "", "the body is empty"),
            (200, JSON, "{}", "neither the root `a_b_response`"),
        ],
    );
}

#[test]
fn odd_replies_of_iop_by_path() {
    let by_name = "it has the root `a_response`, as replies of TOP and of IOP's APIs with a name have";
    assert_outcomes(
        &Gateway::LAZADA_SG,
        true,
        &[
            (200, JSON, r#"{"code":"0","type":"ISV","message":"m","status":"x"}"#, "status Some(\"x\")"),
            (200, JSON, r#"{"code":null,"status":"x"}"#, "status Some(\"x\")"),
            (200, HTML, r#"{"code":"0","status":"x"}"#, "status Some(\"x\")"),
            (
                200,
                JSON,
                r#"{"code":0,"error_response":{"code":"InvalidAppKey","msg":"m"}}"#,
                "check the app key",
            ),
            (200, JSON, r#"{"error_response":{"code":25,"msg":"Invalid signature"}}"#, "code 25 `Invalid"),
            (200, JSON, r#"{"a_response":{"status":"x"},"request_id":"r"}"#, by_name),
            (200, JSON, r#"{"response":{"flag":"failure","code":"25"}}"#, "an error of Qimen, not of IOP"),
            (200, JSON, r#"{"type":"ISV","message":"m"}"#, "the platform refused the call: no code `m`"),
            (200, JSON, r#"{"code":"E1"}"#, "the platform refused the call: code E1"),
            (
                200,
                JSON,
                r#"{"code":"ServiceTimeout","message":""}"#,
                "code ServiceTimeout (the call may have",
            ),
            (200, JSON, "[1]", "it is not an object"),
            (200, JSON, "ok", "it is not JSON: value expected at byte 0"),
            (200, JSON, "{\"code\":\"0\",\"status\":\"x", "end of string expected at byte 23"),
            (429, "text/plain", "Too Many Requests", "HTTP status 429"),
            (429, JSON, r#"{"code":"AppCallLimit","message":"m"}"#, "wait until the ban ends"),
            (404, HTML, "<html>404</html>", "HTTP status 404"),
            (401, JSON, r#"{"code":"401"}"#, "HTTP status 401"),
            (302, HTML, "", "HTTP status 302"),
        ],
    );
}

#[test]
fn odd_replies_of_a_scene_of_qimen() {
    assert_outcomes(
        &Gateway::qimen_cloud("a1q40taq0j"),
        false,
        &[
            (
                200,
                JSON,
                r#"{"error_response":{"code":25,"msg":"Invalid signature"}}"#,
                "check the app secret",
            ),
            (
                200,
                JSON,
                r#"{"type":"ISV","code":"IncompleteSignature","message":"m"}"#,
                "code IncompleteSignature `m`",
            ),
            (200, JSON, r#"{"a_b_response":{"status":"x"}}"#, "status Some(\"x\")"),
            (200, JSON, r#"{"response":{"flag":"failure"}}"#, "the platform refused the call: no code"),
            (200, JSON, r#"{"flag":"failure","code":"S01","message":"m"}"#, "code S01 `m`"),
            (200, XML, "<response><flag>failure</flag><code>S01</code></response>", "code S01"),
            (200, XML, "<response><flag>failure</flag>", "it is not XML: the end of `<response>` is missing"),
            (200, JSON, "\"failure\"", "it is not an object"),
            (200, HTML, "<html>busy</html>", "it is an HTML page"),
            (200, JSON, "", "the body is empty"),
        ],
    );
}

#[test]
fn names_that_are_no_api_are_refused_with_the_form() {
    let client = builder(Gateway::ALIEXPRESS).build().unwrap();
    let form = "expected the name of an API, like `taobao.time.get`, or a path, like `/order/get` and `GET /order/get`";
    for name in ["", "a b", "GET a.b", "DELETE /a", "GET  /a", "https://api.lazada.sg/rest/a"] {
        let error = client.prepare_call(name, &Params::new()).unwrap_err().to_string();
        assert!(error.contains(form), "{error}");
    }
}
