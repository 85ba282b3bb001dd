//! Client-side rate limits: calls wait here instead of being refused by the platform.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use governor::RateLimiter;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;

use super::timeline::Timeline;
use crate::retry::RateLimit;

type Limiter = RateLimiter<String, HashMapStateStore<String>, ClientTime, NoOpMiddleware<Duration>>;

/// Rate limits of a client, counted per API.
pub(super) struct Limits {
    default: Option<Limiter>,
    by_method: HashMap<String, Limiter>,
    time: ClientTime,
}

impl Limits {
    /// Creates limits for all APIs (`None`) and for single ones. The last limit of an API wins.
    pub(super) fn new(limits: Vec<(Option<String>, RateLimit)>, time: &Arc<Timeline>) -> Option<Self> {
        if limits.is_empty() {
            return None;
        }
        let time = ClientTime(Arc::clone(time));
        let mut limiters = Self { default: None, by_method: HashMap::new(), time: time.clone() };
        for (method, RateLimit(quota)) in limits {
            let limiter = RateLimiter::new(quota, HashMapStateStore::default(), time.clone());
            match method {
                Some(method) => drop(limiters.by_method.insert(method, limiter)),
                None => limiters.default = Some(limiter),
            }
        }
        Some(limiters)
    }

    /// Takes a slot, or returns how long to wait before the next try.
    pub(super) fn wait(&self, method: &str) -> Option<Duration> {
        let limiter = self.by_method.get(method).or(self.default.as_ref())?;
        let refused = limiter.check_key(&method.to_owned()).err()?;
        Some(refused.wait_time_from(self.time.now()))
    }
}

/// Time of the client, as governor's clock.
#[derive(Clone)]
struct ClientTime(Arc<Timeline>);

impl governor::clock::Clock for ClientTime {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.now()
    }
}
