//! Requests to the platform's token endpoints, and what their replies mean.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;
use top_auth::{ApiIssuer, AuthErrorKind, Authorize, RefreshToken, TokenIssuer, WebIssuer};
use top_runtime::transport::{HttpResponse, InMemoryTransport, TransportError};
use top_runtime::{Client, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Sandbox};

const GRANTED: &str =
    r#"{"access_token":"acc-1","refresh_token":"ref-1","expires_in":3600,"re_expires_in":"7200"}"#;

fn web(reply: impl Fn(&str) -> Result<HttpResponse, TransportError> + Send + Sync + 'static) -> WebIssuer {
    let transport = InMemoryTransport::new(move |request| {
        let body = request.body().as_bytes().map(|body| String::from_utf8_lossy(body).into_owned());
        reply(&format!("{} {}", request.url(), body.unwrap_or_default()))
    });
    let authorize = Authorize::new("12345678", "https://erp.example.com/cb").unwrap();
    WebIssuer::new("12345678", "app-secret", &authorize, transport).unwrap()
}

#[tokio::test]
async fn web_endpoint_gets_the_grant_in_its_body() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let issuer = web({
        let seen = Arc::clone(&seen);
        move |request| {
            seen.lock().unwrap().push(request.to_owned());
            Ok(HttpResponse::new(GRANTED))
        }
    });
    let token = issuer.exchange("co de").await.unwrap();
    assert_eq!(token.session.expose(), "acc-1");
    issuer.refresh(&RefreshToken::new("ref&1")).await.unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "https://oauth.taobao.com/token client_id=12345678&client_secret=app-secret\
             &grant_type=authorization_code&code=co+de&redirect_uri=https%3A%2F%2Ferp.example.com%2Fcb",
            "https://oauth.taobao.com/token client_id=12345678&client_secret=app-secret\
             &grant_type=refresh_token&refresh_token=ref%261",
        ]
    );
    assert!(!format!("{issuer:?}").contains("app-secret"));
}

/// A reply of the web endpoint, and the error it becomes.
fn web_error(status: u16, body: &'static str) -> (String, Box<dyn Fn() -> WebIssuer>) {
    let issuer =
        move || web(move |_| Ok(HttpResponse::new(body).with_status(StatusCode::from_u16(status).unwrap())));
    (format!("{status} {body}"), Box::new(issuer))
}

