//! Time that never goes back, by a clock that may.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// The longest step taken at once. A clock that jumps further was wrong before or is wrong now.
const LONGEST_STEP: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Where time ends: sums of nanoseconds that rate limits make must fit into 64 bits, which hold 584 years.
const END: Duration = Duration::from_secs(200 * 365 * 24 * 60 * 60);

/// The time since a client was built.
pub(super) struct Timeline {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

struct State {
    /// What the clock read last.
    read: Duration,
    now: Duration,
}

impl Timeline {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let read = clock.monotonic();
        Self { clock, state: Mutex::new(State { read, now: Duration::ZERO }) }
    }

    /// The time now. A clock that was put back goes on from where it is.
    pub(super) fn now(&self) -> Duration {
        self.advance(Duration::ZERO)
    }

    /// Takes note that it is no earlier than `time`, as a wait has ended: a clock for tests may stand still meanwhile.
    pub(super) fn reach(&self, time: Duration) {
        self.advance(time);
    }

    /// The clock is read under the lock: threads that read it in another order than they come here would see it go back.
    fn advance(&self, least: Duration) -> Duration {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let read = self.clock.monotonic();
        let step = read.saturating_sub(state.read).max(least.saturating_sub(state.now));
        state.read = read;
        state.now = state.now.saturating_add(step.min(LONGEST_STEP)).min(END);
        state.now
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::SystemTime;

    use super::*;
    use crate::transport::BoxFuture;

    /// A clock that is set by hand.
    struct Set(AtomicU64);

    impl Clock for Set {
        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::Relaxed))
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    #[test]
    fn a_clock_put_back_goes_on_from_there() {
        let clock = Arc::new(Set(AtomicU64::new(10_000)));
        let timeline = Timeline::new(clock.clone());
        let mut seen = Vec::new();
        for read in [10_001, 6_401, 6_402, 1, 0, 3] {
            clock.0.store(read, Ordering::Relaxed);
            seen.push(timeline.now().as_secs());
        }
        assert_eq!(seen, [1, 1, 2, 2, 2, 5]);
    }

    #[test]
    fn a_wait_takes_its_time_although_the_clock_stands_still() {
        let timeline = Timeline::new(Arc::new(Set(AtomicU64::new(0))));
        timeline.reach(Duration::from_secs(3));
        timeline.reach(Duration::from_secs(2));
        assert_eq!(timeline.now(), Duration::from_secs(3));
    }

    #[test]
    fn no_clock_leaves_the_range() {
        let clock = Arc::new(Set(AtomicU64::new(0)));
        let timeline = Timeline::new(clock.clone());
        clock.0.store(1 << 40, Ordering::Relaxed);
        assert_eq!(timeline.now(), LONGEST_STEP);
        for years in 2..1_000 {
            timeline.reach(Duration::MAX);
            assert_eq!(timeline.now(), (LONGEST_STEP * years).min(END));
        }
    }
}
