//! The extractors, in a router and behind a socket.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use tokio::net::TcpListener;
use top_runtime::TopValue;
use top_sandbox::{Callback, SignedCallback, Tamper};
use top_webhook::{PayloadError, Scheme, Verified, VerifiedRequest, VerifyError, Webhook};
use tower::ServiceExt as _;

use crate::conversions::request;
use crate::support::{sender, sign, verifier, webhook};

#[derive(Debug, TopValue)]
struct Query {
    item_id: i64,
}

#[derive(Debug, TopValue)]
struct Stock {
    quantity: i64,
}

async fn stock(query: Verified<Query>) -> Response {
    match query.request().reply(&Stock { quantity: query.item_id * 10 }) {
        Ok(reply) => reply.into_response(),
        Err(error) => panic!("{error}"),
    }
}

async fn method(request: VerifiedRequest) -> String {
    request.method().unwrap_or_default().to_owned()
}

fn router(webhook: Webhook) -> Router {
    let callbacks = Router::new().route("/callback", any(stock)).route("/method", any(method));
    Router::new().nest("/api", callbacks).with_state(webhook)
}

async fn respond(router: &Router, signed: &SignedCallback) -> (u16, String, Response) {
    let request: Request = request(signed).map(Body::from);
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (
        parts.status.as_u16(),
        String::from_utf8(body.to_vec()).unwrap(),
        Response::from_parts(parts, Body::empty()),
    )
}

const REFUSAL: &str = r#"{"flag":"failure","sub_code":"sign-check-failure","sub_message":"Illegal request"}"#;

#[tokio::test]
async fn handler_gets_verified_content_only() {
    let router = router(webhook(Scheme::Spi));
    let signed = sign(&Callback::spi("m").json(r#"{"item_id":7}"#));
    let (status, body, _) = respond(&router, &signed).await;
    assert_eq!((status, body.as_str()), (200, r#"{"quantity":70}"#));

    for tampered in [
        signed.clone(),
        signed.tampered(&Tamper::ChangedByte(3)),
        signed.tampered(&Tamper::OtherCase),
        sign(&Callback::spi("m").json("1".repeat(10 << 20))),
        sign(&Callback::spi("m").without_timestamp()),
    ] {
        let (status, body, response) = respond(&router, &tampered).await;
        assert_eq!((status, body.as_str()), (200, REFUSAL));
        assert!(response.extensions().get::<Arc<VerifyError>>().is_some());
        assert_eq!(response.headers().len(), 2, "content type and length: {:?}", response.headers());
    }
}

#[tokio::test]
async fn nested_routers_verify_the_path_of_the_request_line() {
    let router = router(webhook(Scheme::IopCallback));
    let (_, body, _) = respond(&router, &sign(&Callback::iop().param("item_id", "7"))).await;
    assert_eq!(body, r#"{"quantity":70}"#);
}

#[tokio::test]
async fn content_of_another_type_is_told_to_its_authentic_sender() {
    let router = router(webhook(Scheme::Spi));
    let (status, body, response) = respond(&router, &sign(&Callback::spi("m").json("{}"))).await;
    assert_eq!(status, 200);
    assert_eq!(
        body,
        r#"{"flag":"failure","sub_code":"isv.invalid-parameter","sub_message":"`item_id`: expected a value, found nothing"}"#
    );
    assert!(response.extensions().get::<Arc<PayloadError>>().is_some());
}

#[tokio::test]
async fn body_that_ends_early_is_refused_and_reported() {
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&reasons);
    let webhook = webhook(Scheme::Spi).on_refusal(move |reason| log.lock().unwrap().push(reason.to_string()));
    let broken =
        futures_util::stream::iter([Ok::<_, std::io::Error>("{"), Err(std::io::Error::other("cut"))]);
    let request = Request::post("/api/callback").body(Body::from_stream(broken)).unwrap();
    let response = router(webhook).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(*reasons.lock().unwrap(), ["the body ended early"]);
}

#[tokio::test]
async fn sandbox_sends_callbacks_over_http_and_logs_the_replies() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}/api/callback", listener.local_addr().unwrap());
    let verifier = verifier(Scheme::Qimen);
    let server = tokio::spawn(axum::serve(listener, router(Webhook::with_verifier(verifier))).into_future());

    let callbacks = sender();
    let xml = "<request><item_id>7</item_id></request>";
    let signed = callbacks.sign(&url, &Callback::qimen("m", "c1", xml)).unwrap();
    let reply = callbacks.send_signed(&signed).await.unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.header("content-type"), Some("text/xml;charset=UTF-8"));
    assert!(reply.text().ends_with("<response><quantity>70</quantity></response>"), "{}", reply.text());
    let replayed = callbacks.send_signed(&signed).await.unwrap();
    assert!(replayed.text().contains("<flag>failure</flag>"));

    server.abort();
    let _ = server.await;
    let error = callbacks.send_signed(&signed).await.unwrap_err();
    assert!(error.to_string().starts_with("callback: "), "{error}");
    let log = callbacks.log();
    assert_eq!(log.len(), 3);
    assert_eq!(log[0].reply().map(top_sandbox::CallbackReply::status), Some(200));
    assert_eq!(log[0].callback(), &signed);
    assert!(log[2].error().is_some() && log[2].reply().is_none());
}
