//! A receiver of messages.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::time::timeout;
use top_runtime::{AppSecret, Client};

use crate::builder::{MessagesBuilder, Settings};
use crate::channel::Channel;
use crate::dispatch::{Dispatcher, Summary};
use crate::error::Error;
use crate::polling::Polling;
use crate::workers::Workers;

/// A receiver of messages, from the message channel or from the platform's API.
///
/// Several receivers of one app and group, in one process or on several machines, share the
/// messages of the group.
pub struct Messages {
    pub(crate) settings: Settings,
    pub(crate) dispatcher: Arc<Dispatcher>,
}

impl Messages {
    /// Creates a builder.
    pub fn builder(app_key: impl Into<String>, secret: impl Into<AppSecret>) -> MessagesBuilder {
        MessagesBuilder::new(app_key.into(), secret.into())
    }

    /// Receives messages from the channel until `shutdown` is complete. Runs on tokio.
    ///
    /// - A lost connection is opened again. Messages that were not confirmed come again.
    /// - After the shutdown, no further message is handled. The future ends when the handlers in
    ///   progress have ended and their messages are confirmed, or after
    ///   [`drain_timeout`](MessagesBuilder::drain_timeout).
    /// - Dropping the future ends the handlers at once. Their messages come again.
    ///
    /// # Errors
    ///
    /// The address is not valid, or the first connection is refused.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send) -> Result<Summary, Error> {
        let (workers, settled) = Workers::new(&self.dispatcher, self.settings.max_unconfirmed);
        let channel = Channel::new(&self.settings, &self.dispatcher.observers)?;
        self.until(shutdown, |stop| channel.run(workers, settled, stop)).await
    }

    /// Receives messages with `taobao.tmc.messages.consume` and confirms them with
    /// `taobao.tmc.messages.confirm` until `shutdown` is complete: where a connection to the
    /// channel is not possible. Handlers, stores and limits are those of [`run`](Self::run); the API has no
    /// failures, so a message that failed is only not confirmed.
    ///
    /// # Errors
    ///
    /// [`max_unconfirmed`](MessagesBuilder::max_unconfirmed) is below 10, the least number of
    /// messages that the API returns; or a call fails in a way that a later one cannot change.
    pub async fn poll(
        self,
        client: &Client,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<Summary, Error> {
        let (workers, settled) = Workers::new(&self.dispatcher, self.settings.max_unconfirmed);
        let polling = Polling::new(&self.settings, client, &self.dispatcher.observers)?;
        self.until(shutdown, |stop| polling.run(workers, settled, stop)).await
    }

    /// Runs a source of messages. After the shutdown the source has the time for draining.
    async fn until<W>(
        &self,
        shutdown: impl Future<Output = ()> + Send,
        run: impl FnOnce(watch::Receiver<bool>) -> W,
    ) -> Result<Summary, Error>
    where
        W: Future<Output = Result<(), Error>>,
    {
        let (stop, stopped) = watch::channel(false);
        let mut work = pin!(run(stopped));
        tokio::select! {
            result = &mut work => result?,
            () = shutdown => {
                let _ = stop.send(true); // fails only if the source has ended
                match timeout(self.settings.drain_timeout, work).await {
                    Ok(result) => result?,
                    Err(_) => return Ok(self.summary()),
                }
            }
        }
        Ok(self.summary())
    }

    fn summary(&self) -> Summary {
        self.dispatcher.counters.summary(self.dispatcher.in_progress())
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages")
            .field("app_key", &self.settings.app_key)
            .field("address", &self.settings.address)
            .field("group", &self.settings.group)
            .finish_non_exhaustive()
    }
}
