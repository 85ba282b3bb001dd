//! Tokens: codes, sessions and refresh tokens of sellers at each endpoint.

use std::time::Duration;

use top_runtime::{Params, SessionKey, Value};
use top_sandbox::{Fault, Sandbox, Seller, TestClock};

use crate::apis::NOW;
use crate::http::{Response, exchange, post};
use crate::signer::Signer;

const FORM: &str = "application/x-www-form-urlencoded";
const HOUR: u64 = 3_600;

async fn sandbox(seller: Seller) -> (Sandbox, TestClock) {
    let clock = TestClock::at_unix(NOW);
    let seller = seller.session_life(Duration::from_secs(HOUR)).refresh_life(Duration::from_secs(24 * HOUR));
    let builder = Sandbox::builder().seller(seller).clock(clock.clone()).on("taobao.time.get", |_| ());
    (builder.start().await.unwrap(), clock)
}

/// Returns the reply of the token endpoint.
async fn token(sandbox: &Sandbox, grant: &[(&str, &str)]) -> (Response, Value) {
    let app = [("client_id", "12345678"), ("client_secret", "helloworld")];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(app).extend_pairs(grant).finish();
    let response = exchange(sandbox, post("/token", FORM, &body)).await;
    let value = response.body.parse().unwrap();
    (response, value)
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether a call with the session succeeds; otherwise its code and sub code.
async fn call(sandbox: &Sandbox, session: &str) -> Result<(), String> {
    let client = sandbox.client().unwrap().session(&SessionKey::new(session));
    match client.call("taobao.time.get", &Params::new()).await {
        Ok(_) => Ok(()),
        Err(error) => {
            Err(format!("{} {}", error.code().unwrap_or_default(), error.sub_code().unwrap_or_default()))
        }
    }
}

#[tokio::test]
async fn code_and_refresh_token_are_exchanged_at_the_endpoint_of_oauth() {
    let (sandbox, clock) = sandbox(Seller::new("茶 店")).await;
    let code = sandbox.authorize("茶 店");
    let grant = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", "https://erp.example.com/cb"),
    ];
    let (response, first) = token(&sandbox, &grant).await;
    assert!(response.head.starts_with("HTTP/1.1 200"), "{}", response.head);
    assert_eq!(text(&first, "taobao_user_nick"), "%E8%8C%B6%20%E5%BA%97");
    assert_eq!(first.get("expires_in").and_then(Value::as_i64), Some(3_600));
    assert_eq!(first.get("re_expires_in").and_then(Value::as_i64), Some(86_400));
    let session = text(&first, "access_token");
    assert_eq!(call(&sandbox, &session).await, Ok(()));
    assert_eq!(sandbox.requests()[1].seller(), Some("茶 店"));

    let (response, again) = token(&sandbox, &grant).await;
    assert!(response.head.starts_with("HTTP/1.1 400"), "{}", response.head);
    assert_eq!(
        (text(&again, "error"), text(&again, "error_description")),
        ("invalid_grant".to_owned(), "code: it was used before".to_owned())
    );

    clock.advance(Duration::from_secs(HOUR));
    assert_eq!(call(&sandbox, &session).await, Err("27 session-expired".to_owned()));
    let refresh = text(&first, "refresh_token");
    let grant = [("grant_type", "refresh_token"), ("refresh_token", &*refresh)];
    let (_, second) = token(&sandbox, &grant).await;
    let session = text(&second, "access_token");
    assert_eq!(call(&sandbox, &session).await, Ok(()));
    assert_eq!(text(&token(&sandbox, &grant).await.1, "error"), "invalid_grant");
    sandbox.revoke("茶 店");
    assert_eq!(call(&sandbox, &session).await, Err("27 invalid-sessionkey".to_owned()));
}

