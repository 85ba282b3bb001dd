//! The message channel: one connection at a time, opened again when it is lost.

mod address;
mod connect;
mod protocol;
mod session;
mod stream;

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use crate::builder::Settings;
use crate::error::Error;
use crate::observe::{ConnectionEvent, Observers};
use crate::workers::{Settled, Workers, stopped};
use connect::{ConnectError, Connector};
use session::{Session, SessionEnd};

/// Difference in seconds from which the clocks of host and platform count as different.
const MAX_CLOCK_DIFFERENCE: u64 = 60;

/// The message channel.
pub(crate) struct Channel<'s> {
    settings: &'s Settings,
    observers: &'s Observers,
    connector: Connector<'s>,
}

impl<'s> Channel<'s> {
    /// Checks the address.
    pub(crate) fn new(settings: &'s Settings, observers: &'s Observers) -> Result<Self, Error> {
        Ok(Self { settings, observers, connector: Connector::new(settings)? })
    }

    /// Receives messages until the shutdown, then until every message is settled.
    pub(crate) async fn run(
        mut self,
        mut workers: Workers,
        mut settled: mpsc::Receiver<Settled>,
        mut stop: watch::Receiver<bool>,
    ) -> Result<(), Error> {
        let mut unsent = Vec::new();
        let mut waits = self.waits();
        let mut was_accepted = false;
        loop {
            let reason = match self.connector.connect().await {
                Ok((stream, token)) => {
                    self.observers.connection(&ConnectionEvent::Connected);
                    (was_accepted, waits) = (true, self.waits());
                    let session = Session {
                        token: token.as_deref(),
                        pull_interval: self.settings.pull_interval,
                        observers: self.observers,
                        stop: stop.clone(),
                    };
                    match session.run(stream, &mut workers, &mut settled, &mut unsent).await {
                        SessionEnd::Drained => return Ok(()),
                        SessionEnd::Lost(reason) => reason,
                    }
                }
                Err(ConnectError::Refused { clock_difference: Some(seconds), .. })
                    if seconds.unsigned_abs() > MAX_CLOCK_DIFFERENCE
                        && self.connector.correct_clock(seconds) =>
                {
                    self.observers.connection(&ConnectionEvent::ClockCorrected { seconds });
                    continue;
                }
                Err(ConnectError::Refused { status, phrase, .. }) if !was_accepted => {
                    return Err(Error::Refused { status, phrase });
                }
                Err(error) => error.to_string(),
            };
            if *stop.borrow() && self.is_idle(&workers, &unsent).await {
                return Ok(());
            }
            let wait = waits.next().unwrap_or(self.settings.reconnect.1);
            self.observers.connection(&ConnectionEvent::Lost { reason: &reason, wait });
            self.wait(wait, &workers, &mut stop).await;
        }
    }

    /// Returns the waits between attempts to connect, with a random part.
    fn waits(&self) -> ExponentialBackoff {
        let (first, max) = self.settings.reconnect;
        ExponentialBuilder::new()
            .with_min_delay(first)
            .with_max_delay(max)
            .without_max_times()
            .with_jitter()
            .build()
    }

    /// Whether nothing is left to do after the shutdown.
    async fn is_idle(&self, workers: &Workers, unsent: &[Settled]) -> bool {
        unsent.is_empty() && timeout(Duration::ZERO, workers.slots().all_free()).await.is_ok()
    }

    /// Waits before the next attempt. A shutdown ends the wait if nothing is left to do.
    async fn wait(&self, wait: Duration, workers: &Workers, stop: &mut watch::Receiver<bool>) {
        let drained = async {
            stopped(stop).await;
            workers.slots().all_free().await;
        };
        let _ = timeout(wait, drained).await; // both ends are the same to the caller
    }
}
