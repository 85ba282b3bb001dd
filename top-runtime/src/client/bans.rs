//! Bans that the platform reported. While one is active, the calls that it covers are not sent.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::timeline::Timeline;
use crate::SessionKey;
use crate::error::{ActiveBan, Error, ErrorKind, PlatformError};

/// Number of bans below which expired ones are not removed.
const MIN_SWEEP: usize = 64;

/// The bans of one app.
#[derive(Default)]
pub(super) struct Bans {
    /// The number of bans, so that calls take no lock if there are none.
    count: AtomicUsize,
    table: Mutex<BanTable>,
    hashes: RandomState,
}

/// The bans by the hash of their scope: neither method nor session is stored.
#[derive(Default)]
struct BanTable {
    bans: HashMap<u64, RecordedBan>,
    /// Size at which expired bans are removed: twice the number left by the last removal, so that recording a ban takes amortised
    /// constant time.
    limit: usize,
}

/// When a ban ends, and what the platform said.
struct RecordedBan {
    until: Duration,
    ban: ActiveBan,
}

impl RecordedBan {
    fn active(&self, now: Duration) -> Option<(Duration, ActiveBan)> {
        let left = self.until.saturating_sub(now);
        (!left.is_zero()).then(|| (left, self.ban.clone()))
    }
}

impl Bans {
    /// Returns the ban that covers a call, if any, and its remaining time. Of two bans, the longer one.
    pub(super) fn find(
        &self,
        time: &Timeline,
        method: &str,
        session: Option<&SessionKey>,
    ) -> Option<(Duration, ActiveBan)> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let now = time.now();
        let own = session.map(|session| self.scope(method, Some(session)));
        let table = self.lock();
        let scopes = [Some(self.scope(method, None)), own].into_iter().flatten();
        scopes.filter_map(|scope| table.bans.get(&scope)?.active(now)).max_by_key(|(left, _)| *left)
    }

    /// Records the ban that an error reports, unless a longer one is known for the same scope.
    pub(super) fn record(&self, time: &Timeline, error: &Error, session: Option<&SessionKey>) {
        let (ErrorKind::Platform(platform), Some(left)) = (error.kind(), error.retry_after()) else {
            return;
        };
        let now = time.now();
        let until = now.saturating_add(left);
        let scope = self.scope(error.method(), session.filter(|_| is_of_session(platform)));
        let recorded = || {
            let ban = ActiveBan::new(platform.code.clone(), platform.sub_code.clone());
            RecordedBan { until, ban }
        };
        let mut table = self.lock();
        let known = table.bans.entry(scope).or_insert_with(recorded);
        if known.until < until {
            *known = recorded();
        }
        table.sweep(now);
        self.count.store(table.bans.len(), Ordering::Release);
    }

    /// Removes all bans.
    pub(super) fn clear(&self) {
        let mut table = self.lock();
        *table = BanTable::default();
        self.count.store(0, Ordering::Release);
    }

    fn scope(&self, method: &str, session: Option<&SessionKey>) -> u64 {
        self.hashes.hash_one((method, session.map(SessionKey::expose)))
    }

    /// Ignores poisoning: every change leaves the table consistent.
    fn lock(&self) -> MutexGuard<'_, BanTable> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BanTable {
    /// Removes expired bans once the table has doubled.
    fn sweep(&mut self, now: Duration) {
        if self.bans.len() > self.limit.max(MIN_SWEEP) {
            self.bans.retain(|_, ban| ban.until > now);
            self.limit = self.bans.len().saturating_mul(2);
        }
    }
}

