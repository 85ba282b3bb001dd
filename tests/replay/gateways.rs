//! Recordings of calls at the gateways of IOP and Qimen.

use std::fs;
use std::path::Path;

use top_replay::{Recorder, Replay};
use top_runtime::clock::FixedClock;
use top_runtime::{Client, Gateway, Params, SessionKey, TopApi, TopValue, Value, value};
use top_sandbox::Sandbox;

use crate::support::{NOW, all_text, file_names};

const TOKEN: &str = "5000deadbeefdeadbeef0001";
const APP_SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";

#[derive(TopApi)]
#[top_api(method = "test.product.get", session = required, response = Product)]
struct GetProduct {
    product_id: i64,
}

#[derive(Debug, TopValue)]
struct Product {
    title: String,
    buyer_nick: String,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}", http = "GET", session = required, response = Order)]
struct GetOrder {
    order_id: String,
    fields: Option<String>,
}

#[derive(TopApi)]
#[top_api(path = "/orders/{order_id}/cancel", session = required, response = Order)]
struct CancelOrder {
    order_id: String,
    reason: String,
}

#[derive(Debug, TopValue)]
struct Order {
    status: String,
}

async fn sandbox() -> Sandbox {
    Sandbox::builder()
        .app("12345678", APP_SECRET)
        .session(TOKEN, "seller")
        .clock(FixedClock::at_unix(NOW))
        .reply::<GetProduct>(|get| Product {
            title: get.product_id.to_string(),
            buyer_nick: "张三".to_owned(),
        })
        .reply::<GetOrder>(|get| Order { status: format!("paid {}", get.order_id) })
        .reply::<CancelOrder>(|cancel| Order { status: format!("cancelled: {}", cancel.reason) })
        .on("scene.order.query", |params: &Params| {
            value!({"code": params.get("order_code").unwrap_or_default(), "buyer_nick": "李四"})
        })
        .on("entryorder.create", |_: &Params| value!({"entryOrderId": "E1"}))
        .start()
        .await
        .unwrap()
}

/// Returns a client of the sandbox whose calls are recorded.
fn recorded(sandbox: &Sandbox, gateway: Gateway, folder: &Path) -> (Client, Recorder) {
    let recorder = Recorder::open(folder).unwrap();
    let builder = sandbox.client_builder().gateway(gateway).clock(FixedClock::at_unix(NOW));
    (builder.wrap_transport(recorder.wrapper()).build().unwrap(), recorder)
}

/// Returns a client of another app and of a public gateway that is answered by recordings.
fn replaying(gateway: Gateway, replay: &Replay) -> Client {
    Client::builder("87654321", "another-secret").gateway(gateway).transport(replay.clone()).build().unwrap()
}

