//! `chrono`: moments to and from [`DateTime`].

use chrono::{FixedOffset, TimeZone as _, Utc};

use crate::DateTime;

impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::from_unix(time.timestamp())
    }
}

/// In GMT+8, the zone of the platform.
impl From<DateTime> for chrono::DateTime<FixedOffset> {
    fn from(time: DateTime) -> Self {
        let utc = Utc.timestamp_opt(time.unix(), 0).single().unwrap_or_default();
        FixedOffset::east_opt(8 * 3600).map_or_else(|| utc.fixed_offset(), |zone| utc.with_timezone(&zone))
    }
}

#[cfg(test)]
mod tests {
    use crate::DateTime;

    #[test]
    fn there_and_back() {
        let time = DateTime::from_unix(1_763_308_800);
        let other = chrono::DateTime::<chrono::FixedOffset>::from(time);
        assert_eq!(other.to_string(), "2025-11-17 00:00:00 +08:00");
        assert_eq!(DateTime::from(other), time);
    }

    #[test]
    fn a_fraction_is_dropped_before_1970_too() {
        let other = chrono::DateTime::from_timestamp_millis(-500).unwrap_or_default();
        assert_eq!(DateTime::from(other).unix(), -1);
    }
}