#[tokio::test]
async fn replies_of_the_web_endpoint_become_errors_by_what_to_do() {
    for (status, body, expected) in [
        (400, r#"{"error":"invalid_grant","error_description":"expired"}"#, "reauthorize"),
        (400, r#"{"error":"isv.error","error_description":"refresh times limit exceed"}"#, "reauthorize"),
        (400, r#"{"error":"invalid_client","error_description":"wrong secret"}"#, "app"),
        (400, r#"{"error":"redirect_uri_mismatch"}"#, "app"),
        (503, "<html>busy</html>", "wait"),
        (429, "", "wait"),
        (200, r#"{"error":"temporarily_unavailable"}"#, "wait"),
        (200, "<html><body>login</body></html>", "bad reply"),
        (200, "", "bad reply"),
        (302, "", "bad reply"),
    ] {
        let (name, issuer) = web_error(status, body);
        let error = issuer().refresh(&RefreshToken::new("ref-secret")).await.unwrap_err();
        let found = match error.kind() {
            AuthErrorKind::Reauthorize(_) => "reauthorize",
            AuthErrorKind::Wait { .. } => "wait",
            AuthErrorKind::App => "app",
            AuthErrorKind::BadReply => "bad reply",
            other => panic!("{other:?}"),
        };
        assert_eq!(found, expected, "{name}: {error}");
        let text = format!("{error} {error:?}");
        assert!(!text.contains("app-secret") && !text.contains("ref-secret"), "{text}");
    }
}

#[tokio::test]
async fn unreachable_endpoint_is_a_wait_and_a_huge_reply_is_cut() {
    let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    let refused = Mutex::new(Some(refused));
    let issuer = web(move |_| Err(TransportError::not_sent(refused.lock().unwrap().take().unwrap())));
    let error = issuer.exchange("c").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(10)));
    assert!(
        error.to_string().starts_with("the token endpoint oauth.taobao.com cannot be reached"),
        "{error}"
    );

    let issuer = web(|_| Ok(HttpResponse::new(vec![b'['; 1 << 20])));
    let error = issuer.exchange("c").await.unwrap_err().to_string();
    assert!(error.contains("broke off") && error.contains("limit"), "{error}");
}

#[derive(TopApi)]
#[top_api(method = "taobao.top.auth.token.refresh", session = none, response = TokenResult)]
struct Refresh {
    refresh_token: String,
}

#[derive(TopValue)]
struct TokenResult {
    token_result: String,
}

#[tokio::test]
async fn signed_api_returns_the_token_as_a_json_text() {
    let sandbox = Sandbox::builder()
        .try_reply::<Refresh>(|request| {
            if request.refresh_token == "ref-0" {
                Ok(TokenResult { token_result: GRANTED.to_owned() })
            } else {
                Err(ErrorResponse::new(15).with_sub_code("isv.invalid-refresh-token"))
            }
        })
        .start()
        .await
        .unwrap();
    let issuer = ApiIssuer::new(sandbox.client().unwrap());
    let token = issuer.refresh(&RefreshToken::new("ref-0")).await.unwrap();
    assert_eq!(token.refresh_token.as_ref().map(RefreshToken::expose), Some("ref-1"));
    let error = issuer.refresh(&RefreshToken::new("ref-9")).await.unwrap_err();
    assert!(error.reauthorize().is_some(), "{error}");
    assert!(error.to_string().contains("isv.invalid-refresh-token"), "{error}");
    assert!(!error.to_string().contains("ref-9"), "{error}");
}

#[tokio::test]
async fn html_in_place_of_a_token_is_named_and_not_repeated() {
    const PAGE: &str = "<html><body>please log in, topsecret</body></html>";
    let error = web(|_| Ok(HttpResponse::new(PAGE))).refresh(&RefreshToken::new("r")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "reply of the token endpoint oauth.taobao.com with HTTP status 200 OK: expected a JSON object with \
         `access_token`, found an HTML or XML page"
    );
    assert!(matches!(error.kind(), AuthErrorKind::BadReply));

    let text =
        serde_json::json!({"top_auth_token_refresh_response": {"token_result": PAGE, "request_id": "r1"}});
    let issuer = api(text.to_string());
    let error = issuer.refresh(&RefreshToken::new("r")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`token_result` (request id r1): expected a JSON object with `access_token`, found an HTML or XML page"
    );
    let error = api(PAGE.to_owned()).exchange("c").await.unwrap_err();
    assert!(matches!(error.kind(), AuthErrorKind::BadReply), "{error:?}");
    assert!(error.to_string().contains("HTML"), "{error}");
}

/// An issuer whose gateway answers with a body.
fn api(body: String) -> ApiIssuer {
    let gateway = InMemoryTransport::new(move |_| Ok(HttpResponse::new(body.clone())));
    ApiIssuer::new(Client::builder("1", "s").transport(gateway).build().unwrap())
}

#[tokio::test]
async fn unreadable_token_of_the_signed_api_is_not_repeated_in_the_error() {
    for (body, expected) in [
        (r#"{"top_auth_token_refresh_response":{"token_result":"{\"access_tok\":\"topsecret\"}"}}"#, true),
        (r#"{"top_auth_token_refresh_response":{"token_result":{"access_token":"topsecret"}}}"#, false),
        (r#"{"top_auth_token_refresh_response":{"token_result":7}}"#, true),
        (r#"{"top_auth_token_refresh_response":{}}"#, true),
    ] {
        let result = api(body.to_owned()).refresh(&RefreshToken::new("r")).await;
        assert_eq!(result.is_err(), expected, "{body}");
        if let Err(error) = result {
            assert!(matches!(error.kind(), AuthErrorKind::BadReply), "{error:?}");
            assert!(!format!("{error} {error:?}").contains("topsecret"), "{error:?}");
        }
    }
}
