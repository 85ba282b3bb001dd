//! Calls by every protocol at a sandbox, over a socket.

use std::time::Duration;

use top_runtime::error::ErrorKind;
use top_runtime::retry::{RateLimit, RetryClass, RetryPolicy};
use top_runtime::{ClientBuilder, Error, Gateway, Params, TopApi, TopValue, Value, blocking, value};
use top_sandbox::{Fault, Sandbox};

use crate::support::block_on;

#[derive(TopApi, Clone)]
#[top_api(
    method = "test.products.get",
    session = required,
    response = Products,
    pages(number = page_no, size = page_size, total = total, items = ids: i64)
)]
struct GetProducts {
    page_no: Option<i64>,
    page_size: i64,
}

#[derive(TopValue)]
struct Products {
    ids: Vec<i64>,
    total: i64,
}

#[derive(TopApi, Clone)]
#[top_api(
    path = "/shops/{shop}/orders",
    http = "GET",
    session = required,
    response = Orders,
    idempotent,
    pages(cursor = cursor, next = next, items = ids: i64)
)]
struct ListOrders {
    shop: String,
    cursor: Option<String>,
    page_size: i64,
}

#[derive(TopValue)]
struct Orders {
    ids: Vec<i64>,
    next: Option<String>,
}

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .pages::<GetProducts>((1..=25).collect::<Vec<i64>>(), |page| Products {
            ids: page.items,
            total: page.total,
        })
        .on("/shops/{shop}/orders", |params: &Params| {
            let is_first = params.get("cursor").is_none();
            if is_first { value!({"ids": [1, 2], "next": "n2"}) } else { value!({"ids": [3]}) }
        })
        .on("test.note.get", |_: &Params| value!({"note": "n"}))
        .on("/note/get", |_: &Params| value!({"note": "n"}))
        .start()
        .await
        .unwrap()
}

fn list(shop: &str) -> ListOrders {
    ListOrders { shop: shop.to_owned(), cursor: None, page_size: 2 }
}

/// The gateways of a sandbox, each with an API.
fn gateways(sandbox: &Sandbox) -> [(ClientBuilder, &'static str, Params); 5] {
    let builder = |gateway| sandbox.client_builder().gateway(gateway);
    [
        (sandbox.client_builder(), "test.note.get", Params::new()),
        (builder(sandbox.iop_gateway()), "test.note.get", Params::new()),
        (builder(sandbox.iop_gateway()), "GET /note/get", Params::new()),
        (builder(sandbox.qimen_cloud_gateway()).target_app_key("1"), "test.note.get", Params::new()),
        (
            builder(sandbox.qimen_gateway()),
            "test.note.get",
            Params::new().with("customerId", "C1").json_body("{}"),
        ),
    ]
}

#[tokio::test]
async fn one_declaration_is_read_page_by_page_on_top_and_on_iop() {
    let sandbox = sandbox().await;
    for gateway in [Gateway::from(sandbox.url()), sandbox.iop_gateway()] {
        let client = sandbox.client_builder().gateway(gateway).build().unwrap();
        let request = GetProducts { page_no: None, page_size: 10 };
        let mut items = client.session(&sandbox.session()).pages(request).items();
        let mut ids = Vec::new();
        while let Some(id) = items.next().await {
            ids.push(id.unwrap());
        }
        assert_eq!(ids, (1..=25).collect::<Vec<_>>());
    }
    let paths: Vec<_> = sandbox.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, [["/router/rest"; 3], ["/sync"; 3]].concat());
}

#[tokio::test]
async fn an_api_with_a_path_is_read_page_by_page() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().gateway(sandbox.iop_gateway()).build().unwrap();
    let mut items = client.session(&sandbox.session()).pages(list("a b/c")).items();
    let mut ids = Vec::new();
    while let Some(id) = items.next().await {
        ids.push(id.unwrap());
    }
    assert_eq!(ids, [1, 2, 3]);
    let requests = sandbox.requests();
    assert_eq!(requests[0].path(), "/rest/shops/a%20b%2Fc/orders");
    assert_eq!(requests[1].params().get("cursor"), Some("n2"));
    assert_eq!(requests[1].method(), "/shops/{shop}/orders");
}

