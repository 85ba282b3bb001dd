//! `jiff`: moments to and from [`DateTime`].

use crate::DateTime;

/// The second in which the moment lies, before 1970 too, as `chrono` has it.
impl From<jiff::Timestamp> for DateTime {
    fn from(time: jiff::Timestamp) -> Self {
        // jiff rounds towards 1970.
        let before = i64::from(time.subsec_nanosecond() < 0);
        Self::from_unix(time.as_second() - before)
    }
}

/// A moment that jiff's range does not hold (the last hours of the year 9999) is held at its end.
impl From<DateTime> for jiff::Timestamp {
    fn from(time: DateTime) -> Self {
        Self::from_second(time.unix()).unwrap_or(if time.unix() < 0 { Self::MIN } else { Self::MAX })
    }
}

#[cfg(test)]
mod tests {
    use crate::DateTime;

    #[test]
    fn there_and_back() {
        let time = DateTime::from_unix(1_763_308_800);
        let other = jiff::Timestamp::from(time);
        assert_eq!(other.to_string(), "2025-11-16T16:00:00Z");
        assert_eq!(DateTime::from(other), time);
    }

    #[test]
    fn a_fraction_is_dropped_before_1970_too() {
        let other = jiff::Timestamp::from_millisecond(-500).unwrap_or(jiff::Timestamp::MAX);
        assert_eq!(DateTime::from(other).unix(), -1);
    }
}
