//! Times of requests, as seconds since 1970.

use datealgo::{datetime_to_secs, days_in_month, secs_to_datetime};

/// Offset of the platform's time zone in seconds: GMT+8, without daylight saving.
pub(crate) const PLATFORM_OFFSET: i64 = 8 * 3600;

/// Parses `yyyy-MM-dd HH:mm:ss` as a time at an offset from GMT. Any separator between date and time
/// of one character is read.
pub(crate) fn parse_text(text: &str, offset: i64) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u8>().ok();
    let separators = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    let bytes = text.as_bytes();
    if bytes.len() != 19 || separators.iter().any(|(at, byte)| bytes[*at] != *byte) {
        return None;
    }
    let year: i32 = text.get(0..4)?.parse().ok()?;
    let (month, day) = (number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let is_valid = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    is_valid.then(|| datetime_to_secs((year, month, day, hour, minute, second)) - offset)
}

/// Parses a time of RFC 3339, with or without a fraction.
pub(crate) fn parse_rfc3339(text: &str) -> Result<i64, String> {
    let expected = || "expected a time such as 2026-11-30T12:00:00Z".to_owned();
    let (head, tail) = text.split_at_checked(19).ok_or_else(expected)?;
    let zone = tail.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let offset = match zone {
        "Z" | "z" => 0,
        _ => parse_zone(zone).ok_or_else(expected)?,
    };
    parse_text(head, offset).ok_or_else(expected)
}

/// Parses `+08:00` or `+0800`.
fn parse_zone(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = zone.get(1..)?.replace(':', "");
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    Some(sign * (number / 100 * 3600 + number % 100 * 60))
}

/// Formats a time as the platform does. The year is limited to four digits.
pub(crate) fn format_text(seconds: i64, offset: i64) -> String {
    let seconds = seconds.saturating_add(offset).clamp(0, 253_402_300_799);
    let (year, month, day, hour, minute, second) = secs_to_datetime(seconds);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::{PLATFORM_OFFSET, format_text, parse_rfc3339, parse_text};

    #[test]
    fn times_are_read_at_their_offset() {
        assert_eq!(parse_text("2016-01-01 12:00:00", PLATFORM_OFFSET), Some(1_451_620_800));
        assert_eq!(parse_rfc3339("2016-01-01T04:00:00.123Z"), Ok(1_451_620_800));
        assert_eq!(parse_rfc3339("2016-01-01T12:00:00+08:00"), Ok(1_451_620_800));
        assert_eq!(format_text(1_451_620_800, PLATFORM_OFFSET), "2016-01-01 12:00:00");
    }

    #[test]
    fn other_text_is_not_a_time() {
        for text in [
            "",
            "2016-01-01",
            "2016-13-01 12:00:00",
            "2026-02-31 12:00:00",
            "2026-00-01 12:00:00",
            "2026-04-00 12:00:00",
            "2016-01-01 24:00:00",
            "2016/01/01 12:00:00",
            "时间时间时间时",
        ] {
            assert_eq!(parse_text(text, 0), None, "{text}");
            assert!(parse_rfc3339(text).is_err(), "{text}");
        }
    }
}
