//! The time window of requests.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use top_runtime::DateTime;

use crate::error::VerifyError;
use crate::quoting::quote;

/// The window in which the timestamp of a request must be, to both sides of the receiver's clock.
///
/// A wide window needs a longer memory of accepted requests; a narrow one needs exact clocks.
///
/// ```
/// use std::time::Duration;
/// use top_webhook::TimeWindow;
///
/// assert_eq!(TimeWindow::default(), TimeWindow::both(Duration::from_secs(300)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    pub(crate) past: Duration,
    pub(crate) future: Duration,
}

impl TimeWindow {
    /// Creates a window of the same length to both sides.
    #[must_use]
    pub const fn both(limit: Duration) -> Self {
        Self { past: limit, future: limit }
    }

    /// Creates a window of two lengths: the greatest age of a timestamp, and the greatest time that
    /// it is ahead.
    #[must_use]
    pub const fn new(past: Duration, future: Duration) -> Self {
        Self { past, future }
    }

    /// Checks a timestamp. Returns how long a repetition of its request would be accepted.
    pub(crate) fn check(self, timestamp: DateTime, now: SystemTime) -> Result<Duration, VerifyError> {
        let (now, time) = (unix_millis(now), i128::from(timestamp.unix()) * 1000);
        let (age, ahead) = (millis(now - time), millis(time - now));
        // A timestamp has no fraction: within its second, the receiver's clock may be ahead.
        if age > self.past.saturating_add(Duration::from_millis(999)) {
            return Err(VerifyError::TooOld { age, limit: self.past });
        }
        if ahead > self.future {
            return Err(VerifyError::FromFuture { ahead, limit: self.future });
        }
        let remaining = time - now + 1000 + i128::try_from(self.past.as_millis()).unwrap_or(i128::MAX / 2);
        Ok(millis(remaining))
    }
}

impl Default for TimeWindow {
    /// 5 minutes to both sides.
    fn default() -> Self {
        Self::both(Duration::from_secs(300))
    }
}

/// Parses the timestamp of a request.
pub(crate) fn parse(timestamp: Option<&str>) -> Result<Option<DateTime>, VerifyError> {
    let Some(text) = timestamp.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| VerifyError::InvalidTimestamp { found: quote(text) })
}

fn unix_millis(time: SystemTime) -> i128 {
    let millis = |time: Duration| i128::try_from(time.as_millis()).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => millis(after),
        Err(before) => -millis(before.duration()),
    }
}

/// Returns a duration of milliseconds, 0 for negative ones.
fn millis(millis: i128) -> Duration {
    Duration::from_millis(u64::try_from(millis.max(0)).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn window_has_two_sides() {
        let window = TimeWindow::new(Duration::from_secs(300), Duration::from_secs(60));
        let time = DateTime::from_unix(1_763_308_800);
        let check = |millis: i64| {
            let now = UNIX_EPOCH + Duration::from_millis((1_763_308_800_000 + millis).unsigned_abs());
            window.check(time, now).map_err(|error| error.to_string())
        };
        assert_eq!(check(0), Ok(Duration::from_secs(301)));
        assert_eq!(check(300_999), Ok(Duration::from_millis(1)));
        assert_eq!(check(302_000), Err("timestamp 302 s old: at most 300 s are accepted".to_owned()));
        assert_eq!(check(-60_000), Ok(Duration::from_secs(361)));
        assert_eq!(check(-61_000), Err("timestamp 61 s ahead: at most 60 s are accepted".to_owned()));
        assert!(window.check(DateTime::from_unix(i64::MAX), UNIX_EPOCH).is_err());
        assert!(window.check(DateTime::from_unix(i64::MIN), UNIX_EPOCH).is_err());
    }
}
