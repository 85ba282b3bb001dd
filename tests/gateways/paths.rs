//! APIs with a path.

use top_runtime::error::ErrorKind;
use top_runtime::{Client, Error, File, Gateway, Params, SessionKey, TopApi, TopValue};

use crate::support::{block_on, builder, replying};

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/items/{line}", http = "GET", session = required, response = Order)]
struct GetOrder {
    line: u16,
    #[top(max_len = 20)]
    order_id: String,
    fields: Option<String>,
    session_count: Option<i64>,
}

#[derive(TopValue)]
struct Order {
    status: String,
}

#[derive(TopApi)]
#[top_api(path = "/order/create", session = none)]
struct CreateOrder {
    v: i64,
    format: String,
    picture: Option<File>,
}

fn get(order_id: &str) -> GetOrder {
    GetOrder { line: 2, order_id: order_id.to_owned(), fields: Some("a b".to_owned()), session_count: None }
}

fn prepare(gateway: Gateway, order_id: &str) -> Result<top_runtime::Prepared, Error> {
    let client = builder(gateway).build().unwrap();
    client.session(&SessionKey::new("token-0001")).prepare(&get(order_id))
}

fn invalid(error: &Error) -> String {
    assert!(matches!(error.kind(), ErrorKind::Invalid(_)), "{error}");
    error.to_string()
}

#[test]
fn a_path_is_signed_as_text_and_sent_percent_encoded() {
    let prepared = prepare(Gateway::LAZADA_SG, "a b/c?订").unwrap();
    assert_eq!(
        prepared.string_to_sign(),
        "/orders/a b/c?订/items/2access_tokentoken-0001app_key123456fieldsa bsign_methodsha256timestamp1517820392000"
    );
    assert_eq!(
        prepared.url(),
        format!(
            "https://api.lazada.sg/rest/orders/a%20b%2Fc%3F%E8%AE%A2/items/2?access_token=token-0001&app_key=123456\
             &fields=a+b&sign_method=sha256&timestamp=1517820392000&sign={}",
            prepared.sign()
        )
    );
    assert_eq!((prepared.http_method().as_str(), prepared.body()), ("GET", &b""[..]));
}

#[test]
fn values_that_lead_to_another_path_are_refused() {
    for (value, text) in [
        ("..", "`order_id`: expected text other than `.` and `..`, which lead to another path"),
        (".", "`order_id`: expected text other than `.` and `..`, which lead to another path"),
        ("", "`order_id`: expected text that is not blank, as it is a part of the path"),
        ("\u{3000} ", "`order_id`: expected text that is not blank, as it is a part of the path"),
        ("123456789012345678901", "order_id"),
    ] {
        let error = invalid(&prepare(Gateway::ALIEXPRESS, value).unwrap_err());
        assert!(error.contains(text), "{error}");
    }
}

