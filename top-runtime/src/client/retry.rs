//! Decides whether and when a call is retried.

use std::time::{Duration, Instant};

use tower::retry::budget::{Budget, TpsBudget};

use crate::error::Error;
use crate::retry::{RetryClass, RetryPolicy};

/// Share of the calls of a client that may be retried.
pub(super) struct RetryBudget(Option<TpsBudget>);

impl RetryBudget {
    /// Allows retries for `percent` % of the calls of the last 10 s, plus one per second. `None`
    /// means no limit.
    pub(super) fn new(percent: Option<u8>) -> Self {
        const WINDOW: Duration = Duration::from_secs(10);
        // The library counts whole calls per retry: the share is rounded down to 1 in n calls.
        // 0.999999 keeps the division from rounding n up.
        let share = |percent: u8| match percent.min(100) {
            0 => 0.0,
            percent => 0.999_999 / f32::from(100_u8.div_ceil(percent)),
        };
        Self(percent.map(|percent| TpsBudget::new(WINDOW, 1, share(percent))))
    }

    /// Counts a call.
    pub(super) fn deposit(&self) {
        if let Some(budget) = &self.0 {
            budget.deposit();
        }
    }

    /// Returns `true` if a retry is allowed, and counts it.
    fn withdraw(&self) -> bool {
        self.0.as_ref().is_none_or(Budget::withdraw)
    }
}

/// Attempts and time of one call.
#[derive(Debug)]
pub(super) struct RetryState {
    policy: RetryPolicy,
    attempts: usize,
    /// Start of the attempt under way.
    started: Option<Instant>,
    /// Time left for all attempts and waits.
    left: Duration,
    /// Whether an attempt was repeated with a corrected timestamp. A second one would not help.
    clock_corrected: bool,
}

impl RetryState {
    pub(super) const fn new(policy: RetryPolicy, timeout: Duration) -> Self {
        Self { policy, attempts: 0, started: None, left: timeout, clock_corrected: false }
    }

    pub(super) const fn attempts(&self) -> usize {
        self.attempts
    }

    /// Returns `true` if the call has more time left than this wait.
    pub(super) fn has_time_for(&self, wait: Duration) -> bool {
        wait < self.left
    }

    /// Returns the time that the call has left.
    #[cfg(feature = "shared-limits")]
    pub(super) const fn time_left(&self) -> Duration {
        self.left
    }

    /// Starts an attempt and returns its timeout.
    pub(super) fn start_attempt(&mut self) -> Duration {
        self.attempts += 1;
        self.started = Some(Instant::now());
        self.left.min(self.policy.attempt_timeout)
    }

    /// Books the time of the attempt. Not needed after the last one.
    pub(super) fn end_attempt(&mut self) {
        let elapsed = self.started.take().map(|started| started.elapsed());
        self.left = self.left.saturating_sub(elapsed.unwrap_or_default());
    }

    /// Books a wait: the longer of the requested and the elapsed time, because test clocks return
    /// at once.
    pub(super) fn book_wait(&mut self, wait: Duration, started: Instant) {
        self.left = self.left.saturating_sub(started.elapsed().max(wait));
    }

    /// Returns the wait before a retry, or `None` if the call must not be retried.
    pub(super) fn plan_retry(
        &self,
        error: &Error,
        idempotent: bool,
        budget: &RetryBudget,
    ) -> Option<Duration> {
        match error.retry_class()? {
            RetryClass::MaybeExecuted if !idempotent => return None,
            _ => {}
        }
        let jitter = self.policy.max_delay(self.attempts)?.mul_f64(fastrand::f64());
        let wait = jitter.saturating_add(error.retry_after().unwrap_or_default());
        (self.has_time_for(wait) && budget.withdraw()).then_some(wait)
    }

    /// Returns `true` if the call may be repeated at once with a corrected timestamp: once a call.
    pub(super) fn plan_clock_correction(&mut self) -> bool {
        let is_first = !std::mem::replace(&mut self.clock_corrected, true);
        is_first && self.has_time_for(Duration::ZERO) && self.policy.max_delay(self.attempts).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budget_allows_a_share_of_the_calls_and_ten_at_once() {
        let shares = [(0, 10), (1, 11), (20, 30), (30, 35), (33, 35), (50, 60), (100, 110), (255, 110)];
        for (percent, allowed) in shares {
            let budget = RetryBudget::new(Some(percent));
            (0..100).for_each(|_| budget.deposit());
            assert_eq!((0..1000).filter(|_| budget.withdraw()).count(), allowed, "{percent}");
        }
        assert!((0..1000).all(|_| RetryBudget::new(None).withdraw()));
    }

    #[test]
    fn the_longest_delay_does_not_overflow() {
        let http = crate::error::HttpError { status: 429, retry_after: None };
        let error = Error::new(crate::error::Context::new("m"), http);
        let policy = RetryPolicy::default().backoff(Duration::MAX, Duration::MAX);
        let mut state = RetryState::new(policy, Duration::MAX);
        state.start_attempt();
        assert!(state.plan_retry(&error, false, &RetryBudget::new(None)).is_some());
    }
}
