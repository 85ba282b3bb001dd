//! Choice of handlers, failures, dead letters, duplicates.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use top_messages::store::{DeadLetter, DeadLetters, StoreError};
use top_messages::{HandlerError, Message, Messages};
use top_runtime::transport::BoxFuture;
use top_sandbox::tmc::TmcServer;

use crate::support::{CREATED, Counts, Running, TradeCreated, builder};

/// Dead letters in memory.
#[derive(Clone, Default)]
struct Letters(Arc<Mutex<Vec<DeadLetter>>>);

impl DeadLetters for Letters {
    fn put<'a>(&'a self, letter: &'a DeadLetter) -> BoxFuture<'a, Result<(), StoreError>> {
        self.0.lock().unwrap().push(letter.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn messages_go_to_the_handler_of_their_topic_family_or_the_fallback() {
    let server = TmcServer::builder().start().await.unwrap();
    let calls = Counts::default();
    let (typed, family, rest) = (calls.clone(), calls.clone(), calls.clone());
    let receiver = Running::start(
        builder(&server)
            .on(move |trade: Message<TradeCreated>| {
                typed.add(format!("topic {} {:?} {:?}", trade.tid, trade.buyer_nick, trade.nick()));
                async { Ok(()) }
            })
            .on_family("taobao_trade", move |message| {
                family.add(format!("family {} {}", message.topic(), message.text()));
                async { Ok(()) }
            })
            .fallback(move |message| {
                rest.add(format!("fallback {} {}", message.topic(), message.value().unwrap()));
                async { Ok(()) }
            }),
    );
    server.publish(CREATED, r#"{"tid":7091800003790954036,"buyer_nick":"买家"}"#);
    server.publish("taobao_trade_TradeClose", r#"{"tid":2}"#);
    server.publish("taobao_item_ItemAdd", r#"{"num_iid":3}"#);
    let state = server.all_confirmed().await;
    assert_eq!(receiver.stop().await.unwrap().handled, 3);
    assert_eq!(
        calls.names(),
        [
            r#"fallback taobao_item_ItemAdd {"num_iid":3}"#,
            r#"family taobao_trade_TradeClose {"tid":2}"#,
            r#"topic 7091800003790954036 Some("买家") Some("sandbox_seller")"#,
        ]
    );
    assert_eq!(state.violations, [""; 0]);
}

#[tokio::test]
async fn a_topic_without_a_handler_is_never_confirmed() {
    let server = TmcServer::builder().start().await.unwrap();
    let receiver = Running::start(builder(&server).on(|_: Message<TradeCreated>| async { Ok(()) }));
    server.publish("taobao_item_ItemAdd", "{}");
    let state = server.wait_for(|state| !state.failed.is_empty()).await;
    assert_eq!((state.confirmed, state.failed[0].reason.as_deref()), (0, Some("the handler failed")));
    let summary = receiver.stop().await.unwrap();
    assert!(summary.handled == 0 && summary.failed >= 1);
    assert_eq!(server.state().unconfirmed, 1);
}

#[tokio::test]
async fn messages_that_fail_come_again_until_they_succeed() {
    let server = TmcServer::builder().redeliver_after(Duration::from_millis(1)).start().await.unwrap();
    let calls = Counts::default();
    let attempts = calls.clone();
    let receiver = Running::start(builder(&server).on(move |_: Message<TradeCreated>| {
        let attempt = attempts.add("attempts");
        async move {
            match attempt {
                1 => Err("not yet".into()),
                2 => panic!("a panic of the test"),
                _ => Ok(()),
            }
        }
    }));
    server.publish(CREATED, r#"{"tid":1}"#);
    let state = server.all_confirmed().await;
    assert_eq!((state.failed.len(), calls.of("attempts")), (2, 3));
    let summary = receiver.stop().await.unwrap();
    assert_eq!((summary.handled, summary.failed, summary.dead), (1, 2, 0));
}

#[tokio::test]
async fn messages_become_dead_letters_after_failures_or_a_permanent_one() {
    let server = TmcServer::builder().redeliver_after(Duration::from_millis(1)).start().await.unwrap();
    let letters = Letters::default();
    let receiver = Running::start(
        builder(&server)
            .on(|_: Message<TradeCreated>| async { Err("database is down".into()) })
            .on_family("permanent", |_| async { Err(HandlerError::permanent("unknown seller")) })
            .dead_letters(letters.clone(), 3),
    );
    server.publish(CREATED, r#"{"tid":1}"#);
    server.publish("permanent_Failure", r#"{"tid":2}"#);
    server.publish(CREATED, r#"{"tid":"x"}"#);
    server.publish("no_Handler", "");
    server.all_confirmed().await;
    assert_eq!(receiver.stop().await.unwrap().dead, 4);
    let mut letters = std::mem::take(&mut *letters.0.lock().unwrap());
    letters.sort_by_key(|letter| letter.id);
    let facts: Vec<_> = letters
        .iter()
        .map(|letter| (letter.failures, letter.reason.as_str(), letter.content.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            (3, "database is down", r#"{"tid":1}"#),
            (1, "unknown seller", r#"{"tid":2}"#),
            (
                1,
                "the content of the message: `tid`: expected a whole number (i64), found the text `x`",
                r#"{"tid":"x"}"#
            ),
            (3, "no handler for the topic: add one, or a fallback", ""),
        ]
    );
}

#[tokio::test]
async fn a_handler_that_does_not_end_is_cancelled_and_its_message_fails() {
    let server = TmcServer::builder().start().await.unwrap();
    let receiver = Running::start(
        builder(&server)
            .handler_timeout(Duration::from_millis(5))
            .on(|_: Message<TradeCreated>| std::future::pending()),
    );
    server.publish(CREATED, r#"{"tid":1}"#);
    server.wait_for(|state| !state.failed.is_empty()).await;
    assert!(receiver.stop().await.unwrap().failed >= 1);
}

#[test]
fn invalid_settings_are_reported_with_what_to_do() {
    let ok = |_: Message<TradeCreated>| async { Ok(()) };
    let text = |builder: top_messages::MessagesBuilder| builder.build().unwrap_err().to_string();
    let builder = || Messages::builder("12345678", "helloworld");
    assert_eq!(text(builder()), "no handler: add one with `on`, `on_family` or `fallback`");
    assert_eq!(
        text(builder().on(ok).on(ok)),
        "two handlers of the topic `taobao_trade_TradeCreate`: remove one"
    );
    assert_eq!(text(builder().on(ok).max_unconfirmed(0)), "`max_unconfirmed` is 0: expected 1 to 100,000");
    assert_eq!(text(Messages::builder("1", " ").on(ok)), "app key or app secret is blank");
    assert!(text(builder().on(ok).group("")).starts_with("`group` is blank"));
    assert!(!format!("{:?}", builder().on(ok).build().unwrap()).contains("helloworld"));
}
