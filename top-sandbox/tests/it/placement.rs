//! Placement of parameters, and requests that are not calls.

use top_runtime::Value;

use crate::apis::builder;
use crate::http::{Call, exchange, post};

const FORM: &str = "application/x-www-form-urlencoded";

fn code(body: &str) -> Option<i64> {
    let body: Value = body.parse().unwrap();
    body.pointer("/error_response/code").and_then(Value::as_i64)
}

#[tokio::test]
async fn parameters_are_read_from_query_and_body() {
    let sandbox = builder().start().await.unwrap();
    let call = Call::new().with("nick", "商家 +&").with("blank", " ").signed();
    let all = call.encoded();
    let (public, own): (Vec<_>, Vec<_>) =
        call.0.into_iter().partition(|(name, _)| !matches!(*name, "nick" | "blank"));
    let (public, own) = (Call(public).encoded(), Call(own).encoded());
    for request in [
        format!("GET /router/rest?{all} HTTP/1.1\r\nhost: x\r\n\r\n"),
        post("/router/rest", FORM, &all),
        post(&format!("/router/rest?{public}"), "application/x-www-form-urlencoded;charset=UTF-8", &own),
        post(&format!("/router/rest?{all}"), "text/plain", ""),
        // The form wins over the query.
        post(&format!("/router/rest?nick=x&{public}"), FORM, &own),
    ] {
        let response = exchange(&sandbox, &request).await;
        assert_eq!(code(&response.body), None, "{request}\n{}", response.body);
        assert!(response.head.contains("content-type: text/javascript;charset=UTF-8"), "{}", response.head);
        let id = sandbox.requests().last().unwrap().request_id().to_owned();
        let body = format!(r#"{{"time_get_response":{{"time":"2025-11-17 00:00:00","request_id":"{id}"}}}}"#);
        assert_eq!(response.body, body);
    }
    let seen = sandbox.requests();
    assert!(seen.iter().all(|request| request.params().get("nick") == Some("商家 +&")));
    assert!(seen.iter().all(|seen| !seen.string_to_sign().contains("blank")));
}

#[tokio::test]
async fn other_http_methods_are_refused() {
    let sandbox = builder().start().await.unwrap();
    let all = Call::new().signed().encoded();
    for request in [
        format!("PUT /router/rest?{all} HTTP/1.1\r\nhost: x\r\n\r\n"),
        format!("DELETE /router/rest?{all} HTTP/1.1\r\nhost: x\r\n\r\n"),
        format!("GET /router/rest?{all} HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\na=1"),
        post("/router/rest", "application/json;charset=utf-8", &all),
    ] {
        assert_eq!(code(&exchange(&sandbox, &request).await.body), Some(9), "{request}");
    }
    let unreadable = post("/router/rest", "multipart/form-data; boundary=x", &all);
    assert_eq!(code(&exchange(&sandbox, &unreadable).await.body), Some(3));
    // A body over 8 MiB gets a reply, too.
    let long = post("/router/rest", FORM, &"a".repeat((8 << 20) + 1));
    let response = exchange(&sandbox, &long).await;
    assert_eq!(code(&response.body), Some(9));
    assert_eq!(sandbox.requests().len(), 6);
}

#[tokio::test]
async fn other_paths_get_status_404() {
    let sandbox = builder().start().await.unwrap();
    let response = exchange(&sandbox, &post("/router/other", FORM, "a=1")).await;
    assert!(response.head.starts_with("HTTP/1.1 404"), "{}", response.head);
    assert!(sandbox.requests().is_empty());
}
