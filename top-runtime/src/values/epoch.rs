//! Times that are counts of seconds or milliseconds on the wire.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use super::datetime::{DateTimeError, Moment};
use super::{DateTime, whole_number};

/// Returns the whole units in a time span plus `round_up` nanoseconds, at most `i64::MAX`.
fn count_of(span: Duration, per_second: u32, round_up: u32) -> i64 {
    let nanos = span.as_nanos() + u128::from(round_up);
    i64::try_from(nanos / u128::from(1_000_000_000 / per_second)).unwrap_or(i64::MAX)
}

macro_rules! define_epoch {
    ($(#[$doc:meta])* $name:ident, $per_second:literal, $unit:literal, $span:path, $of:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub i64);

        impl $name {
            #[doc = concat!("Returns the current time of the system clock, in ", $unit, ".")]
            #[must_use]
            pub fn now() -> Self {
                SystemTime::now().into()
            }
        }

        impl From<DateTime> for $name {
            fn from(time: DateTime) -> Self {
                Self(time.unix() * $per_second)
            }
        }

        impl From<$name> for DateTime {
            fn from(count: $name) -> Self {
                Self::from_unix(count.0.div_euclid($per_second))
            }
        }

        /// Rounds down, also before 1970.
        impl From<SystemTime> for $name {
            fn from(time: SystemTime) -> Self {
                Self($of(Moment::of_system_time(time)))
            }
        }

        impl From<i64> for $name {
            fn from(count: i64) -> Self {
                Self(count)
            }
        }

        impl From<$name> for i64 {
            fn from(count: $name) -> Self {
                count.0
            }
        }

        /// A fraction of the unit is rounded down. Stops at the last count.
        impl Add<Duration> for $name {
            type Output = Self;

            fn add(self, span: Duration) -> Self {
                Self(self.0.saturating_add(count_of(span, $per_second, 0)))
            }
        }

        /// The result is rounded down to the unit. Stops at the first count.
        impl Sub<Duration> for $name {
            type Output = Self;

            fn sub(self, span: Duration) -> Self {
                let round_up = 1_000_000_000 / $per_second - 1;
                Self(self.0.saturating_sub(count_of(span, $per_second, round_up)))
            }
        }

        /// Zero if the right time is later, like the difference of two [`DateTime`]s.
        impl Sub for $name {
            type Output = Duration;

            fn sub(self, earlier: Self) -> Duration {
                let count = i128::from(self.0) - i128::from(earlier.0);
                $span(u64::try_from(count).unwrap_or_default())
            }
        }

        impl fmt::Display for $name {
            /// Formats the count.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = DateTimeError;

            #[doc = concat!("Parses a whole number of ", $unit, ", or a date in a form of [`DateTime`].")]
            fn from_str(text: &str) -> Result<Self, DateTimeError> {
                let count = text.parse().ok().or_else(|| match whole_number(text) {
                    Some(count) => count.parse().ok(),
                    None => Moment::parse(text).map($of),
                });
                count.map(Self).ok_or_else(|| DateTimeError::new(text))
            }
        }
    };
}

define_epoch! {
    /// Milliseconds since 1970-01-01 00:00:00 UTC: a `Number` on the wire.
    ///
    /// A reply may have a whole number in this unit, or a date in a form of [`DateTime`], to the
    /// millisecond. Default: 0.
    ///
    /// ```
    /// use top_runtime::{DateTime, Millis};
    /// assert_eq!(DateTime::from(Millis(1_563_260_220_270)).to_string(), "2019-07-16 14:57:00");
    /// ```
    Millis, 1000, "milliseconds", Duration::from_millis,
    |moment: Moment| moment.seconds.saturating_mul(1000).saturating_add(moment.millis)
}

define_epoch! {
    /// Seconds since 1970-01-01 00:00:00 UTC: a `Number` on the wire.
    ///
    /// A reply may have a whole number in this unit, or a date in a form of [`DateTime`], to the
    /// second. Default: 0.
    ///
    /// ```
    /// use top_runtime::{DateTime, Seconds};
    /// assert_eq!(DateTime::from(Seconds(1_571_121_255)).to_string(), "2019-10-15 14:34:15");
    /// ```
    Seconds, 1, "seconds", Duration::from_secs, |moment: Moment| moment.seconds
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use crate::{Millis, Seconds};

    #[test]
    fn system_times_are_rounded_down() {
        let time = UNIX_EPOCH + Duration::from_micros(1_999_999);
        assert_eq!((Millis::from(time), Seconds::from(time)), (Millis(1999), Seconds(1)));
        let time = UNIX_EPOCH - Duration::from_micros(1);
        assert_eq!((Millis::from(time), Seconds::from(time)), (Millis(-1), Seconds(-1)));
    }

    #[test]
    fn spans_are_rounded_down_and_stop_at_the_last_count() {
        let span = Duration::from_micros(1_500_500);
        assert_eq!((Millis(0) + span, Millis(0) - span), (Millis(1500), Millis(-1501)));
        assert_eq!((Seconds(0) + span, Seconds(0) - span), (Seconds(1), Seconds(-2)));
        assert_eq!(
            (Millis(1500) - Millis(-1), Seconds(2) - Seconds(1)),
            (Duration::from_millis(1501), Duration::from_secs(1))
        );
        assert_eq!(Seconds(1) - Seconds(2), Duration::ZERO);
        assert_eq!(Millis(i64::MAX) - Millis(i64::MIN), Duration::from_millis(u64::MAX));
        assert_eq!(
            (Seconds(1) + Duration::MAX, Millis(-1) - Duration::MAX),
            (Seconds(i64::MAX), Millis(i64::MIN))
        );
    }

    #[test]
    fn texts_are_counts_or_dates() {
        assert_eq!("1563260220270".parse(), Ok(Millis(1_563_260_220_270)));
        assert_eq!("2019-07-16 14:57:00.270".parse(), Ok(Millis(1_563_260_220_270)));
        assert_eq!("2019-07-16 14:57:00".parse(), Ok(Seconds(1_563_260_220)));
        assert!("soon".parse::<Seconds>().is_err());
        assert_eq!(Millis(-5).to_string(), "-5");
    }
}