#[test]
fn all_parameters_of_post_are_in_the_body() {
    let (client, last) =
        replying(Gateway::iop("https://iop.example/"), r#"{"code":"0","request_id":"r1","id":"7"}"#);
    let request = CreateOrder { v: 1, format: "x".to_owned(), picture: None };
    let reply = block_on(client.execute(&request)).unwrap();
    assert_eq!(reply.request_id(), "r1");
    assert_eq!(reply.get("id").and_then(|id| id.as_str()), Some("7"));
    let sent = last.lock().unwrap().clone();
    assert_eq!((sent.method.as_str(), sent.url.as_str()), ("POST", "https://iop.example/rest/order/create"));
    assert!(
        sent.body.starts_with("app_key=123456&format=x&sign_method=sha256&timestamp=1517820392000&v=1&sign=")
    );
}

#[test]
fn a_declared_response_is_the_top_object() {
    let (client, last) = replying(Gateway::DARAZ_NP, r#"{"code":"0","status":"paid","request_id":"r2"}"#);
    let reply = block_on(client.session(&SessionKey::new("token-0001")).execute(&get("1"))).unwrap();
    assert_eq!((reply.status.as_str(), reply.request_id(), reply.unknown_fields().len()), ("paid", "r2", 0));
    assert_eq!(last.lock().unwrap().method, "GET");
}

#[test]
fn undeclared_apis_have_a_path_and_optionally_an_http_method() {
    let client = builder(Gateway::ALIEXPRESS).build().unwrap();
    let params = Params::new().with("order_id", "1");
    for (name, method) in [("/order/get", "POST"), ("POST /order/get", "POST"), ("GET /order/get", "GET")] {
        let prepared = client.prepare_call(name, &params).unwrap();
        assert_eq!(prepared.http_method().as_str(), method);
        assert!(
            prepared.url().starts_with("https://api-sg.aliexpress.com/rest/order/get"),
            "{}",
            prepared.url()
        );
        assert!(prepared.string_to_sign().starts_with("/order/getapp_key123456order_id1"));
    }
    for (name, text) in [
        ("/order/../x", "`path`: expected the path of an API, like `/order/get`"),
        ("/order//x", "`path`: expected the path of an API"),
        ("/orders/{id}", "`path`: expected a path without braces"),
        ("/orders?id=1", "`path`: expected a path: parameters are passed by name"),
        ("PUT /orders", "`method`: expected the name of an API"),
        ("get /orders", "`method`: expected the name of an API"),
    ] {
        let error = invalid(&client.prepare_call(name, &params).unwrap_err());
        assert!(error.contains(text), "{name}: {error}");
    }
}

#[test]
fn an_api_with_a_path_needs_a_gateway_that_serves_paths() {
    for gateway in [Gateway::PRODUCTION, Gateway::qimen_cloud("a1q40taq0j")] {
        let error = invalid(&prepare(gateway, "1").unwrap_err());
        assert!(error.contains("such as `Gateway::ALIEXPRESS` and `Gateway::LAZADA_SG`"), "{error}");
    }
    let client = builder(Gateway::LAZADA_MY).build().unwrap();
    let error = invalid(&client.prepare_call("taobao.time.get", &Params::new()).unwrap_err());
    assert!(error.contains("`method`: expected an API with a path"), "{error}");
}

#[test]
fn system_parameters_of_the_protocol_are_reserved() {
    let client: Client = builder(Gateway::ALIEXPRESS).build().unwrap();
    let refused =
        |name: &str, param: &str| client.prepare_call(name, &Params::new().with(param, "x")).is_err();
    for param in ["access_token", "app_key", "sign", "session", "timestamp", "Sign_Method"] {
        assert!(refused("/a", param) && refused("a.b", param), "{param}");
    }
    for param in ["method", "format", "v", "simplify"] {
        assert!(!refused("/a", param) && refused("a.b", param), "{param}");
        assert!(client.param(param, "x").prepare_call("/a", &Params::new()).is_ok());
        assert!(client.param(param, "x").prepare_call("a.b", &Params::new()).is_err());
    }
    let error = client.target_app_key("1").prepare_call("/a", &Params::new()).unwrap_err();
    assert!(invalid(&error).contains("`target_app_key`: expected an API with a name"), "{error}");
}

#[test]
fn lists_of_undeclared_calls_are_json() {
    let client = builder(Gateway::LAZADA_SG).build().unwrap();
    let params = Params::new().with("ids", vec![1_i64, 2]).with("names", vec!["a,b".to_owned()]);
    let prepared = client.prepare_call("/items/get", &params).unwrap();
    let sent: Vec<_> = prepared.params().filter(|(name, _)| ["ids", "names"].contains(name)).collect();
    assert_eq!(sent, [("ids", "[1,2]"), ("names", r#"["a,b"]"#)]);
    // TOP has no way to send a comma inside of a list.
    let client = builder(Gateway::PRODUCTION).build().unwrap();
    assert!(client.prepare_call("items.get", &params).is_err());
    let prepared = client.prepare_call("items.get", &Params::new().with("ids", vec![1_i64, 2])).unwrap();
    assert!(prepared.params().any(|param| param == ("ids", "1,2")));
}
