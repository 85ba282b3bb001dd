//! Declarations, and receivers that run beside a test.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use top_messages::observe::{ConnectionEvent, MessageSettled, Observer};
use top_messages::{Error, Messages, MessagesBuilder, Summary};
use top_runtime::TopMessage;
use top_sandbox::tmc::TmcServer;

pub(crate) const CREATED: &str = "taobao_trade_TradeCreate";

#[derive(Debug, Clone, PartialEq, TopMessage)]
#[top_message(topic = "taobao_trade_TradeCreate")]
pub(crate) struct TradeCreated {
    pub(crate) tid: i64,
    pub(crate) buyer_nick: Option<String>,
}

/// Returns a builder for the server, with short waits.
pub(crate) fn builder(server: &TmcServer) -> MessagesBuilder {
    Messages::builder("12345678", "helloworld")
        .address(server.url())
        .reconnect_delay(Duration::from_millis(1), Duration::from_millis(50))
}

/// A receiver in a task.
pub(crate) struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<Summary, Error>>,
}

impl Running {
    pub(crate) fn start(builder: MessagesBuilder) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(builder.run(async move {
            let _ = stopped.await;
        }));
        Self { stop, task }
    }

    pub(crate) async fn stop(self) -> Result<Summary, Error> {
        let _ = self.stop.send(());
        self.task.await.unwrap()
    }

    /// Waits for a receiver that ends by itself.
    pub(crate) async fn end(self) -> Result<Summary, Error> {
        self.task.await.unwrap()
    }
}

/// Numbers by text, such as calls per message.
#[derive(Clone, Default)]
pub(crate) struct Counts(Arc<Mutex<BTreeMap<String, u64>>>);

impl Counts {
    pub(crate) fn add(&self, name: impl Into<String>) -> u64 {
        let mut counts = self.0.lock().unwrap();
        let count = counts.entry(name.into()).or_default();
        *count += 1;
        *count
    }

    pub(crate) fn of(&self, name: &str) -> u64 {
        self.0.lock().unwrap().get(name).copied().unwrap_or(0)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }
}

impl Observer for Counts {
    fn connection(&self, event: &ConnectionEvent<'_>) {
        self.add(match event {
            ConnectionEvent::Connected => "connected".to_owned(),
            ConnectionEvent::Lost { reason, .. } => format!("lost: {reason}"),
            ConnectionEvent::Skipped { reason, .. } => format!("skipped: {reason}"),
            ConnectionEvent::ClockCorrected { .. } => "clock corrected".to_owned(),
            _ => "other".to_owned(),
        });
    }

    fn message_settled(&self, message: &MessageSettled<'_>) {
        let settlement = format!("{:?}", message.settlement);
        let word = settlement.split('(').next().unwrap_or_default();
        self.add(word);
    }
}
