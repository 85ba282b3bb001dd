//! The system clock, and time spans between times.

use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{DateTime, DateTimeError, Moment};

const NANOS_PER_SECOND: u32 = 1_000_000_000;

impl Moment {
    /// Rounds down to the millisecond, also before 1970. Clamps seconds to `i64`.
    pub(crate) fn of_system_time(time: SystemTime) -> Self {
        let (seconds, nanos) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).map_or(i64::MIN, |seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanos => (seconds.saturating_sub(1), NANOS_PER_SECOND - nanos),
                }
            }
        };
        Self { seconds, millis: i64::from(nanos / 1_000_000) }
    }
}

impl DateTime {
    /// 0001-01-01 00:00:00, the earliest time.
    pub const MIN: Self = Self(Self::RANGE.0);

    /// 9999-12-31 23:59:59, the latest time.
    pub const MAX: Self = Self(Self::RANGE.1);

    /// Returns the current time of the system clock, rounded down to the second. The time zone of
    /// the host has no effect: the text is the time in GMT+8.
    ///
    /// Not for `wasm32-unknown-unknown`, where [`SystemTime::now`] has no clock.
    ///
    /// ```
    /// use std::time::Duration;
    /// use top_runtime::DateTime;
    /// let since_yesterday = (DateTime::now() - Duration::from_secs(86_400), DateTime::now());
    /// assert!(since_yesterday.0 < since_yesterday.1);
    /// ```
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Adds a time span, rounded down to the second. `None` after the year 9999.
    #[must_use]
    pub fn checked_add(self, span: Duration) -> Option<Self> {
        let seconds = i64::try_from(span.as_secs()).ok().and_then(|span| self.0.checked_add(span))?;
        (seconds <= Self::MAX.0).then_some(Self(seconds))
    }

    /// Subtracts a time span. The result is rounded down to the second. `None` before the year 1.
    #[must_use]
    pub fn checked_sub(self, span: Duration) -> Option<Self> {
        let fraction = i64::from(span.subsec_nanos() > 0);
        let span = i64::try_from(span.as_secs()).ok().and_then(|span| span.checked_add(fraction))?;
        let seconds = self.0.checked_sub(span)?;
        (seconds >= Self::MIN.0).then_some(Self(seconds))
    }

    /// Returns the time span since an earlier time, or `None` if `earlier` is later.
    #[must_use]
    pub fn checked_duration_since(self, earlier: Self) -> Option<Duration> {
        u64::try_from(self.0 - earlier.0).ok().map(Duration::from_secs)
    }
}

/// Stops at the end of the year 9999, like [`DateTime::from_unix`]; [`DateTime::checked_add`] does
/// not. A fraction of a second is rounded down.
impl Add<Duration> for DateTime {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        self.checked_add(span).unwrap_or(Self::MAX)
    }
}

/// Stops at the start of the year 1, like [`DateTime::from_unix`]; [`DateTime::checked_sub`] does
/// not. A fraction of a second is rounded down.
impl Sub<Duration> for DateTime {
    type Output = Self;

    fn sub(self, span: Duration) -> Self {
        self.checked_sub(span).unwrap_or(Self::MIN)
    }
}

/// Zero if the right time is later, like the difference of two [`Instant`](std::time::Instant)s.
impl Sub for DateTime {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }
}

impl AddAssign<Duration> for DateTime {
    fn add_assign(&mut self, span: Duration) {
        *self = *self + span;
    }
}

impl SubAssign<Duration> for DateTime {
    fn sub_assign(&mut self, span: Duration) {
        *self = *self - span;
    }
}

/// Rounds down to the second, also before 1970. Clamps to the years 1 to 9999.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        Self::from_unix(Moment::of_system_time(time).seconds)
    }
}

/// Fails for a time that the operating system cannot represent, such as the year 1 on Windows.
impl TryFrom<DateTime> for SystemTime {
    type Error = DateTimeError;

    fn try_from(time: DateTime) -> Result<Self, DateTimeError> {
        let span = Duration::from_secs(time.0.unsigned_abs());
        let converted = if time.0 < 0 { UNIX_EPOCH.checked_sub(span) } else { UNIX_EPOCH.checked_add(span) };
        converted.ok_or_else(|| DateTimeError::beyond_system_time(time))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use crate::DateTime;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn spans_cross_midnight_in_beijing_and_leap_days() {
        let time = |text: &str| text.parse::<DateTime>().ok();
        assert_eq!(time("2024-02-28 23:59:30").map(|time| time + MINUTE), time("2024-02-29 00:00:30"));
        assert_eq!(time("2025-01-01 00:00:30").map(|time| time - MINUTE), time("2024-12-31 23:59:30"));
        // Daylight saving time of 1986 to 1991 is not part of the platform's time.
        let day = Duration::from_secs(86_400);
        assert_eq!(time("1986-05-03 12:00:00").map(|time| time + day), time("1986-05-04 12:00:00"));
    }

    #[test]
    fn results_are_rounded_down_to_the_second() {
        let (time, half) = (DateTime::from_unix(10), Duration::from_millis(500));
        assert_eq!((time + half, time - half), (time, DateTime::from_unix(9)));
        assert_eq!(DateTime::from(UNIX_EPOCH - half), DateTime::from_unix(-1));
    }

    #[test]
    fn operators_stop_at_the_first_and_last_time() {
        assert_eq!((DateTime::MAX + MINUTE, DateTime::MIN - MINUTE), (DateTime::MAX, DateTime::MIN));
        assert_eq!(
            (DateTime::MAX + Duration::MAX, DateTime::MIN - Duration::MAX),
            (DateTime::MAX, DateTime::MIN)
        );
        assert_eq!((DateTime::MAX.checked_add(MINUTE), DateTime::MIN.checked_sub(MINUTE)), (None, None));
        assert_eq!(
            (DateTime::MAX.checked_add(Duration::MAX), DateTime::MAX.checked_sub(Duration::MAX)),
            (None, None)
        );
        assert_eq!(DateTime::MIN - DateTime::MAX, Duration::ZERO);
        assert_eq!(DateTime::MIN + (DateTime::MAX - DateTime::MIN), DateTime::MAX);
        assert_eq!(DateTime::MIN.checked_duration_since(DateTime::MAX), None);
    }

    #[test]
    fn system_times_convert_without_loss() {
        for seconds in [0, 1, -1, 1_763_308_800] {
            let time = DateTime::from_unix(seconds);
            assert_eq!(SystemTime::try_from(time).map(DateTime::from), Ok(time));
        }
        let before = DateTime::from(SystemTime::now());
        assert!((before..=before + MINUTE).contains(&DateTime::now()));
    }
}
