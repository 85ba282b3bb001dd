//! How far the host's clock is from the gateway's, once the gateway has refused a timestamp.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use crate::clock::unix_seconds;

/// A difference that explains no refusal: the gateway takes what is ten minutes off, by its documentation.
const LEAST: Duration = Duration::from_secs(60);

/// More than any mistaken zone makes up. A host that far off has other troubles, or the `Date` is not the gateway's.
const MOST: Duration = Duration::from_secs(24 * 60 * 60);

/// What is added to the clock for a timestamp. Nothing, until a refusal tells.
#[derive(Debug, Default)]
pub(super) struct Skew(AtomicI64);

impl Skew {
    /// Seconds that the gateway's clock is ahead.
    pub(super) fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Learns from the `Date` of a reply that refused a timestamp made with `used` seconds of correction. Whether another attempt
    /// has a better timestamp, be it by this reply or by that of a call beside it.
    pub(super) fn learn(&self, used: i64, now: SystemTime, date: Option<SystemTime>) -> bool {
        let seconds = |d: Duration| i64::try_from(d.as_secs()).unwrap_or(i64::MAX);
        let learned = date.map(|date| unix_seconds(date).saturating_sub(unix_seconds(now)));
        if let Some(ahead) = learned.filter(|ahead| {
            ahead.saturating_abs() <= seconds(MOST) && ahead.abs_diff(used) >= LEAST.as_secs()
        }) {
            self.0.store(ahead, Ordering::Relaxed);
        }
        self.seconds().abs_diff(used) >= LEAST.as_secs()
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
    fn a_clock_that_is_hours_off_is_corrected() {
        for (now, date, ahead) in [(0, 8 * 3600, 8 * 3600), (8 * 3600, 0, -8 * 3600), (0, 660, 660)] {
            let skew = Skew::default();
            assert!(skew.learn(0, at(now), Some(at(date))));
            assert_eq!(skew.seconds(), ahead);
        }
    }

    #[test]
    fn what_explains_nothing_is_not_learned() {
        let skew = Skew::default();
        for date in [None, Some(at(3)), Some(at(25 * 3600)), Some(UNIX_EPOCH)] {
            assert!(!skew.learn(0, at(0), date), "{date:?}");
            assert_eq!(skew.seconds(), 0);
        }
    }

    #[test]
    fn a_call_beside_one_that_learned_has_only_to_try_again() {
        let skew = Skew::default();
        assert!(skew.learn(0, at(0), Some(at(3600))));
        assert!(skew.learn(0, at(1), None));
        assert!(!skew.learn(3600, at(1), Some(at(3601))));
    }

    #[test]
    fn a_clock_that_is_put_right_later_is_believed_again() {
        let skew = Skew::default();
        assert!(skew.learn(0, at(0), Some(at(3600))));
        assert!(skew.learn(3600, at(3700), Some(at(3700))));
        assert_eq!(skew.seconds(), 0);
    }
}
