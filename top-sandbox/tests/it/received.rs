//! What a test asks of the requests that were seen.

use std::panic::{AssertUnwindSafe, catch_unwind};

use top_runtime::clock::FixedClock;
use top_runtime::{Client, File, Params, Value};
use top_sandbox::{ErrorResponse, Sandbox};

use crate::apis::{CreateTicket, NOW, SESSION, Upload, builder, ticket};
use crate::http::Call;

/// What a failed assertion says.
fn failure<T>(assert: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(assert)).err().unwrap();
    panic.downcast_ref::<String>().unwrap().clone()
}

async fn create(sandbox: &Sandbox, tids: Vec<i64>) {
    let client = sandbox.client().unwrap().session(&sandbox.session());
    let _ = client.execute(&CreateTicket { tids, ..ticket() }).await;
}

#[tokio::test]
async fn calls_come_as_they_were_made() {
    let sandbox = builder().start().await.unwrap();
    sandbox.assert_received::<CreateTicket>(0);
    assert!(sandbox.received::<CreateTicket>().is_empty());
    create(&sandbox, vec![1]).await;
    let only = sandbox.only_request::<CreateTicket>();
    assert_eq!((only.page_no, only.ticket.merchant_code.as_str()), (7, "商家 "));
    create(&sandbox, vec![2, 3]).await;
    let tids: Vec<_> = sandbox.assert_received::<CreateTicket>(2).into_iter().map(|call| call.tids).collect();
    assert_eq!(tids, [vec![1], vec![2, 3]]);
    sandbox.assert_received::<Upload>(0);
}

#[tokio::test]
async fn what_a_handler_refused_or_did_not_declare_counts() {
    let sandbox = builder()
        .try_reply::<CreateTicket>(|_| Err(ErrorResponse::new(41)))
        .on("tmall.servicecenter.picture.upload", |_| ())
        .start()
        .await
        .unwrap();
    create(&sandbox, vec![1]).await;
    sandbox.only_request::<CreateTicket>();
    let upload = Upload { img: File::new("a", "b"), picture_name: "c".to_owned(), is_https: None };
    let client = sandbox.client().unwrap().session(&sandbox.session());
    client.execute_raw(&upload).await.unwrap_err();
    assert_eq!(sandbox.only_request::<Upload>(), upload);
}

#[tokio::test]
async fn a_failure_says_what_was_seen() {
    let sandbox = builder().on("alibaba.ticket.create", |_| ()).start().await.unwrap();
    assert_eq!(
        failure(|| sandbox.only_request::<CreateTicket>()),
        "expected 1 call of `alibaba.ticket.create`: it was never called; the sandbox saw no request at all"
    );
    create(&sandbox, vec![1]).await;
    create(&sandbox, vec![2]).await;
    let wrong =
        Client::builder("12345678", "wrong").gateway(sandbox.url()).clock(FixedClock::at_unix(NOW)).build();
    wrong.unwrap().session(&sandbox.session()).execute(&ticket()).await.unwrap_err();
    let params = Params::new().with("access_token", "61009f").with_file("img", File::new("a", "b"));
    sandbox.client().unwrap().call("taobao.time.get", &params).await.unwrap();
    Call::new()
        .with("method", "alibaba.ticket.create")
        .with("session", SESSION)
        .signed()
        .post(&sandbox)
        .await;
    Call::new().with("method", "").post(&sandbox).await;
    let said = failure(|| sandbox.only_request::<CreateTicket>());
    let ticket = r#"{"page_no": "7", "ticket": "{\"merchant_code\":\"商家 \",\"items\":[{\"price\":1},{\"price\":2}]}", "tids": "#;
    let expected = [
        "expected 1 call of `alibaba.ticket.create`: it was called 2 times; the sandbox saw 6 in all:",
        &format!("  sandbox000001 alibaba.ticket.create {ticket}\"1\"}}"),
        &format!("  sandbox000002 alibaba.ticket.create {ticket}\"2\"}}"),
        &format!(
            "  sandbox000003 alibaba.ticket.create {ticket}\"1100085056548470636,2\"}} refused: 25 Invalid Signature: the secret \
             differs, or what was signed is not the `string_to_sign` of this reply"
        ),
        "  sandbox000004 taobao.time.get {\"access_token\": \"***\", \"img\": File(\"a\", application/octet-stream, 1 bytes)}",
        "  sandbox000005 alibaba.ticket.create {} is not as declared: 40 Missing Required Arguments: \
         isv.missing-parameter:page_no: `page_no`: expected a value, found nothing",
        "  sandbox000006 (no method) {} refused: 21 Missing Method: http传入的参数加入method字段",
    ];
    assert_eq!(said, expected.join("\n"));
    assert!(
        failure(|| sandbox.assert_received::<CreateTicket>(0))
            .starts_with("`alibaba.ticket.create` must not be called: it was")
    );
    let said = failure(|| sandbox.assert_received::<Upload>(2));
    assert!(
        said.starts_with("expected 2 calls of `tmall.servicecenter.picture.upload`: it was never called; "),
        "{said}"
    );
}

#[tokio::test]
async fn no_parameter_of_the_protocol_is_shown_as_one_of_the_api() {
    let sandbox = builder().on("example.call", |_| Value::Null).start().await.unwrap();
    let call = sandbox.client().unwrap().session(&sandbox.session()).target_app_key("87654321");
    call.call("example.call", &Params::new().with("own", "1")).await.unwrap();
    let said = failure(|| sandbox.only_request::<Upload>());
    assert!(said.ends_with("sandbox000001 example.call {\"own\": \"1\"}"), "{said}");
}

#[tokio::test]
async fn a_long_story_is_cut() {
    let sandbox = builder().on("example.long", |_| Value::Null).start().await.unwrap();
    let client = sandbox.client().unwrap();
    for _ in 0..25 {
        client.call("example.long", &Params::new().with("memo", "长".repeat(1000))).await.unwrap();
    }
    let said = failure(|| sandbox.only_request::<Upload>());
    assert!(
        said.contains("the sandbox saw 25 in all, of which these are the latest 20:\n  sandbox000006"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 21);
    assert!(said.lines().skip(1).all(|line| line.ends_with("长…") && line.chars().count() < 400), "{said}");
}
