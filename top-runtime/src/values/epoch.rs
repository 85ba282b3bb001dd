//! Times that are counts of seconds or milliseconds on the wire.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use super::datetime::{DateTimeError, Moment};
use super::{DateTime, whole_number};

macro_rules! define_epoch {
    ($(#[$doc:meta])* $name:ident, $per_second:literal, $unit:literal, $of:expr) => {
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
    Millis, 1000, "milliseconds", |moment: Moment| moment.seconds.saturating_mul(1000).saturating_add(moment.millis)
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
    Seconds, 1, "seconds", |moment: Moment| moment.seconds
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
    fn texts_are_counts_or_dates() {
        assert_eq!("1563260220270".parse(), Ok(Millis(1_563_260_220_270)));
        assert_eq!("2019-07-16 14:57:00.270".parse(), Ok(Millis(1_563_260_220_270)));
        assert_eq!("2019-07-16 14:57:00".parse(), Ok(Seconds(1_563_260_220)));
        assert!("soon".parse::<Seconds>().is_err());
        assert_eq!(Millis(-5).to_string(), "-5");
    }
}
