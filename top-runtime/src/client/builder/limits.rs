//! Rate limits of a client, and limits that clients share.

use super::ClientBuilder;
use crate::client::rate_limit::Counts;
use crate::retry::RateLimit;
#[cfg(feature = "shared-limits")]
use crate::retry::SharedLimits;

impl ClientBuilder {
    /// Limits the rate of calls of each API. Default: no limit.
    ///
    /// The calls of all clones of the client are counted together. Calls beyond the limit wait, in
    /// no particular order. A call fails with
    /// [`ErrorKind::Throttled`](crate::error::ErrorKind::Throttled) if its timeout leaves no time
    /// for the wait.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.limits.push((Counts::EachApi, limit));
        self
    }

    /// Limits the rate of calls of one API, in place of [`rate_limit`](Self::rate_limit).
    pub fn rate_limit_of(mut self, method: impl Into<String>, limit: RateLimit) -> Self {
        self.limits.push((Counts::Api(method.into()), limit));
        self
    }

    /// Limits the rate of the calls of all APIs together, in addition to the limit of the API.
    /// Default: no limit.
    pub fn rate_limit_of_app(mut self, limit: RateLimit) -> Self {
        self.limits.push((Counts::App, limit));
        self
    }

    /// Shares bans and rate limits with other clients of the app, on any number of machines.
    /// Default: each client has its own.
    ///
    /// - A ban that another client has met applies to this one.
    /// - The rate limits of this builder count the calls of all clients. A call that waits has its
    ///   place in a queue: calls are sent in the order in which they began.
    /// - While the shared limits are unavailable, the client's own apply: the same rates, counted
    ///   alone. Observers and traces are told once that they are, and once that they are no longer.
    ///
    /// `top-redis` shares limits in Redis.
    #[cfg(feature = "shared-limits")]
    pub fn shared_limits(mut self, limits: impl SharedLimits + 'static) -> Self {
        self.shared = Some(Box::new(limits));
        self
    }
}
