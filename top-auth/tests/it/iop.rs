//! Tokens of AliExpress, Alibaba.com, Lazada and Taobao overseas.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use top_auth::{
    AuthErrorKind, Authorize, IopIssuer, MemoryStore, Platform, RefreshToken, Sessions, TokenApi, TokenIssuer,
};
use top_runtime::transport::{HttpRequest, HttpResponse, InMemoryTransport};
use top_runtime::{Client, Gateway, Params, TopApi, TopValue};
use top_sandbox::{Sandbox, Seller};

use crate::fakes::{TestClock, at};

const GRANTED: &str = r#"{"access_token":"acc-1","refresh_token":"ref-1","expires_in":"864000",
    "refresh_expires_in":"1728000","account_platform":"seller_center","account":"a@example.com","country":"cb",
    "country_user_info":[{"country":"sg","user_id":"1","seller_id":"2","short_code":"SG1"}],
    "code":"0","request_id":"r1"}"#;

/// An issuer whose gateway answers with a body, and the requests that it received.
fn issuer(body: &'static str) -> (IopIssuer, Arc<Mutex<Vec<String>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let gateway = InMemoryTransport::new({
        let seen = Arc::clone(&seen);
        move |request: &HttpRequest| {
            let body_text = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
            seen.lock().unwrap().push(format!("{} {body_text}", request.url()));
            Ok(HttpResponse::new(body))
        }
    });
    let client = Client::builder("100132", "helloworld").gateway(Gateway::LAZADA_AUTH);
    let client = client.transport(gateway).build().unwrap();
    (IopIssuer::new(client).clock(TestClock::new()), seen)
}

#[tokio::test]
async fn token_has_both_ends_and_the_shops_of_the_account() {
    let (issuer, seen) = issuer(GRANTED);
    let token = issuer.exchange("0_123").await.unwrap();
    assert_eq!(token.session.expose(), "acc-1");
    assert_eq!((token.issued_at, token.expires_at), (at(0), Some(at(864_000))));
    assert_eq!(token.refresh_expires_at, Some(at(1_728_000)));
    assert_eq!(token.user.account.as_deref(), Some("a@example.com"));
    assert_eq!(token.user.shops[0].seller_id.as_deref(), Some("2"));
    let seen = seen.lock().unwrap().join("\n");
    assert!(seen.starts_with("https://auth.lazada.com/rest/auth/token/create"), "{seen}");
    assert!(
        seen.contains("code=0_123") && !seen.contains("session") && !seen.contains("access_token"),
        "{seen}"
    );
}

#[tokio::test]
async fn each_kind_of_app_calls_its_own_apis() {
    for (api, create, refresh) in [
        (TokenApi::Standard, "/auth/token/create", "/auth/token/refresh"),
        (TokenApi::Security, "/auth/token/security/create", "/auth/token/security/refresh"),
        (TokenApi::OpenId, "/auth/token/createWithOpenId", "/auth/token/refresh"),
    ] {
        let (issuer, seen) = issuer(GRANTED);
        let issuer = issuer.api(api);
        issuer.exchange("c").await.unwrap();
        issuer.refresh(&RefreshToken::new("ref-0")).await.unwrap();
        let seen = seen.lock().unwrap();
        let path = |request: &str| {
            let path = request.strip_prefix("https://auth.lazada.com/rest").unwrap();
            path.split(['?', ' ']).next().unwrap().to_owned()
        };
        assert_eq!((path(&seen[0]).as_str(), path(&seen[1]).as_str()), (create, refresh));
        assert!(!seen[1].split(' ').next().unwrap().contains("ref-0"), "no token in the URL: {}", seen[1]);
        assert!(!format!("{issuer:?}").contains("helloworld"));
    }
}

