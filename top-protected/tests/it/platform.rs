//! Keys from `taobao.top.secret.get`, as the local gateway replies.

use std::sync::{Arc, Mutex};

use top_protected::{FieldKind, KeyOwner, Protected, SecurityClient, SecurityError};
use top_runtime::{Params, TopApi, TopValue, Value};
use top_sandbox::{ErrorResponse, Sandbox};

use crate::cipher::KEY_TEXT;

const METHOD: &str = "taobao.top.secret.get";
const RANDOM_NUM: &str = "random+code/of+the+app==";
const NAME: &str = "~aSxEqJU5o2P3oRecUKudAw==~1~";

/// Starts a gateway that replies to questions for keys.
async fn gateway<R: Into<top_sandbox::HandlerResponse>>(
    reply: impl Fn(&Params) -> R + Send + Sync + 'static,
) -> (Sandbox, SecurityClient) {
    let sandbox = Sandbox::builder().session("6100abcdef", "seller").on(METHOD, reply).start().await.unwrap();
    let security = SecurityClient::new(sandbox.client().unwrap(), RANDOM_NUM);
    (sandbox, security)
}

fn secret(members: &str) -> String {
    format!(r#"{{"top_secret_get_response":{{{members},"request_id":"1"}}}}"#)
}

fn valid() -> String {
    secret(&format!(
        r#""secret":"{KEY_TEXT}","secret_version":1,"interval":3600,"max_interval":7200,"app_config":"{{\"publish_status\":\"1\",\"encrypt_slide_size\":\"4\"}}""#
    ))
}

async fn decrypt(sandbox: &Sandbox, security: &SecurityClient) -> Result<Protected, SecurityError> {
    let owner = KeyOwner::from(&sandbox.session());
    security.decrypt(&owner, FieldKind::ReceiverName, NAME).await
}

#[tokio::test]
async fn key_of_each_owner_is_read_from_the_platform() {
    let seen: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
    let (sandbox, security) = gateway({
        let seen = Arc::clone(&seen);
        move |params| {
            let param = |name| params.get(name).unwrap_or("-").to_owned();
            seen.lock()
                .unwrap()
                .push(["random_num", "secret_version", "customer_user_id"].map(param).to_vec());
            valid()
        }
    })
    .await;
    assert_eq!(decrypt(&sandbox, &security).await.unwrap().expose(), "张三丰");
    for owner in [KeyOwner::App, KeyOwner::Account(77)] {
        security.decrypt(&owner, FieldKind::ReceiverName, NAME).await.unwrap();
    }
    security.search(&KeyOwner::App, FieldKind::Phone, "5678").await.unwrap();
    let expected = [["1", "-"], ["1", "-"], ["1", "77"], ["-", "-"]]
        .map(|[version, user]| vec![RANDOM_NUM.to_owned(), version.to_owned(), user.to_owned()]);
    assert_eq!(*seen.lock().unwrap(), expected);
    let sessions: Vec<_> = sandbox.requests().iter().map(|request| request.seller().is_some()).collect();
    assert_eq!(sessions, [true, false, false, false]);
}

#[tokio::test]
async fn missing_old_key_is_asked_for_once() {
    let (sandbox, security) =
        gateway(|_| ErrorResponse::new(15).with_sub_code("20005").with_sub_msg("秘钥不存在")).await;
    for _ in 0..3 {
        let error = decrypt(&sandbox, &security).await.unwrap_err();
        assert!(matches!(error, SecurityError::NoKey { version: 1, .. }), "{error}");
    }
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn data_of_apps_in_the_beta_phase_is_plain() {
    let (_sandbox, security) = gateway(|_| secret(r#""app_config":"{\"publish_status\":0}""#)).await;
    let term = security.search(&KeyOwner::App, FieldKind::Nick, "张三").await.unwrap();
    assert_eq!(term.expose(), "张三");
}

#[tokio::test]
async fn settings_of_the_platform_apply_to_the_search() {
    let (_sandbox, security) = gateway(|_| {
        secret(&format!(r#""secret":"{KEY_TEXT}","app_config":"{{\"encrypt_index_compress_len\":\"4\"}}""#))
    })
    .await;
    let term = security.search(&KeyOwner::App, FieldKind::Nick, "张三丰").await.unwrap();
    assert_eq!(term.expose(), "BjgmFA==Nt7Xkg==");
}

#[tokio::test]
async fn replies_without_a_usable_key_are_errors_without_the_text() {
    let cases = [
        (r#""x":1"#, "`secret`: expected base64 of 16 bytes, found nothing"),
        (r#""secret":"""#, "`secret`: expected base64 of 16 bytes, found nothing"),
        (
            r#""secret":"Hidden!""#,
            "`secret`: expected base64 of 16 bytes, found 7 characters that are something else",
        ),
        (
            r#""app_config":"{\"publish_status\":\"Hidden\"}""#,
            "`app_config`: expected numbers, found something else in `publish_status`",
        ),
    ];
    for (members, expected) in cases {
        let (sandbox, security) = gateway(move |_| secret(members)).await;
        let error = decrypt(&sandbox, &security).await.unwrap_err();
        assert_eq!(error.to_string(), format!("taobao.top.secret.get: {expected}"));
        assert!(!format!("{error:?}").contains("Hidden"), "{error:?}");
    }
}

#[tokio::test]
async fn settings_that_are_not_supported_are_errors_of_searches_only() {
    let cases = [
        (
            "<html>Hidden",
            "`app_config`: expected a JSON object, found 12 bytes that are no JSON object (Syntax error)",
        ),
        ("[]", "`app_config`: expected a JSON object, found 2 bytes that are no JSON object (Data error)"),
        (r#"{\"encrypt_slide_size\":5}"#, "`app_config.encrypt_slide_size`: expected 4, found 5"),
        (
            r#"{\"encrypt_index_compress_len\":0}"#,
            "`app_config.encrypt_index_compress_len`: expected 1 to 16, found 0",
        ),
        (
            r#"{\"encrypt_index_compress_len\":\"Hidden\"}"#,
            "`app_config`: expected numbers, found something else in `encrypt_index_compress_len`",
        ),
    ];
    for (config, expected) in cases {
        let (sandbox, security) =
            gateway(move |_| secret(&format!(r#""secret":"{KEY_TEXT}","app_config":"{config}""#))).await;
        assert_eq!(decrypt(&sandbox, &security).await.unwrap().expose(), "张三丰");
        let error = security.search(&KeyOwner::App, FieldKind::Nick, "张三").await.unwrap_err();
        assert_eq!(error.to_string(), format!("taobao.top.secret.get: {expected}"));
        assert!(!format!("{error:?}").contains("Hidden"), "{error:?}");
    }
}

#[tokio::test]
async fn error_of_the_call_names_neither_code_nor_session() {
    let (sandbox, security) = gateway(|params| {
        let code = params.get("random_num").unwrap_or_default();
        ErrorResponse::new(41)
            .with_sub_code("isv.invalid-parameter:random_num")
            .with_sub_msg(format!("bad {code}"))
    })
    .await;
    let error = decrypt(&sandbox, &security).await.unwrap_err();
    assert!(matches!(error, SecurityError::Key(_)), "{error}");
    let text = format!("{error} {error:?} {security:?}");
    assert!(text.contains("isv.invalid-parameter:random_num"), "{text}");
    assert!(!text.contains("6100abcdef") && !text.contains(RANDOM_NUM), "{text}");
}

#[derive(Debug, TopApi)]
#[top_api(method = "test.receiver", response = Receiver)]
struct GetReceiver {
    name: Option<Protected>,
}

#[derive(Debug, TopValue)]
struct Receiver {
    name: Protected,
    mobile: Option<Protected>,
}

#[tokio::test]
async fn protected_text_is_a_type_of_fields() {
    let sandbox = Sandbox::builder()
        .on("test.receiver", |params| {
            let name = params.get("name").unwrap_or_default();
            Value::from_iter([("name", name.into()), ("mobile", 13_812_345_678_i64.into())])
        })
        .start()
        .await
        .unwrap();
    let request = GetReceiver { name: Some("张三".into()) };
    let reply = sandbox.client().unwrap().execute(&request).await.unwrap();
    assert_eq!(reply.name.expose(), "张三");
    assert_eq!(reply.mobile.as_ref().map(Protected::expose), Some("13812345678"));
    let text = format!("{request:?} {reply:?}");
    assert!(!text.contains("张三") && !text.contains("1381"), "{text}");
}
