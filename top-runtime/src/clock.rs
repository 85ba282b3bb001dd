//! Where the time of a call comes from, and how the client waits.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::BoxFuture;

/// The client's only source of time: what stands in `timestamp`, and every wait.
pub trait Clock: Send + Sync {
    /// The time now. Beijing time is computed from it, whatever the zone of the host.
    fn now(&self) -> SystemTime;

    /// Waits. A clock for tests may return at once.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(time)
    }
}

/// The host's clock. It waits in any executor, tokio's or another.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(time))
    }
}

/// A clock that stands still: the same request gives the same signature.
///
/// ```
/// use top_runtime::{Clock, Fixed};
/// let clock = Fixed::at_unix(1_763_308_800); // 2025-11-17 00:00:00 in Beijing
/// assert_eq!(clock.now(), clock.now());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Fixed(SystemTime);

impl Fixed {
    /// Stands at this many seconds after 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub fn at_unix(seconds: u64) -> Self {
        Self(UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

impl Clock for Fixed {
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
