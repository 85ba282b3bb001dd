//! Handlers by the client's own types.

use top_runtime::error::ErrorKind;
use top_runtime::{Params, Value};
use top_sandbox::ErrorResponse;

use crate::apis::{CreateTicket, builder, ticket};

#[tokio::test]
async fn requests_come_and_replies_go_whole() {
    let sandbox = builder().start().await.unwrap();
    for simplify in [false, true] {
        let client = sandbox.client_builder().simplify(simplify).build().unwrap();
        let client = client.session(&sandbox.session());
        let reply =
            client.execute(&CreateTicket { memo: Some("备注".to_owned()), ..ticket() }).await.unwrap();
        assert_eq!(reply.items.iter().map(|item| item.price).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((reply.tids.as_slice(), reply.memo.as_deref()), (ticket().tids.as_slice(), Some("备注")));
        assert!(reply.unknown_fields().is_empty() && reply.issues().is_empty());
        let written = if simplify {
            r#"{"items":[{"price":1},{"price":2}],"tids":[1100085056548470636,2],"memo":"备注","request_id":"sandbox000002"}"#
        } else {
            r#"{"alibaba_ticket_create_response":{"items":{"ticket_item":[{"price":1},{"price":2}]},"tids":{"number":[1100085056548470636,2]},"memo":"备注","request_id":"sandbox000001"}}"#
        };
        assert_eq!(reply.body(), written);
    }
    let seen = &sandbox.requests()[0];
    assert_eq!(seen.params().get("tids"), Some("1100085056548470636,2"));
    assert!(seen.header("user-agent").is_some_and(|agent| agent.starts_with("top-runtime/")));
    assert_eq!(seen.received_at(), std::time::UNIX_EPOCH + std::time::Duration::from_secs(crate::apis::NOW));
}

#[tokio::test]
async fn handlers_may_refuse() {
    let banned = || {
        let refusal = ErrorResponse::new(7).with_sub_code("accesscontrol.limited-by-app-access-count");
        refusal.with_sub_msg("This ban will last for 2 more seconds")
    };
    let sandbox = builder()
        .try_reply::<CreateTicket>(move |_| Err(banned()))
        .on("example.text", |_| "<html>")
        .on("example.list", |_| Value::Array(Vec::new()))
        .on("example.refused", |_| ErrorResponse::new(530).with_msg("own text"))
        .start()
        .await
        .unwrap();
    let client = sandbox.client().unwrap().session(&sandbox.session());
    let error = client.execute(&ticket()).await.unwrap_err();
    assert!(error.is_throttled() && error.to_string().contains("App Call Limited"), "{error}");
    assert_eq!(sandbox.requests()[0].error_response(), Some(&banned()));
    let call = async |method: &str| client.call(method, &Params::new()).await.unwrap_err();
    assert!(matches!(call("example.text").await.kind(), ErrorKind::UnexpectedBody(_)));
    let error = call("example.list").await;
    assert!(error.to_string().contains("not an object"), "{error}");
    let ErrorKind::Platform(error) = call("example.refused").await.into_kind() else {
        panic!("no error of the platform")
    };
    assert_eq!((error.code.as_str(), error.msg.as_str()), ("530", "own text"));
}
