//! Retries: when a failed call is sent again, and how often.

#[cfg(feature = "rate-limit")]
mod rate_limit;
#[cfg(feature = "shared-limits")]
mod shared;

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

pub use crate::error::retry_class::RetryClass;
#[cfg(feature = "rate-limit")]
pub use rate_limit::RateLimit;
#[cfg(feature = "shared-limits")]
pub use shared::{LimitRule, LimitsListener, SharedBan, SharedLimits, Slot, SlotRequest};

/// Default number of attempts of a call.
const ATTEMPTS: usize = 3;

/// Default upper bound of the first wait.
const MIN_DELAY: Duration = Duration::from_millis(200);

/// Default upper bound of all waits.
const MAX_DELAY: Duration = Duration::from_secs(5);

/// Number of attempts of a call, and the waits between them.
///
/// | error of an attempt | retried |
/// |---|---|
/// | [`RetryClass::NotExecuted`] | yes |
/// | [`RetryClass::RefusedForNow`] | yes, after the ban or `Retry-After` |
/// | [`RetryClass::MaybeExecuted`] | if the API or the call is idempotent: `#[top_api(idempotent)]`, [`ScopedClient::idempotent`](crate::ScopedClient::idempotent) |
/// | other errors | no |
///
/// Each attempt has its own timestamp and signature. The wait before a retry is random between zero
/// and an upper bound that doubles with each retry (full jitter), plus the remaining time of a ban.
/// The timeout of the call ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)) includes all
/// attempts and waits: if a wait does not fit into it, the error is returned at once.
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
    pub(crate) attempt_timeout: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        let backoff = ExponentialBuilder::new().with_min_delay(MIN_DELAY).with_max_delay(MAX_DELAY);
        Self { backoff: backoff.with_max_times(ATTEMPTS - 1), attempt_timeout: Duration::MAX }
    }
}

impl RetryPolicy {
    /// Creates a policy of a single attempt.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the maximum number of attempts, the first one included. Default: 3. 0 means 1.
    #[must_use]
    pub fn attempts(mut self, attempts: usize) -> Self {
        self.backoff = self.backoff.with_max_times(attempts.saturating_sub(1));
        self
    }

    /// Sets the upper bound of the first wait, which doubles with each retry, and its maximum.
    /// Default: 200 ms and 5 s.
    #[must_use]
    pub fn backoff(mut self, first: Duration, max: Duration) -> Self {
        self.backoff = self.backoff.with_min_delay(first).with_max_delay(max.max(first));
        self
    }

    /// Sets the timeout of one attempt. Default: the timeout of the call.
    ///
    /// Useful for idempotent APIs only: the timeout of a request that was sent is
    /// [`RetryClass::MaybeExecuted`].
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Returns the upper bound of the wait after this number of attempts. `None` means no retry.
    pub(crate) fn max_delay(&self, attempts: usize) -> Option<Duration> {
        self.backoff.build().nth(attempts.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_maximum() {
        let policy =
            RetryPolicy::default().attempts(5).backoff(Duration::from_millis(300), Duration::from_secs(1));
        let millis = |attempts| policy.max_delay(attempts).map(|delay| delay.as_millis());
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(millis),
            [None, Some(300), Some(600), Some(1000), Some(1000), None]
        );
        assert_eq!(RetryPolicy::never().max_delay(1), None);
        assert_eq!(RetryPolicy::default().attempts(0).max_delay(1), None);
    }
}
