//! Bans that the platform has told of: until one is over, calls that fall under it are not sent.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::SessionKey;
use crate::clock::Clock;
use crate::error::{Error, Platform};

/// The bans of one app.
#[derive(Default)]
pub(super) struct Bans {
    /// How many there are, so that calls take no lock where there is none.
    count: AtomicUsize,
    /// By the hash of what they are for: neither method nor session is kept.
    standing: Mutex<HashMap<u64, Ban>>,
    hashes: RandomState,
}

/// When a ban began and ends, and what the platform said.
struct Ban {
    since: SystemTime,
    until: SystemTime,
    code: String,
    sub_code: Option<String>,
}

/// A ban that is not over yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) left: Duration,
    pub(super) code: String,
    pub(super) sub_code: Option<String>,
}

impl Ban {
    /// How long it still lasts. A clock that was put back to before it began says nothing, so that ends it, too.
    fn left(&self, now: SystemTime) -> Option<Duration> {
        let left = self.until.duration_since(now).ok()?;
        (now >= self.since && !left.is_zero()).then_some(left)
    }
}

impl Bans {
    /// The ban that a call falls under.
    pub(super) fn of(
        &self,
        clock: &dyn Clock,
        method: &str,
        session: Option<&SessionKey>,
    ) -> Option<Standing> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let now = clock.now();
        let own = session.map(|session| self.scope(method, Some(session)));
        let bans = self.lock();
        let standing = [Some(self.scope(method, None)), own].into_iter().flatten().find_map(|scope| {
            let ban = bans.get(&scope)?;
            let (code, sub_code) = (ban.code.clone(), ban.sub_code.clone());
            ban.left(now).map(|left| Standing { left, code, sub_code })
        });
        drop(bans);
        standing
    }

    /// Keeps the ban that an error tells of, if it does.
    pub(super) fn note(&self, now: SystemTime, error: &Error, session: Option<&SessionKey>) {
        let (Error::Platform(platform), Some(time)) = (error, error.retry_after()) else {
            return;
        };
        let Some(until) = now.checked_add(time) else {
            return;
        };
        let scope = self.scope(error.method(), session.filter(|_| is_of_session(platform)));
        let ban = Ban { since: now, until, code: platform.code.clone(), sub_code: platform.sub_code.clone() };
        let mut bans = self.lock();
        bans.retain(|_, ban| ban.left(now).is_some());
        bans.insert(scope, ban);
        self.count.store(bans.len(), Ordering::Release);
    }

    /// Forgets them all.
    pub(super) fn lift(&self) {
        let mut bans = self.lock();
        bans.clear();
        self.count.store(0, Ordering::Release);
    }

    fn scope(&self, method: &str, session: Option<&SessionKey>) -> u64 {
        self.hashes.hash_one((method, session.map(SessionKey::expose)))
    }

    /// What a thread that panicked left behind is whole: each change is one.
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Ban>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a ban is one of a seller alone: codes 4 and 5 are limits of a user and of a session.
fn is_of_session(platform: &Platform) -> bool {
    matches!(platform.code.trim(), "4" | "5")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Fixed;
    use crate::error::Context;

    fn banned(method: &str, code: &str, seconds: u64) -> Error {
        let text = format!("This ban will last for {seconds} more seconds");
        let (context, code) = (Context::new(method), code.to_owned());
        Error::Platform(Box::new(Platform::new(context, code, String::new(), None, Some(text))))
    }

    fn clock(seconds: u64) -> Fixed {
        Fixed::at_unix(1_763_308_800 + seconds)
    }

    fn at(seconds: u64) -> SystemTime {
        clock(seconds).now()
    }

    #[test]
    fn a_ban_holds_for_its_method_until_it_is_over() {
        let bans = Bans::default();
        bans.note(at(0), &banned("a.b", "7", 3), None);
        let left = |now| bans.of(&clock(now), "a.b", None).map(|ban| ban.left);
        assert_eq!(left(1), Some(Duration::from_secs(2)));
        assert_eq!(left(3), None);
        assert_eq!(bans.of(&clock(1), "a.c", None), None);
    }

    #[test]
    fn a_ban_of_the_app_is_one_for_every_session() {
        let bans = Bans::default();
        bans.note(at(0), &banned("a.b", "7", 3), Some(&SessionKey::new("one")));
        assert!(bans.of(&clock(1), "a.b", Some(&SessionKey::new("two"))).is_some());
    }

    #[test]
    fn a_ban_of_a_seller_leaves_the_others_alone() {
        let bans = Bans::default();
        let (one, two) = (SessionKey::new("one"), SessionKey::new("two"));
        bans.note(at(0), &banned("a.b", "5", 3), Some(&one));
        assert!(bans.of(&clock(1), "a.b", Some(&one)).is_some());
        assert!(bans.of(&clock(1), "a.b", Some(&two)).is_none());
        assert!(bans.of(&clock(1), "a.b", None).is_none());
    }

    #[test]
    fn a_clock_put_back_ends_bans() {
        let bans = Bans::default();
        bans.note(at(3600), &banned("a.b", "7", 3), None);
        assert_eq!(bans.of(&clock(0), "a.b", None), None);
    }

    #[test]
    fn what_is_over_is_forgotten() {
        let bans = Bans::default();
        for at_second in 0..100 {
            bans.note(at(at_second * 10), &banned(&format!("a.b{at_second}"), "7", 3), None);
        }
        assert_eq!(bans.lock().len(), 1);
    }

    #[test]
    fn an_error_without_a_time_bans_nothing() {
        let bans = Bans::default();
        let (context, code) = (Context::new("a.b"), "7".to_owned());
        let error = Platform::new(context, code, String::new(), None, None);
        bans.note(at(0), &Error::Platform(Box::new(error)), None);
        assert_eq!(bans.of(&clock(0), "a.b", None), None);
    }
}
