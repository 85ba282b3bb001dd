//! Monotonic time from a clock that may go back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Clock;

/// Maximum step of the clock: a longer jump corrects a wrong clock, or makes it wrong.
const MAX_STEP: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Maximum time: rate limits add nanoseconds in 64 bits, which overflow after 584 years.
const MAX_TIME: Duration = Duration::from_secs(200 * 365 * 24 * 60 * 60);

/// Time since a client was built.
pub(super) struct Timeline {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

struct State {
    /// Last reading of the clock.
    read: Duration,
    now: Duration,
}

impl Timeline {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let read = clock.monotonic();
        Self { clock, state: Mutex::new(State { read, now: Duration::ZERO }) }
    }

    /// Returns the time. If the clock was set back, time continues from the last value.
    pub(super) fn now(&self) -> Duration {
        self.advance(Duration::ZERO)
    }

    /// Advances to at least `time` after a wait: a test clock may not advance by itself.
    pub(super) fn advance_to(&self, time: Duration) {
        self.advance(time);
    }

    /// Reads the clock under the lock: otherwise threads could store their readings out of order,
    /// and time would go back.
    fn advance(&self, min: Duration) -> Duration {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let read = self.clock.monotonic();
        let step = read.saturating_sub(state.read).max(min.saturating_sub(state.now));
        state.read = read;
        state.now = state.now.saturating_add(step.min(MAX_STEP)).min(MAX_TIME);
        state.now
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::SystemTime;

    use super::*;
    use crate::transport::BoxFuture;

    /// Clock that tests set.
    struct ManualClock(AtomicU64);

    impl Clock for ManualClock {
        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::Relaxed))
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    #[test]
    fn time_continues_after_the_clock_is_set_back() {
        let clock = Arc::new(ManualClock(AtomicU64::new(10_000)));
        let timeline = Timeline::new(clock.clone());
        let mut seen = Vec::new();
        for read in [10_001, 6_401, 6_402, 1, 0, 3] {
            clock.0.store(read, Ordering::Relaxed);
            seen.push(timeline.now().as_secs());
        }
        assert_eq!(seen, [1, 1, 2, 2, 2, 5]);
    }

    #[test]
    fn a_wait_advances_a_stopped_clock() {
        let timeline = Timeline::new(Arc::new(ManualClock(AtomicU64::new(0))));
        timeline.advance_to(Duration::from_secs(3));
        timeline.advance_to(Duration::from_secs(2));
        assert_eq!(timeline.now(), Duration::from_secs(3));
    }

    #[test]
    fn time_stays_in_range_for_any_clock() {
        let clock = Arc::new(ManualClock(AtomicU64::new(0)));
        let timeline = Timeline::new(clock.clone());
        clock.0.store(1 << 40, Ordering::Relaxed);
        assert_eq!(timeline.now(), MAX_STEP);
        for years in 2..1_000 {
            timeline.advance_to(Duration::MAX);
            assert_eq!(timeline.now(), (MAX_STEP * years).min(MAX_TIME));
        }
    }
}
