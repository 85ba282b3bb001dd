//! Bans that the platform has told of: until one is over, calls that fall under it are not sent.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::timeline::Timeline;
use crate::SessionKey;
use crate::error::{Error, Platform};

/// How many bans are kept before those that are over are looked for.
const FEW: usize = 64;

/// The bans of one app.
#[derive(Default)]
pub(super) struct Bans {
    /// How many there are, so that calls take no lock where there is none.
    count: AtomicUsize,
    /// By the hash of what they are for: neither method nor session is kept.
    standing: Mutex<ActiveBan>,
    hashes: RandomState,
}

#[derive(Default)]
struct ActiveBan {
    bans: HashMap<u64, Ban>,
    /// How many there may be until those that are over are taken out: twice as many as were left the last time, so that a new ban
    /// costs the same however many there are.
    limit: usize,
}

/// When a ban ends, and what the platform said.
struct Ban {
    until: Duration,
    code: String,
    sub_code: Option<String>,
}

/// A ban that is not over yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Active {
    pub(super) left: Duration,
    pub(super) code: String,
    pub(super) sub_code: Option<String>,
}

impl Ban {
    fn active(&self, now: Duration) -> Option<Active> {
        let left = self.until.saturating_sub(now);
        let active = || Active { left, code: self.code.clone(), sub_code: self.sub_code.clone() };
        (!left.is_zero()).then(active)
    }
}

impl Bans {
    /// Returns the ban that a call falls under, if any: the one that lasts longer, where there are two.
    pub(super) fn of(&self, time: &Timeline, method: &str, session: Option<&SessionKey>) -> Option<Active> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let now = time.now();
        let own = session.map(|session| self.scope(method, Some(session)));
        let standing = self.lock();
        let scopes = [Some(self.scope(method, None)), own].into_iter().flatten();
        scopes.filter_map(|scope| standing.bans.get(&scope)?.active(now)).max_by_key(|ban| ban.left)
    }

    /// Keeps the ban that an error tells of, if it does and no longer one is known.
    pub(super) fn note(&self, time: &Timeline, error: &Error, session: Option<&SessionKey>) {
        let (Error::Platform(platform), Some(left)) = (error, error.retry_after()) else {
            return;
        };
        let now = time.now();
        let until = now.saturating_add(left);
        let scope = self.scope(error.method(), session.filter(|_| is_of_session(platform)));
        let ban = || Ban { until, code: platform.code.clone(), sub_code: platform.sub_code.clone() };
        let mut standing = self.lock();
        let known = standing.bans.entry(scope).or_insert_with(ban);
        if known.until < until {
            *known = ban();
        }
        standing.sweep(now);
        self.count.store(standing.bans.len(), Ordering::Release);
    }

    /// Forgets them all.
    pub(super) fn lift(&self) {
        let mut standing = self.lock();
        *standing = ActiveBan::default();
        self.count.store(0, Ordering::Release);
    }

    fn scope(&self, method: &str, session: Option<&SessionKey>) -> u64 {
        self.hashes.hash_one((method, session.map(SessionKey::expose)))
    }

    /// What a thread that panicked left behind is whole: each change is one.
    fn lock(&self) -> MutexGuard<'_, ActiveBan> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ActiveBan {
    /// Takes out what is over, once there are enough new ones to pay for it.
    fn sweep(&mut self, now: Duration) {
        if self.bans.len() > self.limit.max(FEW) {
            self.bans.retain(|_, ban| ban.until > now);
            self.limit = self.bans.len().saturating_mul(2);
        }
    }
}

/// Whether a ban is one of a seller alone: codes 4 and 5 are limits of a user and of a session.
fn is_of_session(platform: &Platform) -> bool {
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
        Error::Platform(Box::new(Platform::new(context, code, String::new(), None, Some(text))))
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
        bans.note(&time, &banned("a.b", "7", 3), None);
        time.reach(secs(1));
        assert_eq!(bans.of(&time, "a.b", None).map(|ban| ban.left), Some(secs(2)));
        assert_eq!(bans.of(&time, "a.c", None), None);
        time.reach(secs(3));
        assert_eq!(bans.of(&time, "a.b", None), None);
    }

    #[test]
    fn a_ban_of_the_app_is_one_for_every_session() {
        let (bans, time) = (Bans::default(), time());
        bans.note(&time, &banned("a.b", "7", 3), Some(&SessionKey::new("one")));
        assert!(bans.of(&time, "a.b", Some(&SessionKey::new("two"))).is_some());
    }

    #[test]
    fn a_ban_of_a_seller_leaves_the_others_alone() {
        let (bans, time) = (Bans::default(), time());
        let (one, two) = (SessionKey::new("one"), SessionKey::new("two"));
        bans.note(&time, &banned("a.b", "5", 3), Some(&one));
        assert!(bans.of(&time, "a.b", Some(&one)).is_some());
        assert!(bans.of(&time, "a.b", Some(&two)).is_none());
        assert!(bans.of(&time, "a.b", None).is_none());
    }

    #[test]
    fn a_ban_is_not_shortened_by_a_later_shorter_one() {
        let (bans, time) = (Bans::default(), time());
        for (at, seconds, left) in [(0, 31_062, 31_062), (2, 1, 31_060), (3, 40_000, 40_000), (4, 0, 39_999)]
        {
            time.reach(secs(at));
            bans.note(&time, &banned("a.b", "7", seconds), None);
            assert_eq!(bans.of(&time, "a.b", None).map(|ban| ban.left), Some(secs(left)));
        }
        // One that is over is no longer the longest.
        time.reach(secs(50_000));
        bans.note(&time, &banned("a.b", "7", 1), None);
        assert_eq!(bans.of(&time, "a.b", None).map(|ban| ban.left), Some(secs(1)));
    }

    #[test]
    fn of_a_ban_of_the_app_and_one_of_the_seller_the_longer_one_holds() {
        for (app, seller) in [(3, 60), (60, 3)] {
            let (bans, time, key) = (Bans::default(), time(), SessionKey::new("one"));
            bans.note(&time, &banned("a.b", "7", app), None);
            bans.note(&time, &banned("a.b", "5", seller), Some(&key));
            assert_eq!(bans.of(&time, "a.b", Some(&key)).map(|ban| ban.left), Some(secs(60)));
        }
    }

    #[test]
    fn a_ban_of_any_length_can_be_kept() {
        let (bans, time) = (Bans::default(), time());
        bans.note(&time, &banned("a.b", "7", u64::MAX), None);
        time.reach(Duration::MAX);
        assert!(bans.of(&time, "a.b", None).is_some());
        bans.note(&time, &banned("a.b", "7", u64::MAX), None);
        assert!(bans.of(&time, "a.b", None).is_some());
    }

    #[test]
    fn bans_that_are_over_are_forgotten() {
        let (bans, time) = (Bans::default(), time());
        for at in 0..10_000 {
            time.reach(secs(at * 10));
            bans.note(&time, &banned(&format!("a.b{at}"), "7", 3), None);
            assert!(bans.lock().bans.len() <= FEW + 1);
        }
    }

    #[test]
    fn an_error_without_a_time_bans_nothing() {
        let (bans, time) = (Bans::default(), time());
        let (context, code) = (Context::new("a.b"), "7".to_owned());
        let error = Platform::new(context, code, String::new(), None, None);
        bans.note(&time, &Error::Platform(Box::new(error)), None);
        assert_eq!(bans.of(&time, "a.b", None), None);
    }
}
