//! Messages from the platform's API instead of the channel.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;
use top_runtime::Client;

use crate::api::{ConfirmMessages, ConsumeMessages};
use crate::builder::Settings;
use crate::dispatch::Answer;
use crate::error::Error;
use crate::message::Message;
use crate::observe::{ConnectionEvent, Observers};
use crate::workers::{Settled, Workers, stopped};

/// Least number of messages of one call.
const MIN_QUANTITY: usize = 10;

/// Greatest number of messages of one call, also of one that confirms.
const MAX_QUANTITY: usize = 200;

/// Time in which confirmations are collected for one call, while messages are being handled.
const COLLECT: Duration = Duration::from_millis(50);

/// Messages from the platform's API.
pub(crate) struct Polling<'s> {
    settings: &'s Settings,
    client: &'s Client,
    observers: &'s Observers,
    /// `None` for the default group, which has no name in the API.
    group: Option<String>,
}

impl<'s> Polling<'s> {
    pub(crate) fn new(
        settings: &'s Settings,
        client: &'s Client,
        observers: &'s Observers,
    ) -> Result<Self, Error> {
        if settings.max_unconfirmed < MIN_QUANTITY {
            let found = settings.max_unconfirmed;
            return Err(Error::Setting(format!(
                "`max_unconfirmed` is {found}: the API returns up to {MIN_QUANTITY} messages or more at once"
            )));
        }
        let group = Some(settings.group.clone()).filter(|group| group != "default");
        Ok(Self { settings, client, observers, group })
    }

    /// Receives messages until the shutdown, then until every message is settled.
    pub(crate) async fn run(
        self,
        mut workers: Workers,
        mut settled: mpsc::Receiver<Settled>,
        mut stop: watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let (slots, handling) = (workers.slots().clone(), workers.handling());
        let mut stop_of_drain = stop.clone();
        let drained = async {
            stopped(&mut stop_of_drain).await;
            slots.all_free().await;
        };
        tokio::select! {
            result = self.consume(&mut workers, &mut stop) => result,
            result = self.confirm(&mut settled, &handling) => result,
            () = drained => Ok(()),
        }
    }

    /// Calls the API and starts handlers. Waits for ever after the shutdown.
    async fn consume(&self, workers: &mut Workers, stop: &mut watch::Receiver<bool>) -> Result<(), Error> {
        loop {
            let taken = tokio::select! {
                () = stopped(stop) => break,
                taken = take_slots(workers) => taken,
            };
            let quantity = i64::try_from(taken.len()).unwrap_or_default();
            let request = ConsumeMessages { group_name: self.group.clone(), quantity };
            // A reply that is not read would leave its messages with the platform until they time out.
            let wait = match self.client.execute(&request).await {
                Ok(reply) => {
                    let messages = reply.into_inner().messages;
                    let wait = if messages.is_empty() { self.settings.pull_interval } else { Duration::ZERO };
                    for (item, slot) in messages.into_iter().zip(taken) {
                        workers.start(Message::from_item(item), slot);
                    }
                    wait
                }
                Err(error) if error.retry_class().is_none() => return Err(Error::Call(Box::new(error))),
                Err(error) => {
                    drop(taken);
                    let wait = error.retry_after().unwrap_or(self.settings.reconnect.1);
                    let reason = error.to_string();
                    self.observers.connection(&ConnectionEvent::Lost { reason: &reason, wait });
                    wait
                }
            };
            let _ = timeout(wait, stopped(stop)).await; // the loop checks for the shutdown
        }
        std::future::pending().await
    }

    /// Confirms messages, several with one call. A call that fails is repeated.
    async fn confirm(
        &self,
        settled: &mut mpsc::Receiver<Settled>,
        handling: &AtomicUsize,
    ) -> Result<(), Error> {
        let mut handled: Vec<Settled> = Vec::new();
        while let Some(first) = settled.recv().await {
            keep_handled(&mut handled, first);
            let collect = async {
                // Once every handler has ended there is nothing to wait for, and the slots are needed.
                while handled.len() < MAX_QUANTITY
                    && (handling.load(Ordering::Relaxed) > 0 || !settled.is_empty())
                    && let Some(next) = settled.recv().await
                {
                    keep_handled(&mut handled, next);
                }
            };
            let _ = timeout(COLLECT, collect).await; // sends what there is
            if handled.is_empty() {
                continue;
            }
            let ids = handled.iter().map(|settled| settled.id).collect();
            let request = ConfirmMessages { group_name: self.group.clone(), s_message_ids: ids };
            loop {
                match self.client.execute(&request).await {
                    Ok(_) => break,
                    Err(error) if error.retry_class().is_none() => return Err(Error::Call(Box::new(error))),
                    Err(error) => {
                        let wait = error.retry_after().unwrap_or(self.settings.reconnect.0);
                        let reason = error.to_string();
                        self.observers.connection(&ConnectionEvent::Lost { reason: &reason, wait });
                        tokio::time::sleep(wait).await;
                    }
                }
            }
            handled.clear();
        }
        Ok(())
    }
}

/// Keeps a message to confirm, and drops a failed one: the API reports no failures.
fn keep_handled(handled: &mut Vec<Settled>, settled: Settled) {
    if settled.answer == Answer::Confirm {
        handled.push(settled);
    }
}

/// Takes slots for one call: waits for the least number, and takes more if they are free.
async fn take_slots(workers: &Workers) -> Vec<OwnedSemaphorePermit> {
    let mut taken = Vec::new();
    while taken.len() < MAX_QUANTITY {
        let slot = match workers.slots().try_take() {
            None if taken.len() < MIN_QUANTITY => workers.slots().take().await,
            slot => slot,
        };
        let Some(slot) = slot else { break };
        taken.push(slot);
    }
    taken
}
