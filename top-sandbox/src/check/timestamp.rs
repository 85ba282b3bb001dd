//! Check of the timestamp.

use std::time::{SystemTime, UNIX_EPOCH};

use top_runtime::{DateTime, Params};

use crate::codes;
use crate::error_response::ErrorResponse;

/// Tolerance in seconds, in both directions. Source: the platform's current documents (10 minutes).
const TOLERANCE: u64 = 600;

/// Errors: code 30 without a timestamp, 31 for an invalid one or one outside of the tolerance.
pub(super) fn check(params: &Params, now: SystemTime) -> Result<(), ErrorResponse> {
    let text = params.get("timestamp").ok_or_else(|| ErrorResponse::new(codes::MISSING_TIMESTAMP))?;
    let invalid = |reason| {
        let error = ErrorResponse::new(codes::INVALID_TIMESTAMP).with_sub_code("isv.timestamp-limit-error");
        Err(error.with_sub_msg(format!("timestamp `{text}` {reason}")))
    };
    // Parsing accepts all formats of replies; a request must have the format that is written.
    let Some(time) = text.parse::<DateTime>().ok().filter(|time| time.to_string() == text) else {
        return invalid("is not `yyyy-MM-dd HH:mm:ss`".to_owned());
    };
    let now = unix(now);
    let off = time.unix().abs_diff(now);
    if off <= TOLERANCE {
        return Ok(());
    }
    let direction = if time.unix() < now { "behind" } else { "ahead of" };
    let clock = DateTime::from_unix(now);
    invalid(format!(
        "is {off} seconds {direction} the sandbox's clock ({clock}, GMT+8); the limit is {TOLERANCE}"
    ))
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

    #[test]
    fn timestamps_within_ten_minutes_are_accepted() {
        let now = UNIX_EPOCH + Duration::from_millis(1_763_308_800_999); // 2025-11-17 00:00:00 in Beijing
        let code = |timestamp: &str| {
            let params = [("timestamp", timestamp)].into_iter().collect();
            check(&params, now).map_err(|error| error.code())
        };
        for good in ["2025-11-17 00:00:00", "2025-11-16 23:50:00", "2025-11-17 00:10:00"] {
            assert_eq!(code(good), Ok(()), "{good}");
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
            assert_eq!(code(bad), Err(31), "{bad}");
        }
        assert_eq!(check(&Params::new(), now).map_err(|error| error.code()), Err(30));
    }
}
