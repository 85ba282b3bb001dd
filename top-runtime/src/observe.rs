//! Observes calls: for metrics, logs and tests.
//!
//! An [`Observer`] receives an event for each step of each call of a client:
//!
//! | event | when |
//! |---|---|
//! | [`CallStarted`] | the future of the call is polled for the first time |
//! | [`AttemptDone`] | a request was sent and its reply decoded, or it failed |
//! | [`RetryPlanned`] | the call will be sent again |
//! | [`CallThrottled`] | the platform reported a ban, or the client delays or refuses the call |
//! | [`ClockCorrected`] | the client learned the difference between its clock and the gateway's |
//! | `SharedLimitsChanged` | limits that machines share (feature `shared-limits`) became unavailable or available |
//! | [`CallDone`] | the call is complete or was cancelled; exactly one for each [`CallStarted`] |
//!
//! ```
//! use std::sync::Arc;
//! use std::sync::atomic::{AtomicU64, Ordering};
//! use top_runtime::Client;
//! use top_runtime::observe::{CallDone, Observer};
//!
//! #[derive(Default)]
//! struct Failures(AtomicU64);
//!
//! impl Observer for Failures {
//!     fn call_done(&self, call: &CallDone<'_>) {
//!         if call.error.is_some() {
//!             self.0.fetch_add(1, Ordering::Relaxed);
//!         }
//!     }
//! }
//!
//! let failures = Arc::new(Failures::default());
//! let client = Client::builder("APP_KEY", "APP_SECRET").observer(Arc::clone(&failures)).build()?;
//! # let _ = client;
//! # Ok::<(), top_runtime::error::BuildError>(())
//! ```
//!
//! `MetricsObserver` (feature `metrics`) records the events with the crate `metrics`. The feature
//! `tracing` writes spans and events independent of observers.

mod class;
mod event;
#[cfg(feature = "metrics")]
mod metrics;
mod observers;

use std::sync::Arc;

pub use class::ResultClass;
#[cfg(feature = "shared-limits")]
pub use event::SharedLimitsChanged;
pub use event::{
    AttemptDone, CallDone, CallStarted, CallThrottled, ClockCorrected, RetryPlanned, SessionRefreshed,
    ThrottleCause,
};
#[cfg(feature = "metrics")]
pub use metrics::MetricsObserver;
pub(crate) use observers::Observers;

/// Receives the events of a client's calls. Set by
/// [`ClientBuilder::observer`](crate::ClientBuilder::observer).
///
/// - The methods run in the task of the call and delay the call: they must not block.
/// - The events of one call arrive in order; those of concurrent calls are interleaved.
/// - A panic is caught and has no effect on the call. It is reported by the panic hook. With
///   `panic = "abort"` it ends the process.
/// - No text of an event contains the app secret, the session or the signature. The body of an
///   [`Error`](crate::Error) may contain other data of the request.
/// - Durations are measured by the host's monotonic clock, not by [`Clock`](crate::clock::Clock).
///
/// Each method ignores its event by default.
pub trait Observer: Send + Sync {
    /// A call starts.
    fn call_started(&self, call: &CallStarted<'_>) {
        let _ = call;
    }

    /// An attempt has a result.
    fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        let _ = attempt;
    }

    /// A call will be sent again.
    fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        let _ = retry;
    }

    /// The number of calls is limited.
    fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        let _ = throttled;
    }

    /// The correction of the client's clock changed.
    fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        let _ = correction;
    }

    /// A call is complete or was cancelled.
    fn call_done(&self, call: &CallDone<'_>) {
        let _ = call;
    }

    /// The session of a seller was refreshed, or could not be.
    fn session_refreshed(&self, refresh: &SessionRefreshed<'_>) {
        let _ = refresh;
    }

    /// The limits that the client shares with other machines became unavailable, or available
    /// again.
    #[cfg(feature = "shared-limits")]
    fn shared_limits_changed(&self, change: &SharedLimitsChanged<'_>) {
        let _ = change;
    }
}

impl<O: Observer + ?Sized> Observer for Arc<O> {
    fn call_started(&self, call: &CallStarted<'_>) {
        (**self).call_started(call);
    }

    fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        (**self).attempt_done(attempt);
    }

    fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        (**self).retry_planned(retry);
    }

    fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        (**self).call_throttled(throttled);
    }

    fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        (**self).clock_corrected(correction);
    }

    fn call_done(&self, call: &CallDone<'_>) {
        (**self).call_done(call);
    }

    fn session_refreshed(&self, refresh: &SessionRefreshed<'_>) {
        (**self).session_refreshed(refresh);
    }

    #[cfg(feature = "shared-limits")]
    fn shared_limits_changed(&self, change: &SharedLimitsChanged<'_>) {
        (**self).shared_limits_changed(change);
    }
}
