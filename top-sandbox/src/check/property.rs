//! What the client signs is accepted by every protocol, and refused after a change of one byte.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use proptest::prelude::*;
use top_runtime::clock::FixedClock;
use top_runtime::transport::{HttpRequest, InMemoryTransport, ParamPlacement, TransportError};
use top_runtime::{Client, Gateway, Params, SessionKey, SignMethod, TopApi};

use super::admit;
use crate::accounts::{Accounts, App};
use crate::error_response::ErrorResponse;
use crate::handler::{Handler, Handlers};
use crate::incoming::IncomingRequest;
use crate::protocol::Route;

const NOW: u64 = 1_763_308_800;

#[derive(Debug, TopApi)]
#[top_api(method = "example.order.create")]
struct CreateOrder {
    code: String,
    lines: Vec<String>,
}

#[derive(Debug, TopApi)]
#[top_api(method = "example.order.send", body = json)]
struct SendOrder {
    code: String,
    lines: Vec<String>,
}

#[derive(Debug, TopApi)]
#[top_api(method = "example.order.deliver", body = xml)]
struct DeliverOrder {
    code: String,
    lines: Vec<String>,
}

#[derive(Debug, TopApi)]
#[top_api(path = "/orders/{code}/lines", http = "GET")]
struct GetLines {
    code: String,
    lines: Vec<String>,
}

#[derive(Debug, TopApi)]
#[top_api(path = "/orders/{code}", version = "2.0")]
struct PutLines {
    code: String,
    lines: Vec<String>,
}

/// A request as it is sent.
#[derive(Clone)]
struct Sent {
    method: hyper::Method,
    /// Path and query, then the body.
    target: Vec<u8>,
    content_type: Vec<u8>,
    body: Vec<u8>,
}

/// Returns the request that a client sends.
///
/// `target`: the app key of the called party, which IOP does not have.
fn send(
    gateway: Gateway,
    target: Option<&str>,
    sign_method: Option<SignMethod>,
    call: impl FnOnce(&Client),
) -> Sent {
    let sent = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&sent);
    let transport = InMemoryTransport::new(move |request: &HttpRequest| {
        let (_, target) = request.url().split_once("localhost").unwrap();
        *seen.lock().unwrap() = Some(Sent {
            method: request.method().clone(),
            target: target.as_bytes().to_vec(),
            content_type: request.headers()["content-type"].as_bytes().to_vec(),
            body: request.body().as_bytes().unwrap().to_vec(),
        });
        Err(TransportError::permanent("the request was seen"))
    });
    let builder = Client::builder("12345678", "helloworld")
        .gateway(gateway)
        .transport(transport)
        .clock(FixedClock::at_unix(NOW))
        .system_params(ParamPlacement::Query);
    let builder = match sign_method {
        Some(method) => builder.sign_method(method),
        None => builder,
    };
    let builder = match target {
        Some(target) => builder.target_app_key(target),
        None => builder,
    };
    call(&builder.build().unwrap());
    let sent = sent.lock().unwrap().take();
    sent.expect("a request that the client accepts")
}

/// What a handler would get, or the refusal.
type Received = Result<(String, Params, String), ErrorResponse>;

fn receive(
    runtime: &tokio::runtime::Runtime,
    handlers: &Handlers,
    accounts: &Accounts,
    sent: &Sent,
) -> Received {
    let refused = || Err(ErrorResponse::new(9));
    let request = Request::builder()
        .method(sent.method.clone())
        .uri(sent.target.as_slice())
        .header("content-type", sent.content_type.as_slice());
    let Ok(request) = request.body(Full::<Bytes>::from(sent.body.clone())) else { return refused() };
    let path = request.uri().path().to_owned();
    let Some(Route::Call { protocol, api_path }) = Route::find(&path) else { return refused() };
    let mut incoming = runtime.block_on(IncomingRequest::read(request, protocol, api_path.to_owned(), None));
    incoming.resolve(handlers);
    admit(handlers, accounts, &incoming, now())?;
    Ok((incoming.api.clone(), incoming.handler_params(), incoming.signed_body.clone()))
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(NOW)
}

fn accounts() -> Accounts {
    let mut accounts = Accounts::default();
    accounts.add_app(App { key: "12345678".to_owned(), secret: "helloworld".into() });
    accounts.add_session(SessionKey::new("6100"), "seller");
    accounts
}

