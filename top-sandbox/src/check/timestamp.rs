//! Check of the timestamp.

use std::time::{SystemTime, UNIX_EPOCH};

use top_runtime::{DateTime, Params};

use crate::codes;
use crate::error_response::ErrorResponse;
use crate::protocol::Protocol;

/// Tolerance in seconds, in both directions. Source: the platform's current documents (10 minutes).
const TOLERANCE: u64 = 600;

/// Tolerance of IOP in seconds, in both directions. Source: the documents of its platforms.
const IOP_TOLERANCE: u64 = 7_200;

/// Seconds of GMT+8, the time zone of the texts of TOP.
const GMT_8: i64 = 8 * 60 * 60;

/// Errors: code 30 without a timestamp, 31 for an invalid one or one outside of the tolerance.
pub(super) fn check(protocol: Protocol, params: &Params, now: SystemTime) -> Result<(), ErrorResponse> {
    let text = params.get("timestamp").ok_or_else(|| ErrorResponse::new(codes::MISSING_TIMESTAMP))?;
    let invalid = |reason: &str| {
        let error = ErrorResponse::new(codes::INVALID_TIMESTAMP).with_sub_code("isv.timestamp-limit-error");
        Err(error.with_sub_msg(format!("timestamp `{text}` {reason}")))
    };
    let (time, tolerance, expected) = if protocol.is_iop() {
        let expected = "is not milliseconds since 1970 or `yyyy-MM-ddTHH:mm:ssZ`";
        (millis(text).or_else(|| utc(text)), IOP_TOLERANCE, expected)
    } else {
        (beijing(text), TOLERANCE, "is not `yyyy-MM-dd HH:mm:ss`")
    };
    let Some(time) = time else {
        return invalid(expected);
    };
    let now = unix(now);
    let off = time.abs_diff(now);
    if off <= tolerance {
        return Ok(());
    }
    let direction = if time < now { "behind" } else { "ahead of" };
    let clock = DateTime::from_unix(now);
    invalid(&format!(
        "is {off} seconds {direction} the sandbox's clock ({clock}, GMT+8); the limit is {tolerance}"
    ))
}

/// Returns the time of a text in GMT+8.
///
/// Parsing accepts all formats of replies; a request must have the format that is written.
fn beijing(text: &str) -> Option<i64> {
    let time = text.parse::<DateTime>().ok().filter(|time| time.to_string() == text)?;
    Some(time.unix())
}

/// Returns the time of a text in UTC: `2017-11-11T12:00:00Z`.
fn utc(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    beijing(&format!("{date} {time}"))?.checked_add(GMT_8)
}

/// Returns the time of milliseconds since 1970 as decimal text.
fn millis(text: &str) -> Option<i64> {
    let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse::<i64>().ok().filter(|_| is_decimal).map(|millis| millis / 1_000)
}

/// Returns whole seconds since 1970. Timestamps have no fractions.
fn unix(time: SystemTime) -> i64 {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// 2025-11-17 00:00:00 in Beijing.
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(1_763_308_800_999)
    }

    fn code(protocol: Protocol, timestamp: &str) -> Result<(), u32> {
        let params = [("timestamp", timestamp)].into_iter().collect();
        check(protocol, &params, now()).map_err(|error| error.code())
    }

    #[test]
    fn timestamps_within_ten_minutes_are_accepted() {
        for good in ["2025-11-17 00:00:00", "2025-11-16 23:50:00", "2025-11-17 00:10:00"] {
            for protocol in [Protocol::Top, Protocol::QimenCloud, Protocol::Qimen] {
                assert_eq!(code(protocol, good), Ok(()), "{good}");
            }
        }
        for bad in [
            "2025-11-16 23:49:59",
            "2025-11-17 00:10:01",
            "2025-11-16 16:00:00", // UTC instead of GMT+8
            "1763308800000",
            "2025-11-17T00:00:00",
            "2025-11-17 0:00:00",
            "2025-11-17",
            "2025-11-17 00:00:00 ",
        ] {
            assert_eq!(code(Protocol::Top, bad), Err(31), "{bad}");
        }
        assert_eq!(check(Protocol::Top, &Params::new(), now()).map_err(|error| error.code()), Err(30));
    }

    #[test]
    fn iop_takes_milliseconds_and_utc_within_two_hours() {
        for good in [
            "1763308800000",
            "1763301600999",
            "1763316000000",
            "2025-11-16T16:00:00Z",
            "2025-11-16T14:00:00Z",
            "2025-11-16T18:00:00Z",
        ] {
            assert_eq!(code(Protocol::IopMethod, good), Ok(()), "{good}");
            assert_eq!(code(Protocol::IopPath, good), Ok(()), "{good}");
        }
        for bad in [
            "1763301599999",
            "1763316001000",
            "2025-11-16T13:59:59Z",
            "2025-11-17T00:00:00Z",
            "2025-11-17 00:00:00",
            "1763308800",
            "+1763308800000",
            "-1",
            "99999999999999999999",
            "2025-11-16T16:00:00",
            "2025-11-16T16:00:00.000Z",
        ] {
            assert_eq!(code(Protocol::IopMethod, bad), Err(31), "{bad}");
        }
    }
}
