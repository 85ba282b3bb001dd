//! Observation of one call: passes its events to observers and, with the feature `tracing`, to its
//! span.

#[cfg(not(feature = "tracing"))]
#[path = "watch/no_span.rs"]
mod span;
#[cfg(feature = "tracing")]
mod span;

use std::time::{Duration, Instant};

use super::Client;
use crate::error::Error;
#[cfg(feature = "shared-limits")]
use crate::observe::SharedLimitsChanged;
use crate::observe::{
    AttemptDone, CallDone, CallStarted, CallThrottled, ClockCorrected, Observer, Observers, ResultClass,
    RetryPlanned, SessionRefreshed, ThrottleCause,
};
use crate::protocol::HttpMethod;
use crate::reply::ReplyMeta;

pub(super) use span::CallSpan;
use span::Endpoint;

/// What observes the calls of a client.
pub(super) struct Watchers {
    observers: Observers,
    endpoint: Endpoint,
}

impl Watchers {
    pub(super) fn new(observers: Observers, gateway: &str, path_gateway: &str) -> Self {
        Self { observers, endpoint: Endpoint::new(gateway, path_gateway) }
    }

    /// Reports that the limits which machines share became unavailable, or available again.
    #[cfg(feature = "shared-limits")]
    pub(super) fn shared_limits_changed(&self, change: &SharedLimitsChanged<'_>) {
        span::shared_limits_changed(change);
        self.observers.notify(&|observer| observer.shared_limits_changed(change));
    }
}

impl Client {
    /// Reports the refresh of a seller's session to the observers of this client and, with the
    /// feature `tracing`, as an event. `top-auth` reports its refreshes.
    pub fn report_session_refresh(&self, refresh: &SessionRefreshed<'_>) {
        span::session_refreshed(refresh);
        self.0.watchers.observers.notify(&|observer| observer.session_refreshed(refresh));
    }
}

/// Observation of one call. Empty before the first poll, after the result, and if nothing observes
/// the call.
#[derive(Default)]
pub(super) struct Watch(Option<Box<Watching>>);

/// State of an observed call. Boxed, so that other calls do not pay for its size.
struct Watching {
    client: Client,
    method: Box<str>,
    started: Instant,
    /// Start of the attempt under way.
    attempt_started: Option<Instant>,
    attempts: usize,
    /// HTTP status of the last attempt.
    status: Option<u16>,
    span: CallSpan,
}

impl Watch {
    /// Starts the observation, if anything observes the calls of the client.
    pub(super) fn start(&mut self, client: &Client, method: &str, http: HttpMethod) {
        let watchers = &client.0.watchers;
        if watchers.observers.is_empty() && !span::is_on() {
            return;
        }
        let watching = Watching {
            client: client.clone(),
            method: method.into(),
            started: Instant::now(),
            attempt_started: None,
            attempts: 0,
            status: None,
            span: CallSpan::new(&watchers.endpoint, method, http),
        };
        let event = CallStarted { method };
        watching.notify(&|observer| observer.call_started(&event));
        self.0 = Some(Box::new(watching));
    }

    /// Reports a call whose request was rejected.
    pub(super) fn refuse(client: &Client, error: &Error) {
        let mut watch = Self::default();
        watch.start(client, error.method(), HttpMethod::default());
        watch.fail(error);
    }

    /// Returns the span of the call, which must be entered around each poll.
    pub(super) fn span(&self) -> CallSpan {
        self.0.as_ref().map(|watching| watching.span.clone()).unwrap_or_default()
    }

    pub(super) fn start_attempt(&mut self) {
        if let Some(watching) = &mut self.0 {
            watching.attempt_started = Some(Instant::now());
            watching.attempts += 1;
            watching.status = None;
        }
    }

    pub(super) fn set_status(&mut self, status: http::StatusCode) {
        if let Some(watching) = &mut self.0 {
            watching.status = Some(status.as_u16());
        }
    }

    /// Ends the attempt under way, if any: a throttled call has none.
    pub(super) fn fail_attempt(&mut self, error: &Error) {
        if let Some(watching) = &mut self.0 {
            watching.end_attempt(ResultClass::of(error), error.request_id(), Some(error));
        }
    }

    pub(super) fn plan_retry(&self, error: &Error, wait: Duration) {
        if let Some(watching) = &self.0 {
            let (method, attempt, reason) = (&*watching.method, watching.attempts, ResultClass::of(error));
            let event = RetryPlanned { method, attempt, wait, reason, error };
            watching.span.retry_planned(&event);
            watching.notify(&|observer| observer.retry_planned(&event));
        }
    }

    pub(super) fn throttle(&self, cause: ThrottleCause, wait: Duration) {
        if let Some(watching) = &self.0 {
            let event = CallThrottled { method: &watching.method, cause, wait };
            watching.span.call_throttled(&event);
            watching.notify(&|observer| observer.call_throttled(&event));
        }
    }

    /// Reports that the gateway's clock is `ahead` seconds ahead.
    pub(super) fn correct_clock(&self, ahead: i64) {
        if let Some(watching) = &self.0 {
            let event = ClockCorrected { method: &watching.method, ahead };
            watching.span.clock_corrected(&event);
            watching.notify(&|observer| observer.clock_corrected(&event));
        }
    }

    /// Ends the call with the error that the caller receives.
    pub(super) fn fail(mut self, error: &Error) {
        if let Some(watching) = self.0.take() {
            watching.end(ResultClass::of(error), error.request_id(), Some(error));
        }
    }

    /// Ends the call with a reply. Its request id is masked for observers only: the reply is the
    /// caller's data.
    pub(super) fn succeed(mut self, meta: &ReplyMeta, mask: impl FnOnce(&mut String)) {
        if let Some(mut watching) = self.0.take() {
            let mut request_id = meta.request_id().to_owned();
            mask(&mut request_id);
            let request_id = Some(&*request_id).filter(|id| !id.is_empty());
            let class = if meta.is_failure() { ResultClass::Business } else { ResultClass::Success };
            watching.end_attempt(class, request_id, None);
            watching.end(class, request_id, None);
        }
    }
}

/// The call was cancelled: its future was dropped.
impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(mut watching) = self.0.take() {
            let span = watching.span.clone();
            let _entered = span.enter();
            watching.end_attempt(ResultClass::Cancelled, None, None);
            watching.end(ResultClass::Cancelled, None, None);
        }
    }
}

impl Watching {
    fn end_attempt(&mut self, class: ResultClass, request_id: Option<&str>, error: Option<&Error>) {
        let Some(started) = self.attempt_started.take() else { return };
        let (method, attempt, status) = (&*self.method, self.attempts, self.status);
        let duration = started.elapsed();
        let event = AttemptDone { method, attempt, class, duration, status, request_id, error };
        self.span.attempt_done(&event);
        self.notify(&|observer| observer.attempt_done(&event));
    }

    fn end(&self, class: ResultClass, request_id: Option<&str>, error: Option<&Error>) {
        let (method, attempts, duration) = (&*self.method, self.attempts, self.started.elapsed());
        let event = CallDone { method, attempts, class, duration, request_id, error };
        self.span.call_done(&event, self.status);
        self.notify(&|observer| observer.call_done(&event));
    }

    fn notify(&self, event: &dyn Fn(&dyn Observer)) {
        self.client.0.watchers.observers.notify(event);
    }
}
