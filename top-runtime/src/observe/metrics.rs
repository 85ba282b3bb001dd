//! Records the events of calls with the crate `metrics`.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use ::metrics::{
    SharedString, Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};

use super::{
    AttemptDone, CallDone, CallStarted, CallThrottled, ClockCorrected, Observer, RetryPlanned,
    SessionRefreshed,
};
use crate::protocol::names::{is_declared_path, is_method_name, is_path};

/// Limit: number of APIs with a label of their own.
const MAX_METHODS: usize = 1_000;

/// Label of the other APIs, and of names that no API can have.
const OTHER: &str = "_OTHER";

const ACTIVE: &str = "top_client_active_calls";
const CALL: &str = "top_client_call_duration_seconds";
const ATTEMPT: &str = "top_client_attempt_duration_seconds";
const RETRIES: &str = "top_client_retries_total";
const THROTTLED: &str = "top_client_throttled_total";
const CLOCK: &str = "top_client_clock_offset_seconds";
#[cfg(feature = "shared-limits")]
const SHARED: &str = "top_client_shared_limits_available";
const REFRESHES: &str = "top_client_session_refreshes_total";

/// Records the events of calls with the crate [`metrics`](https://docs.rs/metrics).
///
/// | metric | type | labels |
/// |---|---|---|
/// | `top_client_active_calls` | gauge | `method` |
/// | `top_client_call_duration_seconds` | histogram | `method`, `outcome` |
/// | `top_client_attempt_duration_seconds` | histogram | `method`, `outcome` |
/// | `top_client_retries_total` | counter | `method`, `reason` |
/// | `top_client_throttled_total` | counter | `method`, `cause` |
/// | `top_client_clock_offset_seconds` | gauge | |
/// | `top_client_shared_limits_available` | gauge: 0 or 1, from the first outage on (feature `shared-limits`) | |
/// | `top_client_session_refreshes_total` | counter | `outcome` |
///
/// - `outcome` and `reason` of calls are names of a [`ResultClass`](super::ResultClass), `cause` of
///   a [`ThrottleCause`](super::ThrottleCause).
/// - `outcome` of a refresh is `success` or `failure`. No label names a seller: there may be any
///   number of them.
/// - The first 1,000 APIs have their name as `method`; further APIs, and names that no API can
///   have, are counted as `_OTHER`.
/// - An API with a path has its declared path, such as `/orders/{order_id}`. In a path without a
///   declaration, segments that look like an id become `{}`.
/// - Metrics go to the recorder that is installed when a call runs. [`new`](Self::new) describes
///   them to the recorder that is installed at that time.
///
/// ```
/// use top_runtime::Client;
/// use top_runtime::observe::MetricsObserver;
///
/// // After the program has installed a recorder, for instance that of metrics-exporter-prometheus:
/// let client = Client::builder("APP_KEY", "APP_SECRET").observer(MetricsObserver::new()).build()?;
/// # let _ = client;
/// # Ok::<(), top_runtime::error::BuildError>(())
/// ```
pub struct MetricsObserver {
    methods: RwLock<HashSet<Arc<str>>>,
}

impl MetricsObserver {
    /// Creates an observer, and describes the metrics to the installed recorder.
    #[must_use]
    pub fn new() -> Self {
        describe_gauge!(ACTIVE, Unit::Count, "Calls that are not complete.");
        describe_histogram!(CALL, Unit::Seconds, "Duration of calls, all attempts and waits included.");
        describe_histogram!(ATTEMPT, Unit::Seconds, "Duration of attempts.");
        describe_counter!(RETRIES, Unit::Count, "Retries, by the class of the error before.");
        describe_counter!(THROTTLED, Unit::Count, "Calls that a ban or a rate limit affected.");
        describe_gauge!(CLOCK, Unit::Seconds, "How far the clock of the gateway is ahead.");
        #[cfg(feature = "shared-limits")]
        describe_gauge!(SHARED, Unit::Count, "Whether the limits that machines share are available.");
        describe_counter!(REFRESHES, Unit::Count, "Refreshes of the sessions of sellers.");
        Self { methods: RwLock::default() }
    }

