//! Codes, sessions and refresh tokens with their states.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::{Seller, Token};

/// How long the code of an authorisation is valid.
const CODE_LIFE: Duration = Duration::from_secs(10 * 60);

/// Number of tokens above which those that have ended are removed.
const MAX_TOKENS: usize = 10_000;

/// State of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Valid, with the nick of its seller.
    Valid(String),
    Expired,
    /// Ended by the seller, or by a refresh.
    Revoked,
    Unknown,
}

/// Why no token is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// A code, or the refresh token of another app, that was never issued.
    Unknown,
    /// A code that was exchanged, or a refresh token that was replaced.
    Used,
    Expired,
    /// Ended by the seller.
    Revoked,
    /// The maximum of refreshes is reached.
    TooManyRefreshes,
}

impl Refused {
    /// Describes the reason, for error messages.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Unknown => "it is unknown",
            Self::Used => "it was used before",
            Self::Expired => "it has expired",
            Self::Revoked => "the seller has ended the authorisation",
            Self::TooManyRefreshes => "refresh times limit exceed",
        }
    }
}

/// State of the tokens of all sellers.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<State>);

#[derive(Default)]
struct State {
    sellers: Vec<Seller>,
    codes: HashMap<String, Entry<()>>,
    sessions: HashMap<String, Entry<()>>,
    refresh_tokens: HashMap<String, Entry<Refresh>>,
    /// Number of texts that were issued. Each has a number of its own.
    issued: u64,
}

/// A code or token.
struct Entry<D> {
    nick: String,
    /// `None`: it never expires.
    ends: Option<SystemTime>,
    end: Option<Refused>,
    details: D,
}

struct Refresh {
    app_key: String,
    session: String,
    /// Number of refreshes since the authorisation.
    count: u32,
}

impl<D> Entry<D> {
    /// Returns why it is not valid, if it is not.
    fn refused(&self, now: SystemTime) -> Option<Refused> {
        let has_expired = self.ends.is_some_and(|ends| ends <= now);
        self.end.or_else(|| has_expired.then_some(Refused::Expired))
    }
}

impl Ledger {
    pub(super) fn add_session(&self, session: &str, nick: &str) {
        let entry = Entry { nick: nick.to_owned(), ends: None, end: None, details: () };
        self.lock().sessions.insert(session.to_owned(), entry);
    }

    /// Adds a seller, or replaces the one with the same nick.
    pub(super) fn add_seller(&self, seller: Seller) {
        let sellers = &mut self.lock().sellers;
        sellers.retain(|known| known.nick != seller.nick);
        sellers.push(seller);
    }

    /// Returns the code of a new authorisation.
    pub(crate) fn authorize(&self, nick: &str, now: SystemTime) -> String {
        let state = &mut *self.lock();
        let code = state.next_text("code");
        let ends = now.checked_add(CODE_LIFE);
        state.codes.insert(code.clone(), Entry { nick: nick.to_owned(), ends, end: None, details: () });
        code
    }

    /// Ends every code, session and refresh token of a seller.
    pub(crate) fn revoke(&self, nick: &str) {
        let state = &mut *self.lock();
        let is_of_seller = |seller: &String| seller == nick;
        for entry in state.codes.values_mut().chain(state.sessions.values_mut()) {
            if is_of_seller(&entry.nick) {
                entry.end.get_or_insert(Refused::Revoked);
            }
        }
        for entry in state.refresh_tokens.values_mut().filter(|entry| is_of_seller(&entry.nick)) {
            entry.end.get_or_insert(Refused::Revoked);
        }
    }

    pub(crate) fn session(&self, session: &str, now: SystemTime) -> SessionState {
        let state = self.lock();
        let Some(entry) = state.sessions.get(session) else { return SessionState::Unknown };
        match entry.refused(now) {
            None => SessionState::Valid(entry.nick.clone()),
            Some(Refused::Expired) => SessionState::Expired,
            Some(_) => SessionState::Revoked,
        }
    }

