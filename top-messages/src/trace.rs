//! Spans and events for `tracing`. Without the feature, nothing.

use crate::observe::{ConnectionEvent, MessageSettled};

#[cfg(not(feature = "tracing"))]
pub(crate) fn connection(_: &ConnectionEvent<'_>) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn settled(_: &MessageSettled<'_>) {}

/// Runs the handler of a message.
#[cfg(not(feature = "tracing"))]
pub(crate) async fn in_span<T>(_: i64, _: &str, handler: impl Future<Output = T>) -> T {
    handler.await
}

#[cfg(feature = "tracing")]
pub(crate) fn connection(event: &ConnectionEvent<'_>) {
    match event {
        ConnectionEvent::Connected => tracing::info!("connected to the message channel"),
        ConnectionEvent::Lost { reason, wait } => {
            tracing::warn!(reason, ?wait, "not connected to the message channel");
        }
        ConnectionEvent::Skipped { reason } => tracing::warn!(reason, "skipped a frame"),
        ConnectionEvent::ClockCorrected { seconds } => {
            tracing::warn!(seconds, "the clock of the message channel differs");
        }
    }
}

#[cfg(feature = "tracing")]
pub(crate) fn settled(message: &MessageSettled<'_>) {
    use crate::observe::Settlement;

    let MessageSettled { id, topic, settlement, duration } = message;
    match settlement {
        Settlement::Failed(error) => tracing::warn!(id, topic, %error, "message failed"),
        Settlement::Dead(error) => tracing::error!(id, topic, %error, "message is a dead letter"),
        Settlement::NotStored(error) => tracing::error!(id, topic, %error, "store of messages failed"),
        Settlement::Handled | Settlement::Duplicate | Settlement::InProgress => {
            tracing::debug!(id, topic, ?settlement, ?duration, "message settled");
        }
    }
}

/// Runs the handler of a message in a span with number and topic.
#[cfg(feature = "tracing")]
pub(crate) async fn in_span<T>(id: i64, topic: &str, handler: impl Future<Output = T>) -> T {
    use tracing::Instrument as _;

    handler.instrument(tracing::info_span!("top_message", id, topic)).await
}
