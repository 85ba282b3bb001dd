//! Conversions between [`DateTime`] and `jiff`.

use crate::DateTime;

/// Rounds down to the second, also before 1970, like the conversion from `chrono`.
impl From<jiff::Timestamp> for DateTime {
    fn from(time: jiff::Timestamp) -> Self {
        // `as_second` rounds toward 1970.
        let before = i64::from(time.subsec_nanosecond() < 0);
        Self::from_unix(time.as_second() - before)
    }
}

/// Clamps times outside the range of jiff, the last hours of the year 9999.
impl From<DateTime> for jiff::Timestamp {
    fn from(time: DateTime) -> Self {
        Self::from_second(time.unix()).unwrap_or(if time.unix() < 0 { Self::MIN } else { Self::MAX })
    }
}

#[cfg(test)]
mod tests {
    use crate::DateTime;

    #[test]
    fn times_convert_without_loss() {
        let time = DateTime::from_unix(1_763_308_800);
        let other = jiff::Timestamp::from(time);
        assert_eq!(other.to_string(), "2025-11-16T16:00:00Z");
        assert_eq!(DateTime::from(other), time);
    }

    #[test]
    fn fractions_are_rounded_down_before_1970() {
        let other = jiff::Timestamp::from_millisecond(-500).unwrap_or(jiff::Timestamp::MAX);
        assert_eq!(DateTime::from(other).unix(), -1);
    }
}