fn handlers() -> Handlers {
    let mut handlers = Handlers::default();
    let mut add = |name: &str, handler| handlers.insert(name.to_owned(), handler);
    add("example.order.create", Handler::typed(|_: CreateOrder| Ok(top_runtime::Value::Null)));
    add("example.order.send", Handler::typed(|_: SendOrder| Ok(top_runtime::Value::Null)));
    add("example.order.deliver", Handler::typed(|_: DeliverOrder| Ok(top_runtime::Value::Null)));
    add("/orders/{code}/lines", Handler::typed(|_: GetLines| Ok(top_runtime::Value::Null)));
    add("/orders/{code}", Handler::typed(|_: PutLines| Ok(top_runtime::Value::Null)));
    handlers
}

/// Sends the call of a protocol.
fn requests(code: &str, lines: &[String]) -> Vec<(&'static str, Sent)> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (code, lines) = (code.to_owned(), lines.to_vec());
    let session = SessionKey::new("6100");
    macro_rules! call {
        ($request:ident) => {
            |client: &Client| {
                let client = client.session(&session).param("customerId", "c1");
                let request = $request { code: code.clone(), lines: lines.clone() };
                let error = runtime.block_on(client.execute(&request)).unwrap_err();
                assert!(error.to_string().contains("the request was seen"), "{error}");
            }
        };
    }
    let address = "http://localhost";
    let qimen_cloud = || Gateway::qimen_cloud_at(format!("{address}/router/qm"));
    let qimen = || Gateway::qimen_at(format!("{address}/router/qimen/service"));
    let top = || Gateway::from(format!("{address}/router/rest"));
    let target = Some("998");
    vec![
        ("TOP, MD5", send(top(), target, Some(SignMethod::Md5), call!(CreateOrder))),
        ("TOP, HMAC", send(top(), None, Some(SignMethod::Hmac), call!(CreateOrder))),
        ("TOP, HMAC-SHA256", send(top(), None, None, call!(CreateOrder))),
        ("IOP, method", send(Gateway::iop(address), None, None, call!(CreateOrder))),
        ("IOP, path, GET", send(Gateway::iop(address), None, None, call!(GetLines))),
        ("IOP, path, POST", send(Gateway::iop(address), None, None, call!(PutLines))),
        ("Qimen, scene, form", send(qimen_cloud(), target, None, call!(CreateOrder))),
        ("Qimen, scene, JSON", send(qimen_cloud(), target, None, call!(SendOrder))),
        ("Qimen, scene, XML", send(qimen_cloud(), target, None, call!(DeliverOrder))),
        ("Qimen, JSON", send(qimen(), None, None, call!(SendOrder))),
        ("Qimen, XML", send(qimen(), None, None, call!(DeliverOrder))),
    ]
}

fn texts() -> impl Strategy<Value = String> {
    // Not blank, without commas, which separate the items of a list.
    "[a-z0-9A-Z\u{4e00}-\u{4e20}😀 &=+%/?#~*'-]{0,12}[a-z0-9\u{4e00}]"
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8,
        max_shrink_iters: 8, // each runs thousands of requests
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn signed_requests_are_accepted_and_changed_ones_refused(
        code in texts(),
        lines in proptest::collection::vec(texts(), 1..4),
        changed in 0_u8..=255,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (accounts, handlers) = (accounts(), handlers());
        for (name, sent) in requests(&code, &lines) {
            let original = receive(&runtime, &handlers, &accounts, &sent);
            let original = match original {
                Ok(original) => original,
                Err(error) => return Err(TestCaseError::fail(format!("{name}: {error}"))),
            };
            prop_assert_eq!(original.1.get("code"), Some(&*code), "{}", name);
            for at in 0..sent.target.len() + sent.body.len() {
                let mut other = sent.clone();
                let byte = match at.checked_sub(sent.target.len()) {
                    None => &mut other.target[at],
                    Some(at) => &mut other.body[at],
                };
                if *byte == changed {
                    continue;
                }
                *byte = changed;
                if let Ok(received) = receive(&runtime, &handlers, &accounts, &other) {
                    // Another spelling of the bytes that are signed, such as `%2f` for `%2F`.
                    prop_assert!(received == original, "{name}: byte {at} of {:?} changed to {changed}",
                        String::from_utf8_lossy(&[&*sent.target, b" ", &*sent.body].concat()));
                }
            }
        }
    }
}
