//! Source of time: timestamps and waits.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::future::BoxFuture;

/// Last second of the year 9999 in Beijing: the platform's format has four digits for the year.
const MAX_UNIX_SECONDS: u64 = 253_402_271_999;

/// Maximum sleep: the timer adds it to an instant, which must not overflow.
const MAX_SLEEP: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Source of time of a client: for the parameter `timestamp`, waits, bans and rate limits.
///
/// Only [`now`](Self::now) and [`sleep`](Self::sleep) are required.
pub trait Clock: Send + Sync {
    /// Returns the current time. The client converts it to Beijing time, whatever the time zone of
    /// the host.
    fn now(&self) -> SystemTime;

    /// Returns the time since a fixed instant, which bans and rate limits are measured by. It
    /// should not change when the host's clock is set.
    ///
    /// Default: the time of [`now`](Self::now) since 1970. The client ignores steps back, and
    /// counts a [`sleep`](Self::sleep) as the requested time, so test clocks need not implement
    /// this method.
    fn monotonic(&self) -> Duration {
        self.now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// Waits. A test clock may return at once.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn monotonic(&self) -> Duration {
        (**self).monotonic()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(time)
    }
}

/// Clock of the host. Its waits work in any executor, tokio or another.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(time.min(MAX_SLEEP)))
    }
}

/// Stopped clock for tests: equal requests have equal signatures. Waits return at once.
///
/// ```
/// use top_runtime::clock::{Clock, FixedClock};
/// let clock = FixedClock::at_unix(1_763_308_800); // 2025-11-17 00:00:00 in Beijing
/// assert_eq!(clock.now(), clock.now());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(SystemTime);

impl FixedClock {
    /// Creates a clock that shows this number of seconds since 1970-01-01 00:00:00 UTC. Limit: the
    /// end of the year 9999 in Beijing.
    #[must_use]
    pub fn at_unix(seconds: u64) -> Self {
        Self(UNIX_EPOCH + Duration::from_secs(seconds.min(MAX_UNIX_SECONDS)))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> SystemTime {
        self.0
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Returns the seconds since 1970, negative for times before.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    let seconds = |d: Duration| i64::try_from(d.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}
