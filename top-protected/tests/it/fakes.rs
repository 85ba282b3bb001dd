//! A clock that tests set, and a source that counts.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Semaphore;
use top_protected::{IssuedKey, KeyError, KeyOwner, KeySource, SecurityClient};
use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;

/// A clock that shows the time that a test sets. Waits return at once.
#[derive(Clone, Default)]
pub(crate) struct TestClock(Arc<AtomicU64>);

impl TestClock {
    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

type Answer = dyn Fn(usize) -> Result<IssuedKey, KeyError> + Send + Sync;

/// Owner and version of a key.
type Question = (String, Option<i64>);

/// A source that counts questions. Each waits until the gate is open.
#[derive(Clone)]
pub(crate) struct CountingSource {
    asked: Arc<Mutex<Vec<Question>>>,
    pub(crate) gate: Arc<Semaphore>,
    answer: Arc<Answer>,
}

impl CountingSource {
    /// `answer` gets the number of the question, from 1.
    pub(crate) fn new(answer: impl Fn(usize) -> Result<IssuedKey, KeyError> + Send + Sync + 'static) -> Self {
        Self { asked: Arc::default(), gate: Arc::new(Semaphore::new(1_000)), answer: Arc::new(answer) }
    }

    /// The owners and versions of all questions.
    pub(crate) fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    pub(crate) fn client(&self, clock: &TestClock) -> SecurityClient {
        SecurityClient::builder(self.clone()).clock(clock.clone()).build()
    }
}

impl KeySource for CountingSource {
    fn key<'a>(
        &'a self,
        owner: &'a KeyOwner,
        version: Option<i64>,
    ) -> BoxFuture<'a, Result<IssuedKey, KeyError>> {
        Box::pin(async move {
            let count = {
                let mut asked = self.asked.lock().unwrap();
                asked.push((owner.to_string(), version));
                asked.len()
            };
            let _pass = self.gate.acquire().await.unwrap();
            (self.answer)(count)
        })
    }
}
