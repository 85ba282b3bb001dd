//! How often each API may be called: the limit is held by the caller, so that the platform has none to enforce.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::timeline::Timeline;

/// How long a pause may fill up a burst. The library counts in nanoseconds of 64 bits.
const LONGEST_PAUSE: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// How often an API may be called.
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
pub struct RateLimit(Quota);

impl RateLimit {
    /// So many calls a second, at least one. As many may be made at once after a pause.
    #[must_use]
    pub fn per_second(calls: u32) -> Self {
        Self(Quota::per_second(at_least_one(calls)))
    }

    /// So many calls a minute, at least one. As many may be made at once after a pause.
    #[must_use]
    pub fn per_minute(calls: u32) -> Self {
        Self(Quota::per_minute(at_least_one(calls)))
    }

    /// How many calls may be made at once after a pause, at least one.
    #[must_use]
    pub fn burst(self, calls: u32) -> Self {
        let interval = self.0.replenish_interval().as_nanos().max(1);
        let longest = u32::try_from(LONGEST_PAUSE.as_nanos() / interval).unwrap_or(u32::MAX);
        Self(self.0.allow_burst(at_least_one(calls.min(longest))))
    }
}

fn at_least_one(calls: u32) -> NonZeroU32 {
    NonZeroU32::new(calls).unwrap_or(NonZeroU32::MIN)
}

type Limiter = RateLimiter<String, HashMapStateStore<String>, Time, NoOpMiddleware<Duration>>;

/// The limits of a client, each counted per API.
pub(super) struct Limits {
    all: Option<Limiter>,
    own: HashMap<String, Limiter>,
    time: Time,
}

impl Limits {
    /// Of limits for all APIs and for single ones, the last one of a kind holds.
    pub(super) fn new(limits: Vec<(Option<String>, RateLimit)>, time: &Arc<Timeline>) -> Option<Self> {
        if limits.is_empty() {
            return None;
        }
        let time = Time(Arc::clone(time));
        let mut all = Self { all: None, own: HashMap::new(), time: time.clone() };
        for (method, RateLimit(quota)) in limits {
            let limiter = RateLimiter::new(quota, HashMapStateStore::default(), time.clone());
            match method {
                Some(method) => drop(all.own.insert(method, limiter)),
                None => all.all = Some(limiter),
            }
        }
        Some(all)
    }

    /// Takes a turn, or tells how long to wait before trying to.
    pub(super) fn wait(&self, method: &str) -> Option<Duration> {
        let limiter = self.own.get(method).or(self.all.as_ref())?;
        let refused = limiter.check_key(&method.to_owned()).err()?;
        Some(refused.wait_time_from(self.time.now()))
    }
}

/// The client's time, as the limiter reads it.
#[derive(Clone)]
struct Time(Arc<Timeline>);

impl governor::clock::Clock for Time {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.now()
    }
}
