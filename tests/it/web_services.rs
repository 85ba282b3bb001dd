//! Errors as responses of a web service: what a stranger sees, and what a stranger does not see.

use std::sync::Arc;

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http_body_util::BodyExt as _;
use serde_json::Value;
use top_runtime::transport::{HttpResponse, InMemoryTransport};
use top_runtime::{Client, Error, SessionKey, TopApi, TopValue};

use crate::support::wait;

const SECRET: &str = "c0ffee5ecre7c0ffee5ecre7";
const SESSION: &str = "6100deadbeefdeadbeef7700";
const PAGE: &str = include_str!("../../docs/web-services.md");

#[derive(TopApi)]
#[top_api(method = "test.web", response = Done)]
struct Ask {
    #[top(max_len = 3)]
    note: Option<String>,
}

#[derive(Debug, TopValue)]
struct Done {
    #[top(success)]
    ok: bool,
    #[top(error_code)]
    code: Option<String>,
    #[top(error_message)]
    text: Option<String>,
}

/// Returns the error of a call with this reply. `{session}` is replaced by the session.
fn failed(status: u16, body: &str, note: &str) -> Error {
    let body = body.replace("{session}", SESSION);
    let status = http::StatusCode::from_u16(status).unwrap();
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body.clone()).with_status(status)));
    let client = Client::builder("12345678", SECRET)
        .retry(top_runtime::retry::RetryPolicy::never())
        .transport(gateway)
        .build()
        .unwrap();
    let request = Ask { note: Some(note.to_owned()) };
    wait(client.session(&SessionKey::new(SESSION)).execute(&request)).map(|_| ()).unwrap_err()
}

const BAN: &str = r#"{"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-app-access-count","sub_msg":"This ban will last for 3 more seconds","request_id":"16a7k"}}"#;
const REFUSED: &str =
    r#"{"test_web_response":{"ok":false,"code":"E7","text":"余额不足","request_id":"16a7k"}}"#;

fn body(response: Response) -> Value {
    let bytes: Bytes = wait(response.into_body().collect()).unwrap().to_bytes();
    serde_json::from_slice(&bytes).unwrap()
}

/// Splits a response of the page into its first line, headers and body.
fn shown(start: &str) -> (String, Vec<String>, Value) {
    let blocks = PAGE.split("```text\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let block = blocks.into_iter().find(|block| block.contains(start)).expect("a block");
    let (head, body) = block.split_once("\n\n").unwrap();
    let mut head = head.lines().map(str::to_owned);
    (head.next().unwrap(), head.collect(), serde_json::from_str(body).unwrap())
}

#[test]
fn responses_on_the_page_are_those_of_the_code() {
    for (error, start) in [
        (failed(200, BAN, "a"), "\"throttled\""),
        (failed(200, REFUSED, "a"), "\"refused\""),
        (failed(200, REFUSED, "long"), "\"invalid_request\""),
    ] {
        let (status, headers, shown) = shown(start);
        let response = error.into_response();
        assert_eq!(response.status().to_string(), status);
        let names = [CONTENT_TYPE, RETRY_AFTER];
        let sent = names
            .iter()
            .filter_map(|name| Some(format!("{name}: {}", response.headers().get(name)?.to_str().unwrap())));
        assert_eq!(sent.collect::<Vec<_>>(), headers);
        assert_eq!(body(response), shown);
    }
}

#[test]
fn strangers_see_neither_secrets_nor_the_texts_of_our_own_faults() {
    let hidden = "hidden text";
    for (status, reply) in [
        (200, r#"{"error_response":{"code":25,"msg":"hidden text","sub_msg":"{session}"}}"#),
        (200, r#"{"error_response":{"code":27,"msg":"hidden text","sub_code":"hidden text"}}"#),
        (200, r#"{"error_response":{"code":11,"msg":"hidden text","sub_msg":"{session}"}}"#),
        (200, r#"{"error_response":{"code":15,"msg":"hidden text","sub_code":"isp.hidden text"}}"#),
        (200, r#"{"test_web_response":{"ok":"hidden text {session}"}}"#),
        (200, "<html>hidden text {session}</html>"),
        (502, "hidden text {session}"),
        (404, "hidden text {session}"),
    ] {
        let error = failed(status, reply, "a");
        assert!(error.http_status() != 422, "{error}");
        let text = body(error.into_response()).to_string();
        assert!(!text.contains(hidden) && !text.contains(SESSION), "{text}");
    }
    let reply =
        r#"{"test_web_response":{"ok":false,"code":"1","text":"no rights for {session}, token=abc"}}"#;
    let shown = body(failed(200, reply, "a").into_response());
    assert_eq!(shown["detail"], "no rights for ***, token=***");
}

#[test]
fn values_of_the_request_are_not_in_the_response() {
    let shown = body(failed(200, REFUSED, "13912345678").into_response()).to_string();
    assert!(shown.contains("note") && !shown.contains("13912345678"), "{shown}");
}

#[test]
fn a_layer_finds_the_error_in_the_extensions() {
    let response = failed(502, "x", "a").into_response();
    let error = response.extensions().get::<Arc<Error>>().expect("the error");
    assert_eq!(error.to_string(), "test.web: HTTP status 502, body `x`");
}

#[test]
fn retry_after_is_rounded_up() {
    let error = failed(200, &BAN.replace("3 more", "1 more"), "a");
    assert_eq!(error.into_response().headers()[RETRY_AFTER], "1");
}