/// Asserts that the files have no token, app key, secret, nick of a buyer, or signature.
fn assert_clean(folder: &Path) {
    let text = all_text(folder);
    for secret in [TOKEN, APP_SECRET, "12345678", "张三", "李四", "access_token", "sign"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let hex = |c: char| c.is_ascii_hexdigit() && !c.is_ascii_lowercase();
    assert!(text.split(|c| !hex(c)).all(|word| word.len() < 32), "a signature in {text}");
}

#[tokio::test]
async fn calls_of_iop_with_a_name_are_replayed() {
    let (sandbox, folder) = (sandbox().await, tempfile::tempdir().unwrap());
    let (client, recorder) = recorded(&sandbox, sandbox.iop_gateway(), folder.path());
    let seller = client.session(&SessionKey::new(TOKEN));
    for product_id in [1, 2] {
        seller.execute(&GetProduct { product_id }).await.unwrap();
    }
    assert_eq!(recorder.finish().unwrap(), 2);
    assert_clean(folder.path());

    let replay = Replay::open(folder.path()).unwrap();
    let seller = replaying(Gateway::ALIEXPRESS, &replay).session(&SessionKey::new("5000other"));
    for product_id in [2, 1] {
        let product = seller.execute(&GetProduct { product_id }).await.unwrap();
        assert_eq!((product.title.clone(), &*product.buyer_nick), (product_id.to_string(), "masked-1"));
    }
    let error = seller.execute(&GetProduct { product_id: 3 }).await.unwrap_err().to_string();
    assert!(error.contains("`product_id` recorded `1`, asked `3`"), "{error}");
}

#[tokio::test]
async fn calls_of_paths_are_replayed_by_path_and_parameters() {
    let (sandbox, folder) = (sandbox().await, tempfile::tempdir().unwrap());
    let (client, recorder) = recorded(&sandbox, sandbox.iop_gateway(), folder.path());
    let seller = client.session(&SessionKey::new(TOKEN));
    let get = |id: &str, fields: &str| GetOrder { order_id: id.to_owned(), fields: Some(fields.to_owned()) };
    let cancel = CancelOrder { order_id: "A 1/2".to_owned(), reason: "late".to_owned() };
    seller.execute(&get("A 1/2", "a")).await.unwrap();
    seller.execute(&get("7", "a")).await.unwrap();
    seller.execute(&cancel).await.unwrap();
    assert_eq!(recorder.finish().unwrap(), 3);
    assert_clean(folder.path());
    assert!(
        file_names(folder.path())[1].starts_with("0002-rest_orders_7"),
        "{:?}",
        file_names(folder.path())
    );

    // The path of a gateway is the same for each host: a recording answers calls of another one.
    let replay = Replay::open(folder.path()).unwrap();
    let seller = replaying(Gateway::LAZADA_SG, &replay).session(&SessionKey::new("5000other"));
    assert_eq!(seller.execute(&get("7", "a")).await.unwrap().status, "paid 7");
    assert_eq!(seller.execute(&cancel).await.unwrap().status, "cancelled: late");
    assert_eq!(seller.execute(&get("A 1/2", "a")).await.unwrap().status, "paid A 1/2");
    assert_eq!(replay.unused(), [""; 0]);

    let replay = Replay::open(folder.path()).unwrap();
    let seller = replaying(Gateway::LAZADA_SG, &replay).session(&SessionKey::new("5000other"));
    let error = seller.execute(&get("7", "b")).await.unwrap_err().to_string();
    assert!(error.contains("`fields` recorded `a`, asked `b`"), "{error}");
    let error = seller.execute(&get("8", "a")).await.unwrap_err().to_string();
    assert!(error.contains("only of ") && error.contains("rest/orders/7"), "{error}");
}

#[tokio::test]
async fn forms_and_documents_of_qimen_are_replayed() {
    let (sandbox, folder) = (sandbox().await, tempfile::tempdir().unwrap());
    let (client, recorder) = recorded(&sandbox, sandbox.qimen_cloud_gateway(), folder.path());
    let seller = client.session(&SessionKey::new(TOKEN)).target_app_key("23060081");
    let query = Params::new().with("order_code", "SO-1");
    seller.call("scene.order.query", &query).await.unwrap();
    let (client, documents) = recorded(&sandbox, sandbox.qimen_gateway(), folder.path());
    let document = |nick: &str| {
        let order = format!("<request><order><code>E</code><buyerNick>{nick}</buyerNick></order></request>");
        Params::new().with("customerId", "C1").xml_body(order)
    };
    recorder.finish().unwrap();
    client.call("entryorder.create", &document("李四")).await.unwrap();
    documents.finish().unwrap();
    assert_clean(folder.path());
    let text = fs::read_to_string(folder.path().join("0001-scene.order.query.json")).unwrap();
    assert!(text.contains("23060081") && text.contains("SO-1"), "{text}");

    let replay = Replay::open(folder.path()).unwrap();
    let scene = replaying(Gateway::qimen_cloud("a1q40taq0j"), &replay);
    let seller = scene.session(&SessionKey::new("5000other")).target_app_key("23060081");
    let found = seller.call("scene.order.query", &query).await.unwrap();
    assert_eq!(found.get("code").and_then(Value::as_str), Some("SO-1"));
    let standard = replaying(Gateway::qimen().allow_plain_http(), &replay);
    let created = standard.call("entryorder.create", &document("王五")).await.unwrap();
    assert_eq!(created.get("entryOrderId").and_then(Value::as_str), Some("E1"));
    assert_eq!(replay.unused(), [""; 0]);
}
