//! Opening connections: refusals, clocks, lost connections, TLS addresses, tokens.

use std::time::Duration;

use top_messages::{Error, Message, Messages};
use top_runtime::Params;
use top_sandbox::Sandbox;
use top_sandbox::tmc::{TmcFaults, TmcServer};

use crate::support::{CREATED, Counts, Running, TradeCreated, builder};

async fn handle(_: Message<TradeCreated>) -> Result<(), top_messages::HandlerError> {
    Ok(())
}

#[tokio::test]
async fn a_wrong_secret_ends_the_receiver_with_the_reason() {
    let server = TmcServer::builder().app("12345678", "other").start().await.unwrap();
    let error = Running::start(builder(&server).on(handle)).end().await.unwrap_err();
    assert!(matches!(&error, Error::Refused { status: 302, .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the message channel refused the connection with status 302, \"sign error\": check app key, app secret and \
         group, and that the app subscribes to messages"
    );
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_with_that_of_the_platform() {
    for clock_ahead in [7_200, -7_200] {
        let faults = TmcFaults { clock_ahead, ..TmcFaults::default() };
        let server = TmcServer::builder().faults(faults).start().await.unwrap();
        let events = Counts::default();
        let receiver = Running::start(builder(&server).observer(events.clone()).on(handle));
        server.publish(CREATED, r#"{"tid":1}"#);
        server.all_confirmed().await;
        receiver.stop().await.unwrap();
        assert_eq!((events.of("clock corrected"), events.of("connected")), (1, 1), "{:?}", events.names());
    }
}

#[tokio::test]
async fn a_lost_connection_is_opened_again_and_its_messages_are_handled() {
    let faults = TmcFaults { cut_every: Some(10), ..TmcFaults::default() };
    let server = TmcServer::builder().faults(faults).start().await.unwrap();
    let (events, calls) = (Counts::default(), Counts::default());
    let tids = calls.clone();
    let receiver =
        Running::start(builder(&server).observer(events.clone()).on(move |trade: Message<TradeCreated>| {
            tids.add(trade.tid.to_string());
            async { Ok(()) }
        }));
    server.publish_generated(CREATED, 100, |id| format!(r#"{{"tid":{id}}}"#));
    let state = server.all_confirmed().await;
    assert_eq!(receiver.stop().await.unwrap().handled, 100);
    assert!(state.connections >= 10, "{state:?}");
    assert_eq!((calls.names().len(), events.of("Handled")), (100, 100));
}

#[tokio::test]
async fn answers_of_a_lost_connection_are_sent_on_the_next_one() {
    let faults = TmcFaults { lost_confirms: 0.5, cut_every: Some(50), ..TmcFaults::default() };
    let server =
        TmcServer::builder().faults(faults).redeliver_after(Duration::from_millis(5)).start().await.unwrap();
    let receiver = Running::start(builder(&server).on(handle));
    server.publish_generated(CREATED, 300, |id| format!(r#"{{"tid":{id}}}"#));
    server.all_confirmed().await;
    let summary = receiver.stop().await.unwrap();
    assert_eq!(summary.handled, 300);
    assert!(summary.duplicates > 0, "{summary:?}");
}

#[tokio::test]
async fn a_receiver_waits_for_a_platform_that_cannot_be_reached() {
    let server = TmcServer::builder().start().await.unwrap();
    let events = Counts::default();
    let unreachable = builder(&server).address("ws://127.0.0.1:1/").observer(events.clone()).on(handle);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let receiver = tokio::spawn(unreachable.run(async move {
        let _ = stopped.await;
    }));
    while events.names().is_empty() {
        tokio::task::yield_now().await;
    }
    stop.send(()).unwrap();
    assert_eq!(receiver.await.unwrap().unwrap(), top_messages::Summary::default());
    assert!(events.names().iter().all(|name| name.starts_with("lost: ")), "{:?}", events.names());
}

#[tokio::test]
async fn addresses_are_checked_before_anything_is_sent() {
    let error = |address: &str| {
        let messages = Messages::builder("1", "s").address(address).on(handle).build().unwrap();
        async { messages.run(std::future::ready(())).await.unwrap_err().to_string() }
    };
    assert_eq!(
        error("http://mc.api.taobao.com/").await,
        "http://mc.api.taobao.com/: the scheme is not `ws` or `wss`; expected a URL like `ws://mc.api.taobao.com/`"
    );
}

#[tokio::test]
async fn the_token_of_the_api_is_fetched_before_a_connection() {
    let gateway = Sandbox::builder()
        .on("taobao.tmc.auth.get", |params: &Params| {
            assert_eq!(params.get("group"), Some("default"));
            top_runtime::Value::Object(vec![("result".to_owned(), "conn-token-xyz".into())])
        })
        .start()
        .await
        .unwrap();
    let server = TmcServer::builder().start().await.unwrap();
    let receiver = Running::start(builder(&server).token_from(gateway.client().unwrap()).on(handle));
    server.publish(CREATED, r#"{"tid":1}"#);
    server.all_confirmed().await;
    receiver.stop().await.unwrap();
    assert_eq!(gateway.requests().len(), 1);
}
