//! Client-side rate limits: calls wait here instead of being refused by the platform.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use governor::RateLimiter;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;

use super::timeline::Timeline;
#[cfg(feature = "shared-limits")]
use crate::retry::LimitRule;
use crate::retry::RateLimit;

type Limiter = RateLimiter<String, HashMapStateStore<String>, ClientTime, NoOpMiddleware<Duration>>;

/// The calls that a limit counts.
pub(super) enum Counts {
    /// Those of each API that has no limit of its own.
    EachApi,
    /// Those of one API.
    Api(String),
    /// Those of all APIs together.
    App,
}

/// Rate limits of a client. A call has at most two: that of its API, then that of the app.
pub(super) struct Limits {
    default: Option<Limit>,
    by_method: HashMap<String, Limit>,
    app: Option<Limit>,
    time: ClientTime,
}

struct Limit {
    limiter: Limiter,
    #[cfg(feature = "shared-limits")]
    rate: RateLimit,
}

impl Limits {
    /// Creates limits. The last limit of the same calls wins.
    pub(super) fn new(limits: Vec<(Counts, RateLimit)>, time: &Arc<Timeline>) -> Option<Self> {
        if limits.is_empty() {
            return None;
        }
        let time = ClientTime(Arc::clone(time));
        let mut all = Self { default: None, by_method: HashMap::new(), app: None, time: time.clone() };
        for (counts, rate) in limits {
            let limit = Limit {
                limiter: RateLimiter::new(rate.0, HashMapStateStore::default(), time.clone()),
                #[cfg(feature = "shared-limits")]
                rate,
            };
            match counts {
                Counts::EachApi => all.default = Some(limit),
                Counts::Api(method) => drop(all.by_method.insert(method, limit)),
                Counts::App => all.app = Some(limit),
            }
        }
        Some(all)
    }

    /// Takes a slot of each limit of an API, or returns how long to wait before the next try.
    ///
    /// `taken` is the number of limits whose slot was taken by earlier tries.
    pub(super) fn wait(&self, method: &str, taken: &mut usize) -> Option<Duration> {
        for (counted, limit) in self.of(method).skip(*taken) {
            let key = counted.unwrap_or_default().to_owned();
            if let Err(refused) = limit.limiter.check_key(&key) {
                return Some(refused.wait_time_from(self.time.now()));
            }
            *taken += 1;
        }
        None
    }

    /// Returns the limits of an API as rules, those from number `taken` on.
    #[cfg(feature = "shared-limits")]
    pub(super) fn rules<'a>(&self, method: &'a str, taken: usize) -> Vec<LimitRule<'a>> {
        self.of(method).skip(taken).map(|(counted, limit)| LimitRule::new(counted, limit.rate)).collect()
    }

    /// Returns the limits of an API, each with the method that it counts.
    fn of<'a>(&self, method: &'a str) -> impl Iterator<Item = (Option<&'a str>, &Limit)> {
        let of_api = self.by_method.get(method).or(self.default.as_ref());
        let of_api = of_api.map(|limit| (Some(method), limit));
        of_api.into_iter().chain(self.app.as_ref().map(|limit| (None, limit)))
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