/// Returns `true` if a ban concerns one seller only: codes 4 and 5 are limits of a user and of a session.
fn is_of_session(platform: &PlatformError) -> bool {
    matches!(platform.code.trim(), "4" | "5")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::FixedClock;
    use crate::error::Context;

    fn banned(method: &str, code: &str, seconds: u64) -> Error {
        let text = format!("This ban will last for {seconds} more seconds");
        let (context, code) = (Context::new(method), code.to_owned());
        Error::new(context, PlatformError::new(code, String::new(), None, Some(text)))
    }

    /// Time that goes on when told to.
    fn time() -> Timeline {
        Timeline::new(Arc::new(FixedClock::at_unix(0)))
    }

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_ban_holds_for_its_method_until_it_is_over() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", 3), None);
        time.reach(secs(1));
        assert_eq!(bans.find(&time, "a.b", None).map(|(left, _)| left), Some(secs(2)));
        assert_eq!(bans.find(&time, "a.c", None), None);
        time.reach(secs(3));
        assert_eq!(bans.find(&time, "a.b", None), None);
    }

    #[test]
    fn a_ban_of_the_app_is_one_for_every_session() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", 3), Some(&SessionKey::new("one")));
        assert!(bans.find(&time, "a.b", Some(&SessionKey::new("two"))).is_some());
    }

    #[test]
    fn a_ban_of_a_seller_leaves_the_others_alone() {
        let (bans, time) = (Bans::default(), time());
        let (one, two) = (SessionKey::new("one"), SessionKey::new("two"));
        bans.record(&time, &banned("a.b", "5", 3), Some(&one));
        assert!(bans.find(&time, "a.b", Some(&one)).is_some());
        assert!(bans.find(&time, "a.b", Some(&two)).is_none());
        assert!(bans.find(&time, "a.b", None).is_none());
    }

    #[test]
    fn a_ban_is_not_shortened_by_a_later_shorter_one() {
        let (bans, time) = (Bans::default(), time());
        for (at, seconds, left) in [(0, 31_062, 31_062), (2, 1, 31_060), (3, 40_000, 40_000), (4, 0, 39_999)]
        {
            time.reach(secs(at));
            bans.record(&time, &banned("a.b", "7", seconds), None);
            assert_eq!(bans.find(&time, "a.b", None).map(|(left, _)| left), Some(secs(left)));
        }
        // One that is over is no longer the longest.
        time.reach(secs(50_000));
        bans.record(&time, &banned("a.b", "7", 1), None);
        assert_eq!(bans.find(&time, "a.b", None).map(|(left, _)| left), Some(secs(1)));
    }

    #[test]
    fn of_a_ban_of_the_app_and_one_of_the_seller_the_longer_one_holds() {
        for (app, seller) in [(3, 60), (60, 3)] {
            let (bans, time, key) = (Bans::default(), time(), SessionKey::new("one"));
            bans.record(&time, &banned("a.b", "7", app), None);
            bans.record(&time, &banned("a.b", "5", seller), Some(&key));
            assert_eq!(bans.find(&time, "a.b", Some(&key)).map(|(left, _)| left), Some(secs(60)));
        }
    }

    #[test]
    fn a_ban_of_any_length_can_be_kept() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", u64::MAX), None);
        time.reach(Duration::MAX);
        assert!(bans.find(&time, "a.b", None).is_some());
        bans.record(&time, &banned("a.b", "7", u64::MAX), None);
        assert!(bans.find(&time, "a.b", None).is_some());
    }

    #[test]
    fn bans_that_are_over_are_forgotten() {
        let (bans, time) = (Bans::default(), time());
        for at in 0..10_000 {
            time.reach(secs(at * 10));
            bans.record(&time, &banned(&format!("a.b{at}"), "7", 3), None);
            assert!(bans.lock().bans.len() <= MIN_SWEEP + 1);
        }
    }

    #[test]
    fn an_error_without_a_time_bans_nothing() {
        let (bans, time) = (Bans::default(), time());
        let (context, code) = (Context::new("a.b"), "7".to_owned());
        let error = PlatformError::new(code, String::new(), None, None);
        bans.record(&time, &Error::new(context, error), None);
        assert_eq!(bans.find(&time, "a.b", None), None);
    }
}
