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
    /// Number of bans, so that calls take no lock if there are none.
    count: AtomicUsize,
    table: Mutex<BanTable>,
    hashes: RandomState,
}

/// Bans by the hash of their scope: neither method nor session is stored.
#[derive(Default)]
struct BanTable {
    bans: HashMap<u64, RecordedBan>,
    /// Size at which expired bans are removed: twice the number left by the last removal, so that
    /// recording a ban takes amortised constant time.
    limit: usize,
}

/// A ban and its end.
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
    /// Returns the ban that covers a call, if any, and its remaining time. Of two bans, the longer
    /// one.
    ///
    /// `digest` is a second name of the session, by which other clients report bans.
    pub(super) fn find(
        &self,
        time: &Timeline,
        method: &str,
        session: Option<&SessionKey>,
        digest: impl FnOnce() -> Option<String>,
    ) -> Option<(Duration, ActiveBan)> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let now = time.now();
        let of_session = session.map(|session| self.scope(method, Some(session.expose())));
        let of_digest = digest().map(|digest| self.scope(method, Some(&digest)));
        let table = self.lock();
        let scopes = [Some(self.scope(method, None)), of_session, of_digest].into_iter().flatten();
        scopes.filter_map(|scope| table.bans.get(&scope)?.active(now)).max_by_key(|(left, _)| *left)
    }

    /// Records the ban that an error reports, unless a longer one is known for the same scope.
    /// Returns the duration that the error reports, and whether the ban is of the session alone.
    pub(super) fn record(
        &self,
        time: &Timeline,
        error: &Error,
        session: Option<&SessionKey>,
    ) -> Option<(Duration, bool)> {
        let (ErrorKind::Platform(platform), Some(left)) = (error.kind(), error.retry_after()) else {
            return None;
        };
        let session = session.filter(|_| is_of_session(platform)).map(SessionKey::expose);
        self.insert(time, error.method(), session, left, || {
            ActiveBan::new(platform.code.clone(), platform.sub_code.clone())
        });
        Some((left, session.is_some()))
    }

    /// Records a ban of a method, or of a method and a session. The longer ban of a scope applies.
    pub(super) fn insert(
        &self,
        time: &Timeline,
        method: &str,
        session: Option<&str>,
        left: Duration,
        ban: impl Fn() -> ActiveBan,
    ) {
        let now = time.now();
        let until = now.saturating_add(left);
        let recorded = || RecordedBan { until, ban: ban() };
        let scope = self.scope(method, session);
        let mut table = self.lock();
        let existing = table.bans.entry(scope).or_insert_with(recorded);
        if existing.until < until {
            *existing = recorded();
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

    fn scope(&self, method: &str, session: Option<&str>) -> u64 {
        self.hashes.hash_one((method, session))
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

/// Returns `true` if a ban concerns one seller only: codes 4 and 5 are limits of a user and of a
/// session.
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

    /// Time that only advances in `advance_to`.
    fn time() -> Timeline {
        Timeline::new(Arc::new(FixedClock::at_unix(0)))
    }

    fn find(
        bans: &Bans,
        time: &Timeline,
        method: &str,
        session: Option<&SessionKey>,
    ) -> Option<(Duration, ActiveBan)> {
        bans.find(time, method, session, || None)
    }

    fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_ban_covers_its_method_until_it_ends() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", 3), None);
        time.advance_to(secs(1));
        assert_eq!(find(&bans, &time, "a.b", None).map(|(left, _)| left), Some(secs(2)));
        assert_eq!(find(&bans, &time, "a.c", None), None);
        time.advance_to(secs(3));
        assert_eq!(find(&bans, &time, "a.b", None), None);
    }

    #[test]
    fn a_ban_of_the_app_covers_every_session() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", 3), Some(&SessionKey::new("one")));
        assert!(find(&bans, &time, "a.b", Some(&SessionKey::new("two"))).is_some());
    }

    #[test]
    fn a_ban_of_a_session_covers_no_other() {
        let (bans, time) = (Bans::default(), time());
        let (one, two) = (SessionKey::new("one"), SessionKey::new("two"));
        bans.record(&time, &banned("a.b", "5", 3), Some(&one));
        assert!(find(&bans, &time, "a.b", Some(&one)).is_some());
        assert!(find(&bans, &time, "a.b", Some(&two)).is_none());
        assert!(find(&bans, &time, "a.b", None).is_none());
    }

    #[test]
    fn a_shorter_ban_does_not_replace_a_longer_one() {
        let (bans, time) = (Bans::default(), time());
        for (at, seconds, left) in [(0, 31_062, 31_062), (2, 1, 31_060), (3, 40_000, 40_000), (4, 0, 39_999)]
        {
            time.advance_to(secs(at));
            bans.record(&time, &banned("a.b", "7", seconds), None);
            assert_eq!(find(&bans, &time, "a.b", None).map(|(left, _)| left), Some(secs(left)));
        }
        // Expired bans do not count.
        time.advance_to(secs(50_000));
        bans.record(&time, &banned("a.b", "7", 1), None);
        assert_eq!(find(&bans, &time, "a.b", None).map(|(left, _)| left), Some(secs(1)));
    }

    #[test]
    fn the_longer_ban_of_app_and_session_applies() {
        for (app, seller) in [(3, 60), (60, 3)] {
            let (bans, time, key) = (Bans::default(), time(), SessionKey::new("one"));
            bans.record(&time, &banned("a.b", "7", app), None);
            bans.record(&time, &banned("a.b", "5", seller), Some(&key));
            assert_eq!(find(&bans, &time, "a.b", Some(&key)).map(|(left, _)| left), Some(secs(60)));
        }
    }

    #[test]
    fn the_longest_ban_does_not_overflow() {
        let (bans, time) = (Bans::default(), time());
        bans.record(&time, &banned("a.b", "7", u64::MAX), None);
        time.advance_to(Duration::MAX);
        assert!(find(&bans, &time, "a.b", None).is_some());
        bans.record(&time, &banned("a.b", "7", u64::MAX), None);
        assert!(find(&bans, &time, "a.b", None).is_some());
    }

    #[test]
    fn expired_bans_are_removed() {
        let (bans, time) = (Bans::default(), time());
        for at in 0..10_000 {
            time.advance_to(secs(at * 10));
            bans.record(&time, &banned(&format!("a.b{at}"), "7", 3), None);
            assert!(bans.lock().bans.len() <= MIN_SWEEP + 1);
        }
    }

    #[test]
    fn an_error_without_a_duration_is_not_a_ban() {
        let (bans, time) = (Bans::default(), time());
        let (context, code) = (Context::new("a.b"), "7".to_owned());
        let error = PlatformError::new(code, String::new(), None, None);
        bans.record(&time, &Error::new(context, error), None);
        assert_eq!(find(&bans, &time, "a.b", None), None);
    }

    #[test]
    fn a_ban_of_a_digest_covers_the_session_with_that_digest() {
        let (bans, time, key) = (Bans::default(), time(), SessionKey::new("one"));
        let ban = || ActiveBan::new("5".to_owned(), None);
        bans.insert(&time, "a.b", Some("ab12"), secs(3), ban);
        let find = |digest: &str| bans.find(&time, "a.b", Some(&key), || Some(digest.to_owned()));
        assert_eq!(find("ab12").map(|(left, _)| left), Some(secs(3)));
        assert_eq!(find("cd34"), None);
    }
}