    /// Returns the label of an API.
    fn label(&self, method: &str) -> SharedString {
        // Every change leaves the set consistent, so poisoning has no meaning.
        let known = self.methods.read().unwrap_or_else(PoisonError::into_inner).get(method).cloned();
        if let Some(known) = known {
            return SharedString::from_shared(known);
        }
        if is_path(method) && method.split('/').any(is_id) {
            // A path of the caller that is not declared: its variables are filled in.
            return self.label(&without_ids(method));
        }
        if !is_method_name(method) && !is_declared_path(method) {
            return SharedString::const_str(OTHER);
        }
        let mut methods = self.methods.write().unwrap_or_else(PoisonError::into_inner);
        if methods.len() >= MAX_METHODS && !methods.contains(method) {
            return SharedString::const_str(OTHER);
        }
        let method = Arc::<str>::from(method);
        methods.insert(Arc::clone(&method));
        SharedString::from_shared(method)
    }
}

/// Whether a segment of a path is an id: digits alone, or a text with at least four digits.
fn is_id(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    !segment.starts_with('{') && digits > 0 && (digits >= 4 || digits == segment.len())
}

/// Returns a path with `{}` in place of ids.
fn without_ids(path: &str) -> String {
    let segments: Vec<_> =
        path.split('/').map(|segment| if is_id(segment) { "{}" } else { segment }).collect();
    segments.join("/")
}

impl Default for MetricsObserver {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MetricsObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsObserver").finish_non_exhaustive()
    }
}

impl Observer for MetricsObserver {
    fn call_started(&self, call: &CallStarted<'_>) {
        gauge!(ACTIVE, "method" => self.label(call.method)).increment(1);
    }

    fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        let (method, outcome) = (self.label(attempt.method), attempt.class.as_str());
        histogram!(ATTEMPT, "method" => method, "outcome" => outcome).record(attempt.duration);
    }

    fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        let (method, reason) = (self.label(retry.method), retry.reason.as_str());
        counter!(RETRIES, "method" => method, "reason" => reason).increment(1);
    }

    fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        let (method, cause) = (self.label(throttled.method), throttled.cause.as_str());
        counter!(THROTTLED, "method" => method, "cause" => cause).increment(1);
    }

    #[allow(clippy::cast_precision_loss)] // at most a day in seconds
    fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        gauge!(CLOCK).set(correction.ahead as f64);
    }

    #[cfg(feature = "shared-limits")]
    fn shared_limits_changed(&self, change: &super::SharedLimitsChanged<'_>) {
        gauge!(SHARED).set(if change.failure.is_none() { 1.0 } else { 0.0 });
    }

    fn session_refreshed(&self, refresh: &SessionRefreshed<'_>) {
        let outcome = if refresh.failure.is_none() { "success" } else { "failure" };
        counter!(REFRESHES, "outcome" => outcome).increment(1);
    }

    fn call_done(&self, call: &CallDone<'_>) {
        let method = self.label(call.method);
        gauge!(ACTIVE, "method" => method.clone()).decrement(1);
        histogram!(CALL, "method" => method, "outcome" => call.class.as_str()).record(call.duration);
    }
}

#[cfg(test)]
mod tests {
    use super::{MetricsObserver, OTHER};

    #[test]
    fn labels_of_paths_have_no_ids() {
        let observer = MetricsObserver::new();
        for (method, label) in [
            ("taobao.time.get", "taobao.time.get"),
            ("/orders/{order_id}/items", "/orders/{order_id}/items"),
            ("/v2/orders/2.0", "/v2/orders/2.0"),
            ("/orders/1001/items/7", "/orders/{}/items/{}"),
            ("/orders/SO-2025-1", "/orders/{}"),
            ("/orders/a b", OTHER),
            ("/orders/1001/\u{8ba2}", OTHER),
            ("a b", OTHER),
        ] {
            assert_eq!(observer.label(method).to_string(), label);
        }
        for id in 0..5_000 {
            observer.label(&format!("/orders/{id}"));
        }
        assert!(observer.methods.read().unwrap().len() < 10);
    }
}
