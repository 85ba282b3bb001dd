//! A clock whose waits take no time and are counted.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;

/// The host's clock, put off by some time and by every wait; clones are one clock.
#[derive(Clone, Default)]
pub(crate) struct Waits(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    ahead: Duration,
    behind: Duration,
    passed: Duration,
    waits: Vec<Duration>,
}

impl State {
    fn pass(&mut self, time: Duration) {
        self.ahead = self.ahead.saturating_add(time);
        self.passed = self.passed.saturating_add(time);
    }
}

impl Waits {
    /// Ahead of the host's clock.
    pub(crate) fn ahead(time: Duration) -> Self {
        Self(Arc::new(Mutex::new(State { ahead: time, ..State::default() })))
    }

    /// Behind the host's clock.
    pub(crate) fn behind(time: Duration) -> Self {
        Self(Arc::new(Mutex::new(State { behind: time, ..State::default() })))
    }

    /// How many have it.
    pub(crate) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: Duration) {
        self.0.lock().unwrap().pass(time);
    }

    /// How long each wait was.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().waits.clone()
    }

    /// How long all of them were.
    pub(crate) fn waited(&self) -> Duration {
        self.waits().into_iter().sum()
    }
}

impl Clock for Waits {
    fn now(&self) -> SystemTime {
        let state = self.0.lock().unwrap();
        let now = SystemTime::now() - state.behind;
        now.checked_add(state.ahead).unwrap_or(now)
    }

    /// The waits alone, however long anything takes.
    fn monotonic(&self) -> Duration {
        self.0.lock().unwrap().passed
    }

    /// Gives way to other tasks, as a wait does.
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.0.lock().unwrap();
        state.waits.push(time);
        state.pass(time);
        Box::pin(tokio::task::yield_now())
    }
}
