//! Sessions over the token endpoints of the local gateway: expired, refreshed, revoked, authorised again.

use std::time::Duration;

use top_auth::{
    ApiIssuer, AuthError, AuthErrorKind, Authorize, MemoryStore, Sessions, TokenIssuer, WebIssuer,
};
use top_runtime::clock::Clock as _;
use top_runtime::transport::{HttpConfig, HttpTransport};
use top_runtime::{TopApi, TopValue};
use top_sandbox::{Fault, Sandbox, Seller};

use crate::fakes::TestClock;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

#[derive(TopApi)]
#[top_api(method = "test.seller.get", session = required, response = Shop)]
struct GetShop;

#[derive(Debug, TopValue)]
struct Shop {
    nick: String,
}

/// A gateway with a seller whose sessions last an hour, and the clock of both sides.
async fn gateway(seller: Seller) -> (Sandbox, TestClock) {
    let clock = TestClock::new();
    let sandbox = Sandbox::builder()
        .seller(seller.session_life(Duration::from_secs(HOUR)).refresh_life(Duration::from_secs(DAY)))
        .clock(clock.clone())
        .reply::<GetShop>(|_| Shop { nick: "tea shop".to_owned() })
        .start()
        .await
        .unwrap();
    (sandbox, clock)
}

fn authorize() -> Authorize {
    Authorize::new("12345678", "https://erp.example.com/cb").unwrap()
}

fn web_issuer(sandbox: &Sandbox) -> WebIssuer {
    let url = sandbox.token_url();
    let transport = HttpTransport::new(url.as_str(), &HttpConfig::new()).unwrap();
    let issuer = WebIssuer::new("12345678", "helloworld", &authorize(), transport).unwrap();
    issuer.endpoint(&url).unwrap()
}

fn sessions(sandbox: &Sandbox, issuer: impl TokenIssuer + 'static, clock: &TestClock) -> Sessions {
    Sessions::builder(sandbox.client().unwrap(), MemoryStore::new())
        .issuer(issuer)
        .authorize(authorize())
        .clock(clock.clone())
        .build()
}

/// Returns how many requests of these names the gateway received.
fn count(sandbox: &Sandbox, names: &[&str]) -> usize {
    sandbox.requests().iter().filter(|request| names.contains(&request.method())).count()
}

const EXCHANGES: [&str; 2] = ["/token", "taobao.top.auth.token.create"];
const REFRESHES: [&str; 2] = ["/token", "taobao.top.auth.token.refresh"];

/// The life of a session, by one issuer.
async fn live_through(sandbox: &Sandbox, sessions: &Sessions, clock: &TestClock) {
    let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
    assert!(error.auth().is_some_and(|error| error.reauthorize().is_some()), "{error}");

    // The seller authorises the app.
    let token = sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
    assert_eq!(token.user.nick.as_deref(), Some("tea shop"));
    sessions.of("s").execute(&GetShop).await.unwrap();
    assert_eq!(count(sandbox, &EXCHANGES), 1);

    // The session has expired: it is refreshed once for a hundred callers.
    clock.advance(2 * HOUR);
    let before = count(sandbox, &REFRESHES);
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let seller = sessions.of("s");
            tokio::spawn(async move { seller.execute(&GetShop).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(count(sandbox, &REFRESHES), before + 1);

    // The seller ends the authorisation: the call is refused, and so is the refresh.
    sandbox.revoke("tea shop");
    for _ in 0..3 {
        let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
        let facts = error.auth().and_then(|error| error.reauthorize()).unwrap();
        assert_eq!(facts.seller, "s");
        assert!(facts.url.as_deref().is_some_and(|url| url.contains("/authorize?")), "{error}");
    }
    assert_eq!(count(sandbox, &REFRESHES), before + 2, "a refused refresh token is not sent again");

    // The seller authorises the app again.
    sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
    sessions.of("s").execute(&GetShop).await.unwrap();
    let seller = sandbox.requests().last().and_then(|request| request.seller().map(str::to_owned));
    assert_eq!(seller.as_deref(), Some("tea shop"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn session_of_the_signed_apis_expires_is_refreshed_revoked_and_granted_again() {
    let (sandbox, clock) = gateway(Seller::new("tea shop").ends_old_session()).await;
    let issuer = ApiIssuer::new(sandbox.client().unwrap());
    let sessions = sessions(&sandbox, issuer, &clock);
    live_through(&sandbox, &sessions, &clock).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn session_of_the_web_endpoint_expires_is_refreshed_revoked_and_granted_again() {
    let (sandbox, clock) = gateway(Seller::new("tea shop").ends_old_session()).await;
    let sessions = sessions(&sandbox, web_issuer(&sandbox), &clock);
    live_through(&sandbox, &sessions, &clock).await;
}

#[tokio::test]
async fn end_of_the_refreshes_asks_for_an_authorisation() {
    for is_web in [false, true] {
        let (sandbox, clock) = gateway(Seller::new("tea shop").max_refreshes(1)).await;
        let sessions = if is_web {
            sessions(&sandbox, web_issuer(&sandbox), &clock)
        } else {
            sessions(&sandbox, ApiIssuer::new(sandbox.client().unwrap()), &clock)
        };
        sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
        clock.advance(HOUR);
        sessions.of("s").execute(&GetShop).await.unwrap();
        clock.advance(HOUR);
        let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
        assert!(error.to_string().contains("refresh times limit exceed"), "{error}");
        assert!(matches!(error.auth().map(AuthError::kind), Some(AuthErrorKind::Reauthorize(_))));
    }
}

#[tokio::test]
async fn app_without_refreshes_learns_it_from_the_token() {
    let clock = TestClock::new();
    let seller = Seller::new("s").session_life(Duration::from_secs(HOUR)).refresh_life(Duration::ZERO);
    let builder = Sandbox::builder().seller(seller).clock(clock.clone());
    let sandbox = builder.start().await.unwrap();
    let issuer = ApiIssuer::new(sandbox.client().unwrap());
    let token = issuer.exchange(&sandbox.authorize("s")).await.unwrap();
    assert!(token.refresh_token.is_some());
    assert!(token.usable_refresh_token(token.issued_at).is_none());
    assert!(clock.now() < std::time::SystemTime::now());
}

#[tokio::test]
async fn endpoint_that_is_busy_is_asked_again_after_a_wait() {
    let (sandbox, clock) = gateway(Seller::new("tea shop")).await;
    let sessions = sessions(&sandbox, web_issuer(&sandbox), &clock);
    sessions.authorize("s", &sandbox.authorize("tea shop")).await.unwrap();
    clock.advance(HOUR);
    sandbox.fault_of("/token", Fault::Status { status: 503, retry_after: Some(7) });
    let error = sessions.of("s").execute(&GetShop).await.err().unwrap();
    let wait = error.auth().and_then(AuthError::retry_after).unwrap();
    clock.advance(wait.as_secs());
    sessions.of("s").execute(&GetShop).await.unwrap();
}
