//! Where the time of a call comes from, and how the client waits.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::transport::BoxFuture;

/// The last second whose year the platform's four digits can show, in UTC.
const LAST_SECOND: u64 = 253_402_271_999;

/// Nobody waits longer, and the timer adds what it is given to a moment.
const LONGEST_SLEEP: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The client's source of time: the `timestamp` parameter, every wait, and the ends of bans and rate limits.
///
/// A clock of your own needs [`now`](Self::now) and [`sleep`](Self::sleep) only.
pub trait Clock: Send + Sync {
    /// The time now. Beijing time is computed from it, whatever the zone of the host.
    fn now(&self) -> SystemTime;

    /// The time since any fixed moment, which bans and rate limits are measured by. It should not go back when the host's clock is set.
    ///
    /// The default follows [`now`](Self::now). The client takes a step back of it for no time at all, and knows that a
    /// [`sleep`](Self::sleep) takes as long as asked for, so a clock for tests need not implement it.
    fn monotonic(&self) -> Duration {
        self.now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    /// Waits. A clock for tests may return at once.
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

/// The host's clock. It waits in any executor, tokio's or another.
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
        Box::pin(futures_timer::Delay::new(time.min(LONGEST_SLEEP)))
    }
}

/// A clock that stands still: the same request gives the same signature.
///
/// ```
/// use top_runtime::clock::{Clock, FixedClock};
/// let clock = FixedClock::at_unix(1_763_308_800); // 2025-11-17 00:00:00 in Beijing
/// assert_eq!(clock.now(), clock.now());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(SystemTime);

impl FixedClock {
    /// Stands at this many seconds after 1970-01-01 00:00:00 UTC, at most at the end of the year 9999 in Beijing.
    #[must_use]
    pub fn at_unix(seconds: u64) -> Self {
        Self(UNIX_EPOCH + Duration::from_secs(seconds.min(LAST_SECOND)))
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

/// Seconds since 1970 of a moment, negative before.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    let seconds = |d: Duration| i64::try_from(d.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => seconds(after),
        Err(before) => -seconds(before.duration()),
    }
}