#[tokio::test]
async fn endpoint_of_oauth_names_the_mistake() {
    let (sandbox, _) = sandbox(Seller::new("s")).await;
    for (body, error) in [
        ("", "invalid_request"),
        ("client_id=12345678", "invalid_request"),
        ("client_id=12345678&client_secret=wrong", "invalid_client"),
        ("client_id=1&client_secret=helloworld", "invalid_client"),
        ("client_id=12345678&client_secret=helloworld", "invalid_request"),
        ("client_id=12345678&client_secret=helloworld&grant_type=password", "unsupported_grant_type"),
        (
            "client_id=12345678&client_secret=helloworld&grant_type=authorization_code&code=x",
            "invalid_request",
        ),
        (
            "client_id=12345678&client_secret=helloworld&grant_type=refresh_token&refresh_token=x",
            "invalid_grant",
        ),
    ] {
        let response = exchange(&sandbox, post("/token", FORM, body)).await;
        assert!(response.body.starts_with(&format!(r#"{{"error":"{error}""#)), "{body}: {}", response.body);
    }
    sandbox.fault(Fault::Throttle { seconds: 5 });
    let (_, limited) = token(&sandbox, &[("grant_type", "refresh_token"), ("refresh_token", "x")]).await;
    assert_eq!(text(&limited, "error"), "temporarily_unavailable");
    sandbox.fault_of("/token", Fault::Status { status: 503, retry_after: Some(1) });
    let page = exchange(&sandbox, post("/token", FORM, "")).await;
    assert!(page.head.starts_with("HTTP/1.1 503"), "{}", page.head);
    let requests = sandbox.requests();
    assert!(requests.iter().all(|request| request.method() == "/token" && request.path() == "/token"));
    let debug = format!("{requests:?}");
    assert!(!debug.contains("helloworld") && !debug.contains("refresh_token\": \"x"), "{debug}");
}

#[tokio::test]
async fn signed_apis_of_top_issue_tokens_as_json_text() {
    let (sandbox, _) = sandbox(Seller::new("s").max_refreshes(1)).await;
    let client = sandbox.client().unwrap();
    let code = sandbox.authorize("s");
    let params = Params::new().with("code", code);
    let reply = client.call("taobao.top.auth.token.create", &params).await.unwrap();
    let mut token: Value = reply.get("token_result").and_then(Value::as_str).unwrap().parse().unwrap();
    assert_eq!(
        token.get("expire_time").and_then(Value::as_i64),
        Some(i64::try_from((NOW + HOUR) * 1_000).unwrap())
    );
    let error = client.call("taobao.top.auth.token.create", &params).await.unwrap_err();
    assert_eq!((error.code(), error.sub_code()), (Some("15"), Some("isv.code-invalid")));
    for reason in [None, Some("refresh times limit exceed")] {
        let params = Params::new().with("refresh_token", text(&token, "refresh_token"));
        let result = client.call("taobao.top.auth.token.refresh", &params).await;
        match (result, reason) {
            (Ok(reply), None) => {
                token = reply.get("token_result").and_then(Value::as_str).unwrap().parse().unwrap();
                assert_eq!(call(&sandbox, &text(&token, "access_token")).await, Ok(()));
            }
            (Err(error), Some(reason)) => assert!(error.to_string().contains(reason), "{error}"),
            (result, reason) => panic!("{result:?} {reason:?}"),
        }
    }
}

#[tokio::test]
async fn paths_of_iop_issue_tokens_with_texts_for_numbers() {
    let (sandbox, clock) = sandbox(Seller::new("s")).await;
    let post_signed = async |path: &'static str, name: &'static str, value: &str| -> Value {
        let call = Signer::iop("12345678", NOW).with(name, value).signed(path);
        let body = exchange(&sandbox, post(&format!("/rest{path}"), FORM, &call.form())).await.body;
        body.parse().unwrap()
    };
    let first = post_signed("/auth/token/create", "code", &sandbox.authorize("s")).await;
    assert_eq!((text(&first, "code"), text(&first, "expires_in")), ("0".to_owned(), "3600".to_owned()));
    assert_eq!(text(&first, "user_nick"), "s");
    let refresh = text(&first, "refresh_token");
    let second = post_signed("/auth/token/refresh", "refresh_token", &refresh).await;
    assert_eq!(text(&second, "code"), "0");
    let used = post_signed("/auth/token/refresh", "refresh_token", &refresh).await;
    assert_eq!(text(&used, "code"), "IllegalRefreshToken");
    let bad = post_signed("/auth/token/create", "code", "x").await;
    assert_eq!(text(&bad, "code"), "InvalidCode");
    let security = post_signed("/auth/token/security/create", "code", &sandbox.authorize("s")).await;
    assert_eq!(text(&security, "code"), "0");
    clock.advance(Duration::from_secs(HOUR));
    let session = text(&second, "access_token");
    let call = Signer::iop("12345678", NOW + HOUR)
        .with("method", "taobao.time.get")
        .with("access_token", &session)
        .signed("");
    let expired = exchange(&sandbox, post("/sync", FORM, &call.form())).await.body;
    assert!(expired.contains(r#""code":"IllegalAccessToken""#), "{expired}");
}

#[tokio::test]
async fn handler_of_a_test_replaces_that_of_the_sandbox() {
    let sandbox = Sandbox::builder()
        .on("taobao.top.auth.token.refresh", |_| Value::from_iter([("token_result", "own".into())]))
        .start()
        .await
        .unwrap();
    let reply =
        sandbox.client().unwrap().call("taobao.top.auth.token.refresh", &Params::new()).await.unwrap();
    assert_eq!(reply.get("token_result").and_then(Value::as_str), Some("own"));
}
