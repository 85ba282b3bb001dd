//! Difference between the host's clock and the gateway's, learned from rejected timestamps.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use crate::clock::unix_seconds;

/// Smaller differences cannot be the cause: the gateway documents a tolerance of 10 minutes.
const MIN_SKEW: Duration = Duration::from_secs(60);

/// Larger than any wrong time zone. Beyond it, `Date` is probably not the gateway's.
const MAX_SKEW: Duration = Duration::from_secs(24 * 60 * 60);

/// Correction added to timestamps. 0 until the gateway rejects one.
#[derive(Debug, Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// Returns how many seconds the gateway's clock is ahead.
    pub(super) fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Learns from the `Date` of a reply that rejected a timestamp with a correction of `used`
    /// seconds.
    ///
    /// Returns `true` if the next attempt has a better timestamp, by this reply or by that of a
    /// concurrent call.
    pub(super) fn learn(&self, used: i64, now: SystemTime, date: Option<SystemTime>) -> bool {
        let seconds = |d: Duration| i64::try_from(d.as_secs()).unwrap_or(i64::MAX);
        let learned = date.map(|date| unix_seconds(date).saturating_sub(unix_seconds(now)));
        if let Some(ahead) = learned.filter(|ahead| {
            ahead.saturating_abs() <= seconds(MAX_SKEW) && ahead.abs_diff(used) >= MIN_SKEW.as_secs()
        }) {
            self.0.store(ahead, Ordering::Relaxed);
        }
        self.seconds().abs_diff(used) >= MIN_SKEW.as_secs()
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_763_308_800 + seconds)
    }

    #[test]
    fn a_clock_off_by_hours_is_corrected() {
        for (now, date, ahead) in [(0, 8 * 3600, 8 * 3600), (8 * 3600, 0, -8 * 3600), (0, 660, 660)] {
            let skew = Skew::default();
            assert!(skew.learn(0, at(now), Some(at(date))));
            assert_eq!(skew.seconds(), ahead);
        }
    }

    #[test]
    fn implausible_dates_are_ignored() {
        let skew = Skew::default();
        for date in [None, Some(at(3)), Some(at(25 * 3600)), Some(UNIX_EPOCH)] {
            assert!(!skew.learn(0, at(0), date), "{date:?}");
            assert_eq!(skew.seconds(), 0);
        }
    }

    #[test]
    fn concurrent_call_retries_after_skew_is_known() {
        let skew = Skew::default();
        assert!(skew.learn(0, at(0), Some(at(3600))));
        assert!(skew.learn(0, at(1), None));
        assert!(!skew.learn(3600, at(1), Some(at(3601))));
    }

    #[test]
    fn correction_ends_when_the_clock_is_set_right() {
        let skew = Skew::default();
        assert!(skew.learn(0, at(0), Some(at(3600))));
        assert!(skew.learn(3600, at(3700), Some(at(3700))));
        assert_eq!(skew.seconds(), 0);
    }
}
