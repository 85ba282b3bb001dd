//! Client-side rate limits.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::Quota;

/// Upper bound of the pause that refills a burst: governor counts nanoseconds in 64 bits.
const MAX_PAUSE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Maximum rate of calls: of each API, of one API, or of all APIs together.
///
/// ```
/// use top_runtime::retry::RateLimit;
/// use top_runtime::Client;
///
/// let client = Client::builder("12345678", "helloworld")
///     .rate_limit(RateLimit::per_second(40))
///     .rate_limit_of("taobao.trades.sold.get", RateLimit::per_second(5).burst(1))
///     .build()?;
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit(pub(crate) Quota);

impl RateLimit {
    /// Allows `calls` per second, and as many at once after a pause. 0 means 1.
    #[must_use]
    pub fn per_second(calls: u32) -> Self {
        Self(Quota::per_second(at_least_one(calls)))
    }

    /// Allows `calls` per minute, and as many at once after a pause. 0 means 1.
    #[must_use]
    pub fn per_minute(calls: u32) -> Self {
        Self(Quota::per_minute(at_least_one(calls)))
    }

    /// Sets the number of calls that are allowed at once after a pause. 0 means 1.
    #[must_use]
    pub fn burst(self, calls: u32) -> Self {
        let interval = self.0.replenish_interval().as_nanos().max(1);
        let max = u32::try_from(MAX_PAUSE.as_nanos() / interval).unwrap_or(u32::MAX);
        Self(self.0.allow_burst(at_least_one(calls.min(max))))
    }

    /// Returns the time after which one more call is allowed.
    #[cfg(feature = "shared-limits")]
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.0.replenish_interval()
    }

    /// Returns the number of calls that are allowed at once after a pause.
    #[cfg(feature = "shared-limits")]
    #[must_use]
    pub fn max_burst(&self) -> u32 {
        self.0.burst_size().get()
    }
}

fn at_least_one(calls: u32) -> NonZeroU32 {
    NonZeroU32::new(calls).unwrap_or(NonZeroU32::MIN)
}
