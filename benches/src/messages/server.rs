//! The server: the message channel, and a gateway with the APIs for messages. Both have messages
//! without end.

use std::process::ExitCode;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use top_messages::api::{Accepted, ConfirmMessages, ConsumeMessages, Consumed, ConsumedMessage};
use top_runtime::DateTime;
use top_sandbox::Sandbox;
use top_sandbox::tmc::TmcServer;

const TOPIC: &str = "taobao_trade_TradeCreate";

/// First number of a message of the API, so that no number comes from both sources.
const FIRST_OF_API: i64 = 1 << 40;

/// Time after which the channel sends a message again. Longer than a block: nothing is lost here.
const REDELIVER_AFTER: Duration = Duration::from_secs(600);

/// Runs until the input ends. Prints the address of the channel and that of the gateway.
pub(super) fn serve() -> ExitCode {
    crate::gateway::serve(async || {
        let channel = TmcServer::builder().redeliver_after(REDELIVER_AFTER).start().await;
        let channel = channel.expect("a port of the loopback interface");
        channel.publish_generated(TOPIC, FIRST_OF_API.unsigned_abs() - 1, content);
        let next = AtomicI64::new(FIRST_OF_API);
        let published: DateTime = "2025-11-16 10:00:00".parse().expect("a date");
        let gateway = Sandbox::builder()
            .app("12345678", "helloworld")
            .reply::<ConsumeMessages>(move |request| {
                let first = next.fetch_add(request.quantity, Ordering::Relaxed);
                let messages = (first..first + request.quantity).map(|id| ConsumedMessage {
                    id,
                    topic: TOPIC.to_owned(),
                    content: Some(content(id)),
                    user_id: Some(77),
                    user_nick: Some("sandbox_seller".to_owned()),
                    pub_app_key: Some("12497914".to_owned()),
                    pub_time: Some(published),
                });
                Consumed { messages: messages.collect() }
            })
            .reply::<ConfirmMessages>(|_| Accepted { is_success: Some(true) })
            .start()
            .await
            .expect("a port of the loopback interface");
        let addresses = format!("{} {}", channel.url(), gateway.url());
        (addresses, (channel, gateway))
    })
}

/// Returns a content of about 150 bytes.
fn content(id: i64) -> String {
    format!(
        r#"{{"tid":{id},"oid":{id},"buyer_nick":"买家{id}","seller_nick":"sandbox_seller","payment":"128.50","post_fee":"0.00","type":"guarantee_trade"}}"#
    )
}
