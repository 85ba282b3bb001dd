//! The platform's API in place of the channel, and publishing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use top_messages::api::{
    Accepted, ConfirmMessages, ConsumeMessages, Consumed, ConsumedMessage, ProduceMessage,
};
use top_messages::{Error, Message, Messages};
use top_runtime::Client;
use top_sandbox::{ErrorResponse, Sandbox};

use crate::support::{CREATED, Counts, TradeCreated};

/// Messages of a gateway.
#[derive(Clone, Default)]
struct Waiting(Arc<Mutex<BTreeMap<i64, String>>>);

impl Waiting {
    fn take(&self, quantity: i64) -> Consumed {
        let waiting = self.0.lock().unwrap();
        let messages = waiting.iter().take(usize::try_from(quantity).unwrap());
        let messages = messages.map(|(id, content)| ConsumedMessage {
            id: *id,
            topic: CREATED.to_owned(),
            content: Some(content.clone()),
            user_id: Some(77),
            user_nick: Some("卖家".to_owned()),
            pub_app_key: None,
            pub_time: "2025-11-16 10:00:00".parse().ok(),
        });
        Consumed { messages: messages.collect() }
    }

    fn confirm(&self, ids: &[i64]) -> Accepted {
        self.0.lock().unwrap().retain(|id, _| !ids.contains(id));
        Accepted { is_success: Some(true) }
    }
}

async fn gateway(waiting: &Waiting) -> Sandbox {
    let (consumed, confirmed) = (waiting.clone(), waiting.clone());
    Sandbox::builder()
        .reply::<ConsumeMessages>(move |request| consumed.take(request.quantity))
        .reply::<ConfirmMessages>(move |request| confirmed.confirm(&request.s_message_ids))
        .start()
        .await
        .unwrap()
}

async fn until_empty(waiting: &Waiting, client: &Client, calls: &Counts) -> top_messages::Summary {
    let (done, calls) = (waiting.clone(), calls.clone());
    let shutdown = async move {
        while !done.0.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    Messages::builder("12345678", "helloworld")
        .pull_interval(Duration::from_millis(1))
        .on(move |trade: Message<TradeCreated>| {
            let attempt = calls.add(trade.tid.to_string());
            async move { if trade.tid == 7 && attempt == 1 { Err("not yet".into()) } else { Ok(()) } }
        })
        .build()
        .unwrap()
        .poll(client, shutdown)
        .await
        .unwrap()
}

#[tokio::test]
async fn messages_of_the_api_have_the_same_handlers_and_are_confirmed() {
    let waiting = Waiting::default();
    waiting.0.lock().unwrap().extend((1..=500).map(|id| (id, format!(r#"{{"tid":{id}}}"#))));
    let gateway = gateway(&waiting).await;
    let calls = Counts::default();
    let summary = until_empty(&waiting, &gateway.client().unwrap(), &calls).await;
    assert_eq!((summary.handled, calls.names().len(), calls.of("7")), (500, 500, 2));
    assert!(gateway.requests().iter().all(|request| request.params().get("group_name").is_none()));
}

#[tokio::test]
async fn a_call_that_cannot_succeed_ends_the_receiver() {
    let gateway = Sandbox::builder()
        .try_reply::<ConsumeMessages>(|_| Err(ErrorResponse::new(11)))
        .start()
        .await
        .unwrap();
    let messages = |max| {
        Messages::builder("12345678", "helloworld")
            .max_unconfirmed(max)
            .on(|_: Message<TradeCreated>| async { Ok(()) })
            .build()
            .unwrap()
    };
    let client = gateway.client().unwrap();
    let error = messages(64).poll(&client, std::future::pending()).await.unwrap_err();
    assert!(matches!(&error, Error::Call(error) if error.code() == Some("11")), "{error}");
    let error = messages(9).poll(&client, std::future::pending()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`max_unconfirmed` is 9: the API returns up to 10 messages or more at once"
    );
}

#[tokio::test]
async fn published_messages_are_checked_and_sent() {
    let gateway = Sandbox::builder()
        .reply::<ProduceMessage>(|_| Accepted { is_success: Some(true) })
        .start()
        .await
        .unwrap();
    let client = gateway.client().unwrap();
    let request = ProduceMessage::of(&TradeCreated { tid: 1, buyer_nick: None }).unwrap();
    client.execute(&request).await.unwrap();
    assert_eq!(gateway.requests()[0].params().get("content"), Some(r#"{"tid":1}"#));
    let long = ProduceMessage { content: "字".repeat(40_961), ..request };
    let error = client.execute(&long).await.unwrap_err();
    assert_eq!(error.issues()[0].path, "content");
}
