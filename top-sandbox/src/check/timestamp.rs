//! Whether a request was made just now.

use std::time::{SystemTime, UNIX_EPOCH};

use top_runtime::{DateTime, Params};

use crate::refusal::ErrorResponse;

/// How many seconds a timestamp may be off, either way: the platform's current documents say ten minutes.
const WINDOW: u64 = 600;

/// 30 without a timestamp, 31 with one that cannot be read or is too far off.
pub(super) fn check(given: &Params, now: SystemTime) -> Result<(), ErrorResponse> {
    let text = given.get("timestamp").ok_or_else(|| ErrorResponse::new(30))?;
    let refuse = |why| {
        let refusal = ErrorResponse::new(31).with_sub_code("isv.timestamp-limit-error");
        Err(refusal.with_sub_msg(format!("timestamp `{text}` {why}")))
    };
    // Parsing is tolerant, as it is made for replies; a request has to have the one form that is written.
    let Some(time) = text.parse::<DateTime>().ok().filter(|time| time.to_string() == text) else {
        return refuse("is not `yyyy-MM-dd HH:mm:ss`".to_owned());
    };
    let now = unix(now);
    let off = time.unix().abs_diff(now);
    if off <= WINDOW {
        return Ok(());
    }
    let direction = if time.unix() < now { "behind" } else { "ahead of" };
    let clock = DateTime::from_unix(now);
    refuse(format!("is {off} seconds {direction} the sandbox's clock ({clock}, GMT+8); {WINDOW} are allowed"))
}

/// Whole seconds since 1970, as a timestamp has no fractions either.
fn unix(time: SystemTime) -> i64 {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn ten_minutes_either_way() {
        let now = UNIX_EPOCH + Duration::from_millis(1_763_308_800_999); // 2025-11-17 00:00:00 in Beijing
        let code = |timestamp: &str| {
            let given = [("timestamp", timestamp)].into_iter().collect();
            check(&given, now).map_err(|refusal| refusal.code())
        };
        for good in ["2025-11-17 00:00:00", "2025-11-16 23:50:00", "2025-11-17 00:10:00"] {
            assert_eq!(code(good), Ok(()), "{good}");
        }
        for bad in [
            "2025-11-16 23:49:59",
            "2025-11-17 00:10:01",
            "2025-11-16 16:00:00", // the host's zone instead of GMT+8
            "1763308800000",
            "2025-11-17T00:00:00",
            "2025-11-17 0:00:00",
            "2025-11-17",
            "2025-11-17 00:00:00 ",
        ] {
            assert_eq!(code(bad), Err(31), "{bad}");
        }
        assert_eq!(check(&Params::new(), now).map_err(|refusal| refusal.code()), Err(30));
    }
}
