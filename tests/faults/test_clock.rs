//! A clock whose sleeps return immediately and are recorded.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;

/// The system clock plus an offset and the sum of all sleeps. Clones share their state.
#[derive(Clone, Default)]
pub(crate) struct CountingClock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    ahead: Duration,
    behind: Duration,
    passed: Duration,
    sleeps: Vec<Duration>,
}

impl State {
    fn pass(&mut self, time: Duration) {
        self.ahead = self.ahead.saturating_add(time);
        self.passed = self.passed.saturating_add(time);
    }
}

impl CountingClock {
    /// Returns a clock ahead of the system clock.
    pub(crate) fn ahead(time: Duration) -> Self {
        Self(Arc::new(Mutex::new(State { ahead: time, ..State::default() })))
    }

    /// Returns a clock behind the system clock.
    pub(crate) fn behind(time: Duration) -> Self {
        Self(Arc::new(Mutex::new(State { behind: time, ..State::default() })))
    }

    /// Returns the number of clones.
    pub(crate) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// Advances the clock.
    pub(crate) fn pass(&self, time: Duration) {
        self.0.lock().unwrap().pass(time);
    }

    /// Returns the durations of all sleeps.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().sleeps.clone()
    }

    /// Returns the sum of all sleeps.
    pub(crate) fn waited(&self) -> Duration {
        self.waits().into_iter().sum()
    }
}

impl Clock for CountingClock {
    fn now(&self) -> SystemTime {
        let state = self.0.lock().unwrap();
        let now = SystemTime::now() - state.behind;
        now.checked_add(state.ahead).unwrap_or(now)
    }

    /// Returns the advanced time alone, independent of the speed of the machine.
    fn monotonic(&self) -> Duration {
        self.0.lock().unwrap().passed
    }

    /// Yields to other tasks, as a real sleep does.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.0.lock().unwrap();
        state.sleeps.push(time);
        state.pass(time);
        Box::pin(tokio::task::yield_now())
    }
}