#[tokio::test]
async fn errors_are_named_by_what_to_do() {
    for (body, of_code, of_refresh_token) in [
        (
            r#"{"type":"ISP","code":"InvalidCode","message":"Invalid code","request_id":"r"}"#,
            "reauthorize",
            "wait",
        ),
        (
            r#"{"type":"ISV","code":"IllegalRefreshToken","message":"invalid or expired","request_id":"r"}"#,
            "reauthorize",
            "reauthorize",
        ),
        (
            r#"{"type":"ISV","code":"AUTH_TYPE_UNSUPPORTED","message":"not support refresh","request_id":"r"}"#,
            "reauthorize",
            "reauthorize",
        ),
        (r#"{"type":"ISV","code":"IncompleteSignature","message":"m","request_id":"r"}"#, "app", "app"),
        (r#"{"type":"ISV","code":"InvalidAppKey","message":"m","request_id":"r"}"#, "app", "app"),
        (r#"{"type":"ISV","code":"InsufficientPermission","message":"m","request_id":"r"}"#, "app", "app"),
        (
            r#"{"type":"ISV","code":"ApiCallLimit","message":"this ban will last 1 seconds","request_id":"r"}"#,
            "wait",
            "wait",
        ),
        (r#"{"type":"ISP","code":"ServiceTimeout","message":"m","request_id":"r"}"#, "wait", "wait"),
        ("<html><body>login</body></html>", "bad reply", "bad reply"),
        (r#"{"code":"0","request_id":"r"}"#, "bad reply", "bad reply"),
    ] {
        let name = |kind: &AuthErrorKind| match kind {
            AuthErrorKind::Reauthorize(_) => "reauthorize",
            AuthErrorKind::Wait { .. } => "wait",
            AuthErrorKind::App => "app",
            AuthErrorKind::BadReply => "bad reply",
            other => panic!("{other:?}"),
        };
        let error = issuer(body).0.exchange("code-secret").await.unwrap_err();
        assert_eq!(name(error.kind()), of_code, "{body}: {error}");
        let error = issuer(body).0.refresh(&RefreshToken::new("ref-secret")).await.unwrap_err();
        assert_eq!(name(error.kind()), of_refresh_token, "{body}: {error}");
        assert!(!format!("{error} {error:?}").contains("ref-secret"), "{error:?}");
    }
}

#[derive(TopApi)]
#[top_api(method = "test.seller.get", session = required, response = Shop)]
struct GetShop;

#[derive(TopValue)]
struct Shop {
    nick: String,
}

#[tokio::test]
async fn session_lives_from_the_authorisation_to_the_next_one() {
    const HOUR: u64 = 3_600;
    let clock = TestClock::new();
    let seller = Seller::new("tea shop").session_life(Duration::from_secs(HOUR)).ends_old_session();
    let sandbox = Sandbox::builder()
        .clock(clock.clone())
        .seller(seller)
        .reply::<GetShop>(|_| Shop { nick: "tea shop".to_owned() })
        .start()
        .await
        .unwrap();
    let gateway = || Gateway::iop(sandbox.address().to_owned());
    let client = sandbox.client_builder().gateway(gateway()).build().unwrap();
    let sessions = Sessions::builder(client, MemoryStore::new())
        .authorize(Authorize::on(Platform::AliExpress, "12345678", "https://erp.example.com/cb").unwrap())
        .clock(clock.clone())
        .build();

    let token = sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
    assert_eq!(token.expires_at, Some(at(HOUR)));
    let shop = sessions.of("s");
    assert_eq!(shop.execute(&GetShop).await.unwrap().nick, "tea shop");

    // Ahead of its end, once for all tasks.
    clock.advance(HOUR - 60);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let shop = shop.clone();
            tokio::spawn(async move { shop.execute(&GetShop).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let refreshes = |sandbox: &Sandbox| {
        let is_refresh = |request: &&top_sandbox::RecordedRequest| request.method().ends_with("/refresh");
        sandbox.requests().iter().filter(is_refresh).count()
    };
    assert_eq!(refreshes(&sandbox), 1);

    // One session at another gateway.
    let other_gateway = sandbox.client_builder().gateway(gateway()).build().unwrap();
    assert!(shop.clone().through(&other_gateway).call("test.seller.get", &Params::new()).await.is_ok());

    sandbox.revoke("tea shop");
    let error = shop.execute(&GetShop).await.err().unwrap();
    let facts = error.auth().and_then(|error| error.reauthorize()).unwrap();
    assert!(facts.url.as_deref().unwrap().starts_with("https://api-sg.aliexpress.com/oauth/authorize?"));
    assert_eq!(error.api().and_then(|error| error.code()), Some("IllegalAccessToken"));
    let refused = refreshes(&sandbox);
    assert!(shop.execute(&GetShop).await.is_err());
    assert_eq!(refreshes(&sandbox), refused, "the refused refresh token is not sent again");

    sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
    assert_eq!(shop.execute(&GetShop).await.unwrap().nick, "tea shop");
}
