//! Whether and when a call is sent again.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use tower::retry::budget::{Budget, TpsBudget};

use crate::error::Error;
use crate::error::retry_class::RetryClass;

/// How often a call is sent at most, unless told otherwise.
const ATTEMPTS: usize = 3;

/// The longest first wait, unless told otherwise; each later one may be twice as long.
const FIRST: Duration = Duration::from_millis(200);

/// The longest wait, unless told otherwise.
const LONGEST: Duration = Duration::from_secs(5);

/// How often a call is sent again, and how long it waits before.
///
/// By default a call is sent three times at most. It is repeated when it was surely not executed, or was refused for now
/// ([`RetryClass`]); when it may have been executed, only if it may be repeated then: `#[top_api(idempotent)]` on the request, or
/// [`ScopedClient::idempotent`](crate::Call::idempotent). Each attempt has a timestamp and a signature of its own.
///
/// Before each repetition it waits for a random part of a time that doubles from one to the next (full jitter); after a ban, for as
/// long as the ban lasts besides. The limit of the whole call ([`timeout`](crate::ClientBuilder::timeout)) bounds all of that: a wait
/// that it leaves no room for is not begun, and the error is returned at once.
///
/// ```
/// use std::time::Duration;
/// use top_runtime::retry::RetryPolicy;
/// use top_runtime::Client;
///
/// let client = Client::builder("12345678", "helloworld")
///     .retry(RetryPolicy::default().attempts(5).backoff(Duration::from_millis(50), Duration::from_secs(2)))
///     .build()?;
/// let once = client.retry(RetryPolicy::never());
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RetryPolicy {
    backoff: ExponentialBuilder,
    attempt: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        let backoff = ExponentialBuilder::new().with_min_delay(FIRST).with_max_delay(LONGEST);
        Self { backoff: backoff.with_max_times(ATTEMPTS - 1), attempt: Duration::MAX }
    }
}

impl RetryPolicy {
    /// A call is sent once, whatever comes of it.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How often a call is sent at most, the first time included: 3 by default.
    #[must_use]
    pub fn attempts(mut self, attempts: usize) -> Self {
        self.backoff = self.backoff.with_max_times(attempts.saturating_sub(1));
        self
    }

    /// The longest first wait, which doubles from one wait to the next, and the longest of all: 200 milliseconds and 5 seconds by
    /// default.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.backoff = self.backoff.with_min_delay(first).with_max_delay(longest.max(first));
        self
    }

    /// How long one attempt may take: as long as the whole call by default. Only a call that may be repeated after it was sent gains
    /// by a shorter time.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt = timeout;
        self
    }

    /// The longest that may be waited after so many attempts, if there is to be another one.
    fn longest(&self, made: usize) -> Option<Duration> {
        self.backoff.build().nth(made.checked_sub(1)?)
    }
}

/// How many of all calls of a client may be sent again.
pub(super) struct RetryBudget(Option<TpsBudget>);

impl RetryBudget {
    /// So many percent of the calls, as far as ten seconds back, besides one a second; no limit without a number.
    pub(super) fn new(percent: Option<u8>) -> Self {
        const WINDOW: Duration = Duration::from_secs(10);
        // The library counts whole calls to one repetition, so the share is rounded down; a hair less keeps a whole number from being
        // taken for one below.
        let share = |percent: u8| match percent.min(100) {
            0 => 0.0,
            percent => 0.999_999 / f32::from(100_u8.div_ceil(percent)),
        };
        Self(percent.map(|percent| TpsBudget::new(WINDOW, 1, share(percent))))
    }

    /// Counts a call.
    pub(super) fn add(&self) {
        if let Some(budget) = &self.0 {
            budget.deposit();
        }
    }

    /// Whether a call may be sent again; that is then counted, too.
    fn take(&self) -> bool {
        self.0.as_ref().is_none_or(Budget::withdraw)
    }
}

/// What a call has left: attempts and time.
#[derive(Debug)]
pub(super) struct RetryState {
    retry: RetryPolicy,
    /// How many were made, and when the last one began.
    made: usize,
    begun: Option<Instant>,
    /// What is left of the time for all of them.
    left: Duration,
    /// Whether one was made because a clock was wrong: a second one would find nothing else.
    corrected: bool,
}

impl RetryState {
    pub(super) const fn new(retry: RetryPolicy, timeout: Duration) -> Self {
        Self { retry, made: 0, begun: None, left: timeout, corrected: false }
    }

    pub(super) const fn made(&self) -> usize {
        self.made
    }

    /// Whether there is time left for a wait and something after it.
    pub(super) fn has(&self, wait: Duration) -> bool {
        wait < self.left
    }

    /// Begins an attempt, which may take so long.
    pub(super) fn begin(&mut self) -> Duration {
        self.made += 1;
        self.begun = Some(Instant::now());
        self.left.min(self.retry.attempt)
    }

    /// Counts the time that the last attempt took. Only a call that may be sent again needs to know.
    pub(super) fn end(&mut self) {
        let took = self.begun.take().map(|begun| begun.elapsed());
        self.left = self.left.saturating_sub(took.unwrap_or_default());
    }

    /// Counts a wait, which is no shorter than it was to be: a clock for tests waits in no time.
    pub(super) fn wait(&mut self, wait: Duration, begun: Instant) {
        self.left = self.left.saturating_sub(begun.elapsed().max(wait));
    }

    /// How long to wait before the call is sent again, if it is to be.
    pub(super) fn after(&self, error: &Error, idempotent: bool, budget: &RetryBudget) -> Option<Duration> {
        match error.retry_class()? {
            RetryClass::MaybeExecuted if !idempotent => return None,
            _ => {}
        }
        let jitter = self.retry.longest(self.made)?.mul_f64(fastrand::f64());
        let wait = jitter.saturating_add(error.retry_after().unwrap_or_default());
        (self.has(wait) && budget.take()).then_some(wait)
    }

    /// Whether the call is sent again at once with a better timestamp.
    pub(super) fn correct(&mut self) -> bool {
        let first = !std::mem::replace(&mut self.corrected, true);
        first && self.has(Duration::ZERO) && self.retry.longest(self.made).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_a_share_of_the_calls_and_ten_at_once() {
        let shares = [(0, 10), (1, 11), (20, 30), (30, 35), (33, 35), (50, 60), (100, 110), (255, 110)];
        for (percent, allowed) in shares {
            let budget = RetryBudget::new(Some(percent));
            (0..100).for_each(|_| budget.add());
            assert_eq!((0..1000).filter(|_| budget.take()).count(), allowed, "{percent}");
        }
        assert!((0..1000).all(|_| RetryBudget::new(None).take()));
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let millis = |made| {
            let retry = RetryPolicy::default()
                .attempts(5)
                .backoff(Duration::from_millis(300), Duration::from_secs(1));
            retry.longest(made).map(|longest| longest.as_millis())
        };
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(millis),
            [None, Some(300), Some(600), Some(1000), Some(1000), None]
        );
        assert_eq!(RetryPolicy::never().longest(1), None);
        assert_eq!(RetryPolicy::default().attempts(0).longest(1), None);
    }

    #[test]
    fn no_time_is_too_long_to_wait() {
        let http = || crate::error::HttpError { status: 429, retry_after: None };
        let error = || Error::new(crate::error::Context::new("m"), http());
        let longest = RetryPolicy::default().backoff(Duration::MAX, Duration::MAX);
        let mut attempts = RetryState::new(longest, Duration::MAX);
        attempts.begin();
        assert!(attempts.after(&error(), false, &RetryBudget::new(None)).is_some());
    }
}
