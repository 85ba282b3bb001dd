//! Times that are counts of seconds or milliseconds on the wire.

use super::DateTime;

macro_rules! define_epoch {
    ($(#[$doc:meta])* $name:ident, $per_second:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub i64);

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
    };
}

define_epoch! {
    /// Milliseconds since 1970-01-01 00:00:00 UTC: a `Number` on the wire.
    ///
    /// A reply may have a whole number in this unit, or a date in a form of [`DateTime`], to the
    /// millisecond.
    ///
    /// ```
    /// use top_runtime::{DateTime, Millis};
    /// assert_eq!(DateTime::from(Millis(1_563_260_220_270)).to_string(), "2019-07-16 14:57:00");
    /// ```
    Millis, 1000
}

define_epoch! {
    /// Seconds since 1970-01-01 00:00:00 UTC: a `Number` on the wire.
    ///
    /// A reply may have a whole number in this unit, or a date in a form of [`DateTime`], to the
    /// second.
    ///
    /// ```
    /// use top_runtime::{DateTime, Seconds};
    /// assert_eq!(DateTime::from(Seconds(1_571_121_255)).to_string(), "2019-10-15 14:34:15");
    /// ```
    Seconds, 1
}