#[tokio::test]
async fn an_api_with_a_path_is_not_sent_to_top() {
    let sandbox = sandbox().await;
    let client = sandbox.client().unwrap();
    let error = client.session(&sandbox.session()).execute(&list("1")).await.err().unwrap();
    assert!(matches!(error.kind(), ErrorKind::Invalid(_)) && !error.may_have_executed(), "{error}");
    let text = error.to_string();
    assert!(text.contains("`Gateway::ALIEXPRESS` and `Gateway::LAZADA_SG`"), "{text}");
    let prepared = client.session(&sandbox.session()).prepare(&list("1")).unwrap_err();
    assert_eq!(prepared.to_string(), text);
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn each_gateway_states_the_length_of_a_reply() {
    let sandbox = sandbox().await;
    for (builder, api, params) in gateways(&sandbox) {
        let client = builder.retry(RetryPolicy::never()).build().unwrap();
        client.call(api, &params).await.unwrap();
        sandbox.fault(Fault::Gzip);
        client.call(api, &params).await.unwrap();
        sandbox.fault(Fault::BodyLength { bytes: 5_000 });
        let error = client.call(api, &params).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport(lost) if lost.sent), "{api}: {error}");
        assert_eq!(error.retry_class(), Some(RetryClass::MaybeExecuted), "{api}");
        assert!(error.to_string().contains("`top-bodylength` announces 5000 bytes"), "{api}: {error}");
    }
    // A call that may be repeated is.
    let client = sandbox.client_builder().gateway(sandbox.iop_gateway()).build().unwrap();
    sandbox.fault(Fault::BodyLength { bytes: 1 });
    let reply = client.idempotent().call("/note/get", &Params::new()).await.unwrap();
    assert_eq!(reply.attempts(), 2);
}

#[tokio::test]
async fn a_ban_of_a_path_ends_calls_of_each_value_before_they_are_sent() {
    let sandbox = sandbox().await;
    let client = sandbox.client_builder().gateway(sandbox.iop_gateway()).retry(RetryPolicy::never());
    let seller = client.build().unwrap().session(&sandbox.session());
    sandbox.fault(Fault::Throttle { seconds: 3_600 });
    let error = seller.execute(&list("1")).await.err().unwrap();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3_600)));
    let error = seller.execute(&list("2")).await.err().unwrap();
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)), "{error}");
    assert_eq!(error.method(), "/shops/{shop}/orders");
    assert_eq!(sandbox.requests().len(), 1);
    // Another API of the app is not banned.
    seller.call("/note/get", &Params::new()).await.unwrap();
}

#[tokio::test]
async fn a_rate_limit_counts_a_path_by_its_declaration() {
    let sandbox = sandbox().await;
    let limited = |api: &str| {
        let slow = RateLimit::per_minute(1).burst(1);
        let builder = sandbox.client_builder().gateway(sandbox.iop_gateway()).rate_limit_of(api, slow);
        builder.timeout(Duration::from_secs(20)).build().unwrap().session(&sandbox.session())
    };
    let seller = limited("/shops/{shop}/orders");
    seller.execute(&list("1")).await.unwrap();
    let error = seller.execute(&list("2")).await.err().unwrap();
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)) && !error.may_have_executed(), "{error}");
    seller.call("GET /note/get", &Params::new()).await.unwrap();
    // The HTTP method is no part of the name.
    let seller = limited("/note/get");
    seller.call("GET /note/get", &Params::new()).await.unwrap();
    let error = seller.call("/note/get", &Params::new()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Throttled(_)), "{error}");
    assert_eq!(sandbox.requests().len(), 3);
}

#[test]
fn a_blocking_client_calls_paths() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let sandbox = runtime.block_on(sandbox());
    let builder = sandbox.client_builder().gateway(sandbox.iop_gateway());
    let client: blocking::Client = builder.build_blocking().unwrap();
    let seller = client.session(&sandbox.session());
    assert_eq!(seller.execute(&list("1")).unwrap().ids, [1, 2]);
    let prepared = seller.prepare(&list("A 1")).unwrap();
    assert!(prepared.string_to_sign().starts_with("/shops/A 1/ordersaccess_token"));
    let ids: Result<Vec<_>, Error> = seller.pages(list("1")).items().collect();
    assert_eq!(ids.unwrap(), [1, 2, 3]);
    let note = client.call("GET /note/get", &Params::new()).unwrap();
    assert_eq!(note.get("note").and_then(Value::as_str), Some("n"));
}

#[test]
fn batches_are_refused_where_a_gateway_has_none() {
    for (gateway, name) in [(Gateway::ALIEXPRESS, "IOP"), (Gateway::qimen_cloud("a1q40taq0j"), "Qimen")] {
        let client = crate::support::builder(gateway).build().unwrap();
        let requests = vec![GetProducts { page_no: None, page_size: 1 }; 2];
        let session = top_runtime::SessionKey::new("token-0001");
        let error = block_on(async { client.session(&session).batch(&requests).await }).err().unwrap();
        let text = error.to_string();
        assert!(text.contains(&format!("a gateway of {name}")) && text.contains("no batches"), "{text}");
    }
}
