//! Waits for slots of the rate limits.

use std::time::Duration;

use super::PendingCall;
use crate::error::Error;
use crate::observe::ThrottleCause;

impl PendingCall {
    /// Waits for a slot of each rate limit. Returns `true` if the call had to wait.
    pub(super) async fn wait_for_slots(&mut self) -> Result<bool, Error> {
        let (mut taken, mut has_waited) = (0, false);
        while let Some(wait) = self.next_slot(&mut taken).await? {
            self.pause(wait).await;
            has_waited = true;
        }
        Ok(has_waited)
    }

    /// Takes a slot of each rate limit but the first `taken`, or returns how long to wait before the
    /// next call of this function.
    ///
    /// # Errors
    ///
    /// The call has no time for the wait, or other machines have met a ban.
    #[cfg_attr(not(feature = "shared-limits"), allow(clippy::unused_async))] // only shared limits wait
    pub(super) async fn next_slot(&mut self, taken: &mut usize) -> Result<Option<Duration>, Error> {
        #[cfg(feature = "shared-limits")]
        if let Some(wait) = self.next_shared_slot(taken).await? {
            return Ok(wait);
        }
        let limits = self.client.0.limits.as_ref();
        let Some(wait) = limits.and_then(|limits| limits.wait(&self.method, taken)) else { return Ok(None) };
        self.watch.throttle(ThrottleCause::RateLimit, wait);
        if self.state.has_time_for(wait) { Ok(Some(wait)) } else { Err(self.throttled(wait, None)) }
    }

    /// Takes slots of the limits that the client shares: the inner value is the wait. `None` if the
    /// client's own limits apply.
    #[cfg(feature = "shared-limits")]
    async fn next_shared_slot(&mut self, taken: &mut usize) -> Result<Option<Option<Duration>>, Error> {
        use std::time::Instant;

        use crate::retry::{Slot, SlotRequest};

        let inner = &*self.client.0;
        let (Some(shared), Some(limits)) = (&inner.shared, &inner.limits) else { return Ok(None) };
        let rules = limits.rules(&self.method, *taken);
        if rules.is_empty() {
            return Ok(Some(None));
        }
        let digest = self.session_digest();
        let max_wait = self.state.time_left();
        let request = SlotRequest::new(&self.method, &rules, max_wait).session(digest.as_deref());
        let started = Instant::now();
        let slot = shared.limits.take_slot(&request).await;
        self.state.book_wait(Duration::ZERO, started);
        match slot {
            Slot::Now => Ok(Some(None)),
            Slot::After { wait, taken: now_taken } => {
                self.watch.throttle(ThrottleCause::RateLimit, wait);
                *taken += now_taken.max(1);
                Ok(Some(Some(wait)))
            }
            Slot::TooLate { wait } => {
                self.watch.throttle(ThrottleCause::RateLimit, wait);
                Err(self.throttled(wait, None))
            }
            Slot::Banned { left, ban } => {
                self.watch.throttle(ThrottleCause::BanActive, left);
                Err(self.throttled(left, Some(ban)))
            }
            Slot::Unavailable => Ok(None),
        }
    }
}
