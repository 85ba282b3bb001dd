//! In place of spans, without the feature `tracing`.

use crate::observe::{AttemptDone, CallDone, CallThrottled, ClockCorrected, RetryPlanned, SessionRefreshed};
use crate::protocol::HttpMethod;

pub(super) const fn is_on() -> bool {
    false
}

pub(super) const fn session_refreshed(_: &SessionRefreshed<'_>) {}

#[cfg(feature = "shared-limits")]
pub(super) const fn shared_limits_changed(_: &crate::observe::SharedLimitsChanged<'_>) {}

pub(super) struct Endpoint;

impl Endpoint {
    pub(super) const fn new(_: &str, _: &str) -> Self {
        Self
    }
}

/// In place of a guard.
pub(in crate::client) struct Entered;

#[derive(Clone, Default)]
pub(in crate::client) struct CallSpan;

#[allow(clippy::unused_self)] // the methods of the other `CallSpan`
impl CallSpan {
    pub(super) const fn new(_: &Endpoint, _: &str, _: HttpMethod) -> Self {
        Self
    }

    pub(in crate::client) const fn enter(&self) -> Entered {
        Entered
    }

    pub(super) const fn attempt_done(&self, _: &AttemptDone<'_>) {}

    pub(super) const fn retry_planned(&self, _: &RetryPlanned<'_>) {}

    pub(super) const fn call_throttled(&self, _: &CallThrottled<'_>) {}

    pub(super) const fn clock_corrected(&self, _: &ClockCorrected<'_>) {}

    pub(super) const fn call_done(&self, _: &CallDone<'_>, _: Option<u16>) {}
}
