use top_runtime::TopApi;

#[derive(TopApi)]
#[top_api(path = "/v2/orders/{orderId}/{kind}", http = "GET", version = "2.0", build)]
struct GetOrder<'a> {
    #[top(rename = "orderId")]
    order_id: &'a str,
    #[top(rename = "kind")]
    kind: u16,
    method: Option<String>,
}

#[derive(TopApi)]
#[top_api(method = "test.ask", body = json)]
struct Ask {
    sign: String,
    v: i64,
}

fn main() {
    assert_eq!(GetOrder::SPEC.path(), Some("/v2/orders/{orderId}/{kind}"));
    let _ = (GetOrder::new("1", 2).method("x".to_owned()), Ask { sign: String::new(), v: 1 });
}