    /// Exchanges a code, which is valid once.
    pub(crate) fn exchange(&self, app_key: &str, code: &str, now: SystemTime) -> Result<Token, Refused> {
        let state = &mut *self.lock();
        let entry = state.codes.get_mut(code).ok_or(Refused::Unknown)?;
        if let Some(refused) = entry.refused(now) {
            return Err(refused);
        }
        entry.end = Some(Refused::Used);
        let nick = entry.nick.clone();
        Ok(state.issue(app_key, &nick, 0, None, now))
    }

    /// Exchanges a refresh token, which is replaced by that of the new token.
    pub(crate) fn refresh(&self, app_key: &str, token: &str, now: SystemTime) -> Result<Token, Refused> {
        let state = &mut *self.lock();
        let entry = state.refresh_tokens.get_mut(token).ok_or(Refused::Unknown)?;
        if entry.details.app_key != app_key {
            return Err(Refused::Unknown);
        }
        if let Some(refused) = entry.refused(now) {
            return Err(refused);
        }
        let (nick, count) = (entry.nick.clone(), entry.details.count);
        let session = entry.details.session.clone();
        let seller = state.seller(&nick);
        if seller.max_refreshes.is_some_and(|max| count >= max) {
            return Err(Refused::TooManyRefreshes);
        }
        let kept = seller.reuses_refresh_token.then(|| token.to_owned());
        if seller.ends_old_session
            && let Some(old) = state.sessions.get_mut(&session)
        {
            old.end.get_or_insert(Refused::Used);
        }
        if let (None, Some(old)) = (&kept, state.refresh_tokens.get_mut(token)) {
            old.end = Some(Refused::Used);
        }
        Ok(state.issue(app_key, &nick, count.saturating_add(1), kept, now))
    }

    /// A poisoned lock is used as it is: no update leaves the state inconsistent.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns a seller. One that was never added gets the defaults.
    fn seller(&mut self, nick: &str) -> Seller {
        if let Some(seller) = self.sellers.iter().find(|seller| seller.nick == nick) {
            return seller.clone();
        }
        let seller = Seller::new(nick);
        self.sellers.push(seller.clone());
        seller
    }

    /// Issues a token. `kept`: refresh token that stays valid.
    fn issue(
        &mut self,
        app_key: &str,
        nick: &str,
        count: u32,
        kept: Option<String>,
        now: SystemTime,
    ) -> Token {
        self.remove_ended(now);
        let Seller { session_life, refresh_life, .. } = self.seller(nick);
        let id = self.sellers.iter().position(|seller| seller.nick == nick).unwrap_or_default();
        let session = self.next_text("session");
        let refresh_token = kept.unwrap_or_else(|| self.next_text("refresh"));
        let entry =
            Entry { nick: nick.to_owned(), ends: now.checked_add(session_life), end: None, details: () };
        self.sessions.insert(session.clone(), entry);
        let details = Refresh { app_key: app_key.to_owned(), session: session.clone(), count };
        // A kept refresh token does not live longer by its use.
        let ends =
            self.refresh_tokens.get(&refresh_token).map_or(now.checked_add(refresh_life), |old| old.ends);
        let entry = Entry { nick: nick.to_owned(), ends, end: None, details };
        self.refresh_tokens.insert(refresh_token.clone(), entry);
        let refresh_life = ends.and_then(|ends| ends.duration_since(now).ok()).unwrap_or_default();
        Token {
            session,
            refresh: refresh_token,
            nick: nick.to_owned(),
            id: 1_000 + id as u64,
            session_life,
            refresh_life,
            issued_at: now,
        }
    }

    /// Returns a text that was never issued before.
    fn next_text(&mut self, kind: &str) -> String {
        self.issued += 1;
        format!("sandbox-{kind}-{:06}", self.issued)
    }

