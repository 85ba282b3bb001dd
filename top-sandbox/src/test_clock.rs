//! A clock that a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_runtime::clock::Clock;
use top_runtime::transport::BoxFuture;

/// A clock that a test sets, for sandboxes and clients. Clones share the time.
///
/// A wait ends at once and moves the clock to its end: retries and bans take no time.
///
/// ```
/// use std::time::Duration;
/// use top_runtime::Params;
/// use top_sandbox::{Fault, Sandbox, TestClock};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = TestClock::at_unix(1_763_308_800);
/// let sandbox = Sandbox::builder()
///     .clock(clock.clone())
///     .on("taobao.time.get", |_| ())
///     .fault(Fault::Throttle { seconds: 3 })
///     .start()
///     .await?;
/// let reply = sandbox.client()?.call("taobao.time.get", &Params::new()).await?;
/// assert_eq!((reply.attempts(), clock.elapsed() >= Duration::from_secs(3)), (2, true));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct TestClock {
    start: u64,
    /// Milliseconds since 1970.
    millis: Arc<AtomicU64>,
}

impl TestClock {
    /// Creates a clock at a time in seconds since 1970.
    #[must_use]
    pub fn at_unix(seconds: u64) -> Self {
        let start = seconds.saturating_mul(1_000);
        Self { start, millis: Arc::new(AtomicU64::new(start)) }
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let by = millis(by);
        let _ =
            self.millis.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |now| Some(now.saturating_add(by)));
    }

    /// Returns how far the clock was moved since it was created.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        Duration::from_millis(self.millis.load(Ordering::SeqCst) - self.start)
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        let since = Duration::from_millis(self.millis.load(Ordering::SeqCst));
        UNIX_EPOCH.checked_add(since).unwrap_or(UNIX_EPOCH)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let end = self.millis.load(Ordering::SeqCst).saturating_add(millis(duration));
        Box::pin(async move {
            // Other tasks run first, as in a real wait. Waits at the same time do not add up.
            tokio::task::yield_now().await;
            self.millis.fetch_max(end, Ordering::SeqCst);
        })
    }
}

/// Whole milliseconds, rounded up: a wait is never shorter than it should be.
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn waits_move_the_clock_and_do_not_add_up() {
        let clock = TestClock::at_unix(100);
        let (first, second) = (clock.sleep(Duration::from_secs(5)), clock.sleep(Duration::from_nanos(1)));
        second.await;
        assert_eq!(clock.elapsed(), Duration::from_millis(1));
        first.await;
        assert_eq!(clock.elapsed(), Duration::from_secs(5));
        clock.clone().advance(Duration::from_secs(1));
        assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(106));
        clock.advance(Duration::MAX);
        assert!(clock.elapsed() > Duration::from_secs(106), "no overflow");
    }
}
