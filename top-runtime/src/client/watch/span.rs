//! Span and events of a call, with the names of OpenTelemetry where it has one.
//!
//! Texts of the platform are on one line and of limited length, and the secrets of the call are
//! masked in them.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::span::Entered;
use tracing::{Level, Span, event, span};

use crate::error::Error;
use crate::observe::{
    AttemptDone, CallDone, CallThrottled, ClockCorrected, ResultClass, RetryPlanned, SessionRefreshed,
    ThrottleCause,
};
use crate::protocol::HttpMethod;
use crate::protocol::names::is_path;
use crate::quoting::{cut, escape_control};

/// One target for all spans and events, so that a filter does not depend on modules.
const TARGET: &str = "top_runtime";

/// Writes the event of a refresh.
pub(super) fn session_refreshed(refresh: &SessionRefreshed<'_>) {
    let seller = one_line(refresh.seller);
    match refresh.failure {
        None => event!(target: TARGET, Level::INFO, seller = &*seller, "session refreshed"),
        Some(failure) => {
            let failure = one_line(failure);
            event!(target: TARGET, Level::WARN, seller = &*seller, error.message = &*failure, "session not refreshed");
        }
    }
}

/// Writes the event of an outage of shared limits, or of its end.
#[cfg(feature = "shared-limits")]
pub(super) fn shared_limits_changed(change: &crate::observe::SharedLimitsChanged<'_>) {
    match change.failure {
        None => event!(target: TARGET, Level::INFO, "shared limits are available"),
        Some(failure) => {
            let failure = one_line(failure);
            event!(target: TARGET, Level::WARN, error.message = &*failure, "shared limits are unavailable");
        }
    }
}

/// Limit: characters of a text of the platform or the caller.
const MAX_TEXT: usize = 300;

/// Limit: characters of the text of an error.
const MAX_ERROR: usize = 1_000;

/// Whether a subscriber may want spans or events.
pub(super) fn is_on() -> bool {
    LevelFilter::current() > LevelFilter::OFF
}

/// Address of the gateway, in the parts that spans have as fields.
pub(super) struct Endpoint {
    /// Without query, which may contain a token.
    url: String,
    /// Address of APIs with a path, which follows it.
    paths: String,
    address: String,
    port: u16,
}

impl Endpoint {
    /// Splits the address of a client, which was validated when the client was built.
    pub(super) fn new(gateway: &str, path_gateway: &str) -> Self {
        let uri: Uri = gateway.parse().unwrap_or_default();
        let host = uri.host().unwrap_or_default();
        let port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        Self {
            url: gateway.split('?').next().unwrap_or_default().to_owned(),
            paths: path_gateway.split('?').next().unwrap_or_default().to_owned(),
            address: host.trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().unwrap_or(port),
        }
    }
}

impl Endpoint {
    /// Returns the address of an API. Variables of a path keep their names: a value may be an id of a
    /// person.
    fn url_of(&self, method: &str) -> Cow<'_, str> {
        if is_path(method) {
            Cow::Owned(one_line(&[&self.paths, method].concat()).into_owned())
        } else {
            Cow::Borrowed(&self.url)
        }
    }
}

/// Span of a call. `None` if no subscriber records it.
#[derive(Clone, Default)]
pub(in crate::client) struct CallSpan(Option<Arc<Span>>);

impl CallSpan {
    pub(super) fn new(endpoint: &Endpoint, method: &str, http: HttpMethod) -> Self {
        let span = span!(
            target: TARGET,
            Level::INFO,
            "top.call",
            otel.name = &*one_line(method),
            otel.kind = "client",
            otel.status_code = Empty,
            otel.status_description = Empty,
            http.request.method = http.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = endpoint.address,
            server.port = i64::from(endpoint.port),
            url.full = &*endpoint.url_of(method),
            "error.type" = Empty,
            top.method = &*one_line(method),
            top.code = Empty,
            top.sub_code = Empty,
            top.request_id = Empty,
        );
        Self((!span.is_disabled()).then(|| Arc::new(span)))
    }

