//! Four processes whose tasks all find an expired token.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use top_auth::{Expected, RefreshToken, Sessions, Token};
use top_runtime::{Client, SessionKey, TopApi, TopValue};
use top_sandbox::{ErrorResponse, Sandbox};

#[derive(TopApi)]
#[top_api(method = "taobao.top.auth.token.refresh", session = none, response = TokenResult)]
struct Refresh {
    refresh_token: String,
}

#[derive(TopValue)]
struct TokenResult {
    token_result: String,
}

/// Runs the processes with a store in a file.
pub(crate) fn check(kind: &'static str) {
    let folder = tempfile::tempdir().unwrap();
    check_at(kind, folder.path().join("tokens").to_str().unwrap());
}

/// Runs the processes with the store at this path or URL.
pub(crate) fn check_at(kind: &'static str, path: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let refreshes = Arc::new(AtomicUsize::new(0));
        let sandbox = Sandbox::builder()
            .app("12345678", "helloworld")
            .try_reply::<Refresh>({
                let refreshes = Arc::clone(&refreshes);
                move |request| {
                    // Each refresh token is valid once.
                    let n = refreshes.fetch_add(1, Ordering::SeqCst);
                    if request.refresh_token != format!("ref-{n}") {
                        return Err(ErrorResponse::new(15).with_sub_code("isv.invalid"));
                    }
                    let next = n + 1;
                    Ok(TokenResult {
                        token_result: format!(
                            r#"{{"access_token":"acc-{next}","refresh_token":"ref-{next}","expires_in":86400}}"#
                        ),
                    })
                }
            })
            .start()
            .await
            .unwrap();
        let expired = Token::of_session(SessionKey::new("acc-0"))
            .with_refresh_token(RefreshToken::new("ref-0"))
            .with_expiry(SystemTime::now() - Duration::from_secs(10));
        super::open(kind, path).await.replace("seller", &expired, Expected::Absent).await.unwrap().unwrap();

        let settings = [("STORE", kind), ("STORE_PATH", path), ("GATEWAY", sandbox.url())];
        let processes: Vec<_> =
            (0..4).map(|_| super::process("refresh", &settings).spawn().unwrap()).collect();
        for mut process in processes {
            let status = tokio::task::spawn_blocking(move || process.wait()).await.unwrap().unwrap();
            assert!(status.success(), "{status}");
        }
        assert_eq!(refreshes.load(Ordering::SeqCst), 1);
        let stored = super::open(kind, path).await.load("seller").await.unwrap().unwrap();
        assert_eq!(stored.token.session.expose(), "acc-1");
    });
}

/// 500 tasks that each need the seller's session.
pub(crate) async fn child() {
    let client =
        Client::builder("12345678", "helloworld").gateway(super::setting("GATEWAY")).build().unwrap();
    let store = super::open(&super::setting("STORE"), &super::setting("STORE_PATH")).await;
    let sessions = Sessions::new(client, store);
    let tasks: Vec<_> = (0..500)
        .map(|_| {
            let seller = sessions.of("seller");
            tokio::spawn(async move { seller.client().await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}