    /// Removes codes and tokens that have ended, above the maximum.
    fn remove_ended(&mut self, now: SystemTime) {
        if self.sessions.len() + self.refresh_tokens.len() + self.codes.len() > MAX_TOKENS {
            self.codes.retain(|_, entry| entry.refused(now).is_none());
            self.sessions.retain(|_, entry| entry.refused(now).is_none());
            self.refresh_tokens.retain(|_, entry| entry.refused(now).is_none());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "1";

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn ledger(seller: Seller) -> (Ledger, Token) {
        let ledger = Ledger::default();
        ledger.add_seller(seller);
        let code = ledger.authorize("s", at(0));
        let token = ledger.exchange(APP, &code, at(0)).unwrap();
        assert_eq!(ledger.exchange(APP, &code, at(0)), Err(Refused::Used));
        (ledger, token)
    }

    fn short() -> Seller {
        Seller::new("s").session_life(Duration::from_secs(100)).refresh_life(Duration::from_secs(1_000))
    }

    #[test]
    fn codes_are_valid_once_and_for_ten_minutes() {
        let ledger = Ledger::default();
        let code = ledger.authorize("s", at(0));
        assert_eq!(ledger.exchange(APP, "other", at(0)), Err(Refused::Unknown));
        assert_eq!(ledger.exchange(APP, &code, at(600)), Err(Refused::Expired));
        assert!(ledger.exchange(APP, &code, at(599)).is_ok());
    }

    #[test]
    fn sessions_expire_and_refresh_tokens_are_replaced() {
        let (ledger, first) = ledger(short());
        assert_eq!(ledger.session(&first.session, at(99)), SessionState::Valid("s".to_owned()));
        assert_eq!(ledger.session(&first.session, at(100)), SessionState::Expired);
        let second = ledger.refresh(APP, &first.refresh, at(50)).unwrap();
        assert_eq!(ledger.refresh(APP, &first.refresh, at(50)), Err(Refused::Used));
        assert_eq!(ledger.refresh("2", &second.refresh, at(50)), Err(Refused::Unknown));
        assert_eq!(ledger.session(&first.session, at(60)), SessionState::Valid("s".to_owned()));
        assert_eq!(ledger.session(&second.session, at(149)), SessionState::Valid("s".to_owned()));
        assert_eq!(ledger.refresh(APP, &second.refresh, at(1_050)), Err(Refused::Expired));
    }

    #[test]
    fn seller_ends_everything_until_the_next_authorisation() {
        let (ledger, token) = ledger(short());
        ledger.add_session("fixed", "s");
        ledger.add_session("other", "t");
        let code = ledger.authorize("s", at(0));
        ledger.revoke("s");
        assert_eq!(ledger.session(&token.session, at(0)), SessionState::Revoked);
        assert_eq!(ledger.session("fixed", at(0)), SessionState::Revoked);
        assert_eq!(ledger.session("other", at(0)), SessionState::Valid("t".to_owned()));
        assert_eq!(ledger.refresh(APP, &token.refresh, at(0)), Err(Refused::Revoked));
        assert_eq!(ledger.exchange(APP, &code, at(0)), Err(Refused::Revoked));
        let code = ledger.authorize("s", at(0));
        assert!(ledger.exchange(APP, &code, at(0)).is_ok());
    }

    #[test]
    fn settings_of_the_seller_apply() {
        let (ledger, token) = self::ledger(short().max_refreshes(1).ends_old_session());
        let second = ledger.refresh(APP, &token.refresh, at(1)).unwrap();
        assert_eq!(ledger.session(&token.session, at(1)), SessionState::Revoked);
        assert_eq!(ledger.refresh(APP, &second.refresh, at(1)), Err(Refused::TooManyRefreshes));

        let (ledger, token) = self::ledger(short().reusable_refresh_token());
        for _ in 0..3 {
            let next = ledger.refresh(APP, &token.refresh, at(500)).unwrap();
            assert_eq!(next.refresh, token.refresh);
            assert_eq!(next.refresh_life, Duration::from_secs(500), "its end stays");
        }
        let (ledger, token) = self::ledger(short().refresh_life(Duration::ZERO));
        assert_eq!(ledger.refresh(APP, &token.refresh, at(0)), Err(Refused::Expired));
    }

    #[test]
    fn ended_tokens_are_removed_above_the_maximum() {
        let (ledger, mut token) = self::ledger(short().ends_old_session());
        for _ in 0..MAX_TOKENS * 2 {
            token = ledger.refresh(APP, &token.refresh, at(1)).unwrap();
        }
        let state = ledger.lock();
        assert!(state.sessions.len() + state.refresh_tokens.len() <= MAX_TOKENS + 2);
    }
}