    pub(in crate::client) fn enter(&self) -> Option<Entered<'_>> {
        self.0.as_ref().map(|span| span.enter())
    }

    #[allow(clippy::unused_self)] // the event belongs to the span, which is entered
    pub(super) fn attempt_done(&self, attempt: &AttemptDone<'_>) {
        let code = attempt.error.and_then(Error::code);
        let sub_code = attempt.error.and_then(Error::sub_code);
        event!(
            target: TARGET,
            Level::DEBUG,
            attempt = integer(attempt.attempt),
            duration = seconds(attempt.duration),
            http.response.status_code = attempt.status.map(i64::from),
            "error.type" = error_type(attempt.class, attempt.status).as_deref(),
            top.code = code.map(one_line).as_deref(),
            top.sub_code = sub_code.map(one_line).as_deref(),
            top.request_id = attempt.request_id.map(one_line).as_deref(),
            error.message = attempt.error.map(error_message),
            "attempt done"
        );
    }

    #[allow(clippy::unused_self)] // as above
    pub(super) fn retry_planned(&self, retry: &RetryPlanned<'_>) {
        event!(
            target: TARGET,
            Level::INFO,
            attempt = integer(retry.attempt),
            wait = seconds(retry.wait),
            reason = retry.reason.as_str(),
            "retry planned"
        );
    }

    #[allow(clippy::unused_self)] // as above
    pub(super) fn call_throttled(&self, throttled: &CallThrottled<'_>) {
        let (cause, wait) = (throttled.cause.as_str(), seconds(throttled.wait));
        // A ban is reported once; then it may refuse thousands of calls.
        match throttled.cause {
            ThrottleCause::BanReported => {
                let method = one_line(throttled.method);
                event!(target: TARGET, Level::WARN, top.method = &*method, cause, wait, "ban reported");
            }
            ThrottleCause::BanActive | ThrottleCause::RateLimit => {
                event!(target: TARGET, Level::DEBUG, cause, wait, "call throttled");
            }
        }
    }

    #[allow(clippy::unused_self)] // as above
    pub(super) fn clock_corrected(&self, correction: &ClockCorrected<'_>) {
        event!(target: TARGET, Level::WARN, ahead = correction.ahead, "clock corrected");
    }

    pub(super) fn call_done(&self, call: &CallDone<'_>, status: Option<u16>) {
        let Some(span) = &self.0 else { return };
        if call.attempts > 1 {
            span.record("http.request.resend_count", integer(call.attempts - 1));
        }
        span.record("http.response.status_code", status.map(i64::from));
        span.record("top.request_id", call.request_id.map(one_line).as_deref());
        if let Some(error_type) = error_type(call.class, status) {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", &*error_type);
        }
        if let Some(error) = call.error {
            span.record("otel.status_description", error_message(error));
            span.record("top.code", error.code().map(one_line).as_deref());
            span.record("top.sub_code", error.sub_code().map(one_line).as_deref());
        }
    }
}

/// Returns the attribute `error.type`: the status of an HTTP error, as OpenTelemetry specifies, else
/// the class.
fn error_type(class: ResultClass, status: Option<u16>) -> Option<Cow<'static, str>> {
    match (class, status) {
        (ResultClass::Success, _) => None,
        (ResultClass::Http, Some(status)) => Some(status.to_string().into()),
        _ => Some(class.as_str().into()),
    }
}

/// Returns a text on one line, cut to [`MAX_TEXT`].
fn one_line(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_TEXT && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escape_control(&cut(text, MAX_TEXT)))
}

/// Returns the text of an error, which is on one line.
fn error_message(error: &Error) -> String {
    cut(&error.to_string(), MAX_ERROR).into_owned()
}

/// Returns a number in the one integer type of OpenTelemetry: others become text there.
fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Returns a duration in seconds, the unit of durations in OpenTelemetry.
fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}
