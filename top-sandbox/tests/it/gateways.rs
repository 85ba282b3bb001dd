//! The client against the gateways of all protocols.

use std::time::Duration;

use top_runtime::error::ErrorKind;
use top_runtime::retry::RetryPolicy;
use top_runtime::{Client, Format, Gateway, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Fault, Sandbox};

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "example.product.get", session = required, idempotent, response = Product)]
struct GetProduct {
    product_id: i64,
    countries: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Product {
    title: String,
    skus: Vec<Sku>,
    tags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Sku {
    id: i64,
}

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(path = "/orders/{order_id}/items", http = "GET", session = required, idempotent, response = Items)]
struct GetItems {
    order_id: String,
    page: Option<u32>,
    codes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Items {
    items: Vec<Sku>,
    owner: String,
}

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "taobao.qimen.stockout.create", body = xml, response = Created)]
struct CreateStockout {
    warehouse: String,
    tags: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, TopApi)]
#[top_api(method = "scene.order.push", body = json, response = Created)]
struct PushOrder {
    warehouse: String,
    tags: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Line {
    #[top(required)]
    item_code: String,
    quantity: i64,
}

#[derive(Debug, Clone, PartialEq, TopValue)]
struct Created {
    order_code: String,
    lines: Vec<Line>,
}

fn product() -> Product {
    Product {
        title: "茶杯 <1>".to_owned(),
        skus: vec![Sku { id: 1 }, Sku { id: 2 }],
        tags: vec!["a".to_owned(), "b,c".to_owned()],
    }
}

fn lines() -> Vec<Line> {
    vec![Line { item_code: "A&1".to_owned(), quantity: 1 }, Line { item_code: "中".to_owned(), quantity: 20 }]
}

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .reply::<GetProduct>(|_| product())
        .reply::<GetItems>(|get| Items { items: vec![Sku { id: 7 }], owner: get.order_id })
        .reply::<CreateStockout>(|create| Created { order_code: create.warehouse, lines: create.lines })
        .reply::<PushOrder>(|push| Created { order_code: push.warehouse, lines: push.lines })
        .start()
        .await
        .unwrap()
}

fn client(sandbox: &Sandbox, gateway: Gateway) -> Client {
    sandbox.client_builder().gateway(gateway).build().unwrap()
}

#[tokio::test]
async fn one_declaration_runs_on_top_iop_and_qimen() {
    let sandbox = sandbox().await;
    let request = GetProduct { product_id: 7, countries: vec!["DE".to_owned(), "FR".to_owned()] };
    let scene = sandbox.client_builder().gateway(sandbox.qimen_cloud_gateway()).target_app_key("998");
    let clients = [
        sandbox.client().unwrap(),
        client(&sandbox, sandbox.iop_gateway()),
        sandbox.client_builder().gateway(sandbox.iop_gateway()).simplify(false).build().unwrap(),
        scene.build().unwrap(),
        sandbox
            .client_builder()
            .gateway(sandbox.qimen_cloud_gateway())
            .target_app_key("998")
            .format(Format::Xml)
            .build()
            .unwrap(),
    ];
    for client in &clients {
        let reply = client.session(&sandbox.session()).execute(&request).await.unwrap();
        assert_eq!(*reply, product());
    }
    assert_eq!(sandbox.assert_received::<GetProduct>(5), vec![request; 5]);
    let paths: Vec<_> = sandbox.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, ["/router/rest", "/sync", "/sync", "/router/qm", "/router/qm"]);
    assert!(sandbox.requests().iter().all(|request| request.seller() == Some("sandbox_seller")));
}

#[tokio::test]
async fn declared_paths_reach_their_handler_with_variables() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, sandbox.iop_gateway()).session(&sandbox.session());
    for order_id in ["7", "a b/c", "订单?#%"] {
        let codes = vec!["a,b".to_owned(), "c".to_owned()];
        let request = GetItems { order_id: order_id.to_owned(), page: Some(2), codes };
        let reply = client.execute(&request).await.unwrap();
        assert_eq!((reply.owner.as_str(), reply.items.len()), (order_id, 1));
        assert!(reply.request_id().starts_with("sandbox"), "{reply:?}");
        let seen = sandbox.requests().pop().unwrap();
        assert_eq!(seen.method(), "/orders/{order_id}/items");
        assert!(!seen.string_to_sign().contains("order_id"), "{}", seen.string_to_sign());
    }
    let seen = sandbox.assert_received::<GetItems>(3);
    assert_eq!((seen[1].order_id.as_str(), seen[1].codes[0].as_str()), ("a b/c", "a,b"));
    let wrong = sandbox.client_builder().gateway(sandbox.iop_gateway()).build().unwrap();
    let error = wrong.call("POST /orders/7/items", &top_runtime::Params::new()).await.unwrap_err();
    assert!(error.to_string().contains("is called by GET, not by POST"), "{error}");
}

