//! Conversions between [`DateTime`] and `chrono`.

use chrono::{FixedOffset, TimeZone as _, Utc};

use crate::DateTime;

impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for DateTime {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::from_unix(time.timestamp())
    }
}

/// Converts to GMT+8, the time zone of the platform.
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
    fn times_convert_without_loss() {
        let time = DateTime::from_unix(1_763_308_800);
        let other = chrono::DateTime::<chrono::FixedOffset>::from(time);
        assert_eq!(other.to_string(), "2025-11-17 00:00:00 +08:00");
        assert_eq!(DateTime::from(other), time);
    }

    #[test]
    fn fractions_are_rounded_down_before_1970() {
        let other = chrono::DateTime::from_timestamp_millis(-500).unwrap_or_default();
        assert_eq!(DateTime::from(other).unix(), -1);
    }
}
