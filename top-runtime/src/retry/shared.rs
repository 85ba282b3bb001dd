//! Limits that the clients of an app share, on any number of machines.

use std::sync::Arc;
use std::time::Duration;

use super::RateLimit;
use crate::error::ActiveBan;
use crate::future::BoxFuture;

/// Bans and rate limits of an app that several processes share, as the platform counts the calls of
/// an app over all of its machines. `top-redis` implements this trait with Redis.
///
/// - A client keeps its own limits, too. They apply while the shared ones are unavailable.
/// - No method may block. The futures of [`take_slot`](Self::take_slot) and
///   [`flush`](Self::flush) must end within a bounded time.
///
/// Set by [`ClientBuilder::shared_limits`](crate::ClientBuilder::shared_limits).
pub trait SharedLimits: Send + Sync {
    /// Returns the app key that the limits belong to. A client of another app cannot be built.
    fn app_key(&self) -> &str;

    /// Adds a client that is told of bans and of outages. Called once per client.
    ///
    /// An outage that has begun before is told at once, and so are the bans that are known.
    fn add_listener(&self, listener: Arc<dyn LimitsListener>);

    /// Takes a slot of each limit of a call, unless a ban covers the call.
    fn take_slot<'a>(&'a self, request: &'a SlotRequest<'a>) -> BoxFuture<'a, Slot>;

    /// Tells the other clients of a ban. The ban is sent in the background.
    fn record_ban(&self, ban: SharedBan);

    /// Removes the bans of all clients. The command is sent in the background.
    fn clear_bans(&self);

    /// Waits until what was recorded before is sent, or cannot be sent. A call that a ban ends waits
    /// for this: its program may end with it.
    fn flush(&self) -> BoxFuture<'_, ()>;
}

impl<S: SharedLimits + ?Sized> SharedLimits for Arc<S> {
    fn app_key(&self) -> &str {
        (**self).app_key()
    }

    fn add_listener(&self, listener: Arc<dyn LimitsListener>) {
        (**self).add_listener(listener);
    }

    fn take_slot<'a>(&'a self, request: &'a SlotRequest<'a>) -> BoxFuture<'a, Slot> {
        (**self).take_slot(request)
    }

    fn record_ban(&self, ban: SharedBan) {
        (**self).record_ban(ban);
    }

    fn clear_bans(&self) {
        (**self).clear_bans();
    }

    fn flush(&self) -> BoxFuture<'_, ()> {
        (**self).flush()
    }
}

/// Receives the changes of shared limits. A client implements this trait.
pub trait LimitsListener: Send + Sync {
    /// Returns `false` if the client has been dropped, so that the listener can be removed.
    fn is_alive(&self) -> bool;

    /// A client has met a ban: this one or another.
    fn ban_recorded(&self, ban: &SharedBan);

    /// All bans were removed.
    fn bans_cleared(&self);

    /// The shared limits are unavailable. The reason must not contain a password.
    fn limits_lost(&self, reason: &str);

    /// The shared limits are available again.
    fn limits_restored(&self);
}

/// A call that needs slots.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SlotRequest<'a> {
    /// Name of the API.
    pub method: &'a str,
    /// Digest of the session, if the call has one: see [`SharedBan::session`].
    pub session: Option<&'a str>,
    /// The limits to take a slot of, in this order.
    pub limits: &'a [LimitRule<'a>],
    /// Time that the call has left. A slot that begins later is not taken.
    pub max_wait: Duration,
}

impl<'a> SlotRequest<'a> {
    /// Creates a request without a session.
    #[must_use]
    pub const fn new(method: &'a str, limits: &'a [LimitRule<'a>], max_wait: Duration) -> Self {
        Self { method, session: None, limits, max_wait }
    }

    /// Sets the digest of the session.
    #[must_use]
    pub const fn session(mut self, digest: Option<&'a str>) -> Self {
        self.session = digest;
        self
    }
}

/// A rate limit, and the calls that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitRule<'a> {
    /// The API whose calls are counted. `None` means all calls of the app.
    pub method: Option<&'a str>,
    /// The limit.
    pub limit: RateLimit,
}

impl<'a> LimitRule<'a> {
    /// Creates a rule for an API, or for all calls of the app (`None`).
    #[must_use]
    pub const fn new(method: Option<&'a str>, limit: RateLimit) -> Self {
        Self { method, limit }
    }
}

/// Result of [`SharedLimits::take_slot`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A slot of each limit was taken: the call may be sent.
    Now,
    /// Slots of the first `taken` limits were taken. The last of them begins after `wait`; the
    /// call must wait, then take slots of the other limits.
    After {
        /// Time until the slot begins. More than zero.
        wait: Duration,
        /// Number of limits whose slot was taken. At least 1.
        taken: usize,
    },
    /// The next slot begins after the call's time. No slot was taken of that limit.
    TooLate {
        /// Time until the slot begins.
        wait: Duration,
    },
    /// A ban covers the call. No slot was taken.
    Banned {
        /// Remaining time of the ban.
        left: Duration,
        /// The ban.
        ban: ActiveBan,
    },
    /// The shared limits are unavailable: the client's own limits apply.
    Unavailable,
}

/// A ban of the platform, and the calls that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SharedBan {
    /// Name of the API.
    pub method: String,
    /// Digest of the session, for a ban of one seller. 32 hex digits: the first half of an
    /// HMAC-SHA256 with the app secret as key. `None` means all sessions.
    pub session: Option<String>,
    /// Remaining time.
    pub left: Duration,
    /// Codes of the platform.
    pub ban: ActiveBan,
}

impl SharedBan {
    /// Creates a ban of all sessions.
    #[must_use]
    pub fn new(method: impl Into<String>, left: Duration, ban: ActiveBan) -> Self {
        Self { method: method.into(), session: None, left, ban }
    }

    /// Limits the ban to the session with this digest.
    #[must_use]
    pub fn session(mut self, digest: Option<String>) -> Self {
        self.session = digest;
        self
    }
}