#[tokio::test]
async fn documents_are_read_into_declared_requests() {
    let sandbox = sandbox().await;
    let stockout =
        CreateStockout { warehouse: "W 1".to_owned(), tags: vec!["a,b".to_owned()], lines: lines() };
    let tags = vec!["a,b".to_owned(), "[1]".to_owned()];
    let push = PushOrder { warehouse: "W 1".to_owned(), tags, lines: lines() };
    let standard = client(&sandbox, sandbox.qimen_gateway()).param("customerId", "c1");
    let scene = sandbox.client_builder().gateway(sandbox.qimen_cloud_gateway()).target_app_key("998");
    let scene = scene.build().unwrap();
    let expected = Created { order_code: "W 1".to_owned(), lines: lines() };
    assert_eq!(*standard.execute(&stockout).await.unwrap(), expected);
    assert_eq!(*scene.execute(&stockout).await.unwrap(), expected);
    assert_eq!(*scene.execute(&push).await.unwrap(), expected);
    assert_eq!(sandbox.assert_received::<CreateStockout>(2), [stockout.clone(), stockout]);
    assert_eq!(sandbox.only_request::<PushOrder>(), push);
    assert!(sandbox.requests()[0].body().is_some_and(|body| body.contains("<request>")));
    let unchecked = sandbox.client_builder().gateway(sandbox.qimen_gateway()).check_requests(false);
    let unchecked = unchecked.build().unwrap().param("customerId", "c1");
    let blank = vec![Line { item_code: " ".to_owned(), quantity: 1 }];
    let error = unchecked
        .execute(&CreateStockout { warehouse: "W".to_owned(), tags: Vec::new(), lines: blank })
        .await
        .unwrap_err();
    assert!(error.to_string().contains("lines[0].item_code"), "{error}");
}

#[tokio::test]
async fn every_gateway_tells_the_client_about_bans_and_sessions() {
    let sandbox = sandbox().await;
    let request = GetProduct { product_id: 7, countries: vec!["DE".to_owned()] };
    let items = GetItems { order_id: "7".to_owned(), page: None, codes: Vec::new() };
    let scene = || {
        sandbox.client_builder().gateway(sandbox.qimen_cloud_gateway()).target_app_key("998").build().unwrap()
    };
    for (name, make) in [
        ("TOP", &(|| sandbox.client().unwrap()) as &dyn Fn() -> Client),
        ("IOP", &|| client(&sandbox, sandbox.iop_gateway())),
        ("Qimen", &scene),
    ] {
        let known = || make().session(&sandbox.session()).retry(RetryPolicy::never());
        sandbox.fault(Fault::Throttle { seconds: 3 });
        let error = known().execute(&request).await.unwrap_err();
        assert!(error.is_throttled(), "{name}: {error}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3)), "{name}: {error}");
        sandbox.fault(Fault::Timeout);
        let error = known().execute(&request).await.unwrap_err();
        assert!(error.is_retryable(), "{name}: {error}");
        sandbox.fault(Fault::Error(ErrorResponse::new(11)));
        let error = known().execute(&request).await.unwrap_err();
        assert!(error.is_permission_denied(), "{name}: {error}");
        let unknown = make().session(&"6100unknown".into()).retry(RetryPolicy::never());
        let error = unknown.execute(&request).await.unwrap_err();
        assert!(error.is_session_invalid(), "{name}: {error}");
        if name == "IOP" {
            let error = unknown.execute(&items).await.unwrap_err();
            assert!(error.is_session_invalid(), "{name}: {error}");
            sandbox.fault(Fault::Quota { seconds: 60 });
            let error = known().execute(&items).await.unwrap_err();
            assert_eq!(error.retry_after(), Some(Duration::from_secs(60)), "{name}: {error}");
        }
    }
}

#[tokio::test]
async fn clock_of_the_sandbox_is_followed_on_every_gateway() {
    let sandbox = sandbox().await;
    let request = GetProduct { product_id: 7, countries: vec!["DE".to_owned()] };
    let scene = sandbox.client_builder().gateway(sandbox.qimen_cloud_gateway()).target_app_key("998");
    for client in [sandbox.client().unwrap(), client(&sandbox, sandbox.iop_gateway()), scene.build().unwrap()]
    {
        // The clock is a day off for two requests: the refused one and the next.
        for _ in 0..2 {
            sandbox.fault(Fault::Clock { seconds: 86_400 });
        }
        let reply = client.session(&sandbox.session()).execute(&request).await.unwrap();
        assert_eq!(reply.attempts(), 2);
    }
}

#[tokio::test]
async fn wrong_gateway_for_a_declaration_is_an_invalid_request() {
    let sandbox = sandbox().await;
    let items = GetItems { order_id: "7".to_owned(), page: None, codes: Vec::new() };
    let stockout = CreateStockout { warehouse: "W".to_owned(), tags: Vec::new(), lines: lines() };
    let session = sandbox.session();
    let top = sandbox.client().unwrap().session(&session);
    assert!(matches!(top.execute(&items).await.unwrap_err().kind(), ErrorKind::Invalid(_)));
    let iop = client(&sandbox, sandbox.iop_gateway()).session(&session);
    assert!(matches!(iop.execute(&stockout).await.unwrap_err().kind(), ErrorKind::Invalid(_)));
    assert!(sandbox.requests().is_empty());
}
