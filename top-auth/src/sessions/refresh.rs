//! One refresh of a seller's session: by this process, or by another one that holds the lock.

use std::sync::Arc;
use std::time::Duration;

use top_runtime::SessionKey;
use top_runtime::clock::Clock;

use super::slot::{Failure, Slot};
use super::{SessionEvent, Shared};
use crate::Token;
use crate::error::{AuthError, AuthErrorKind};
use crate::store::{Entry, Expected, Lease, StoreError, TokenStore};
use crate::token::RefreshToken;

/// End of a lock whose process was killed. Longer than the timeout of an issuer.
const LEASE_LIFE: Duration = Duration::from_secs(60);

/// Wait before the store is read again while another process refreshes.
const POLL: Duration = Duration::from_millis(50);

/// Number of such waits: a little longer than a lock lives.
const POLLS: u32 = 1_300;

/// First and longest wait after a failure; doubled by each failure in a row.
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(300);

pub(super) struct Refresh {
    pub(super) shared: Arc<Shared>,
    pub(super) slot: Arc<Slot>,
    /// Session that the platform refused.
    pub(super) rejected: Option<SessionKey>,
}

/// What to do with a token.
enum Next {
    Use(SessionKey),
    Exchange(RefreshToken),
}

impl Refresh {
    pub(super) async fn run(&self) -> Result<SessionKey, AuthError> {
        let result = self.find().await;
        if let Err(error) = &result {
            self.report_failure(error, false);
        }
        result
    }

    async fn find(&self) -> Result<SessionKey, AuthError> {
        // A token that could not be saved is the valid one, not that of the store.
        if !self.slot.save(&*self.shared.store).await {
            return self.use_unsaved().await;
        }
        for _ in 0..POLLS {
            let entry = self.load().await?;
            let refresh_token = match self.judge(&entry)? {
                Next::Use(session) => return Ok(self.accept(entry, session)),
                Next::Exchange(refresh_token) => refresh_token,
            };
            match self.lock().await? {
                Some(lease) => {
                    // The holder of the lock before this process may have stored a new token.
                    let current = self.load().await?;
                    if current.version == entry.version {
                        return self.exchange(entry, &refresh_token, lease).await;
                    }
                }
                None => self.shared.clock.sleep(POLL).await,
            }
        }
        let text =
            format!("another process holds the lock of seller `{}`", self.slot.seller().escape_debug());
        Err(self.fail(AuthError::unavailable(FIRST_WAIT, text), None))
    }

    /// Uses a token that the store refuses to take: refreshing it again would lose more.
    async fn use_unsaved(&self) -> Result<SessionKey, AuthError> {
        let entry = self.slot.state().entry.clone();
        let Some(entry) = entry else { return Err(self.no_token()) };
        match self.judge(&entry)? {
            Next::Use(session) => Ok(session),
            Next::Exchange(refresh_token) => {
                let lease = Lease::new(());
                self.exchange(entry, &refresh_token, lease).await
            }
        }
    }

    async fn load(&self) -> Result<Entry, AuthError> {
        match self.shared.store.load(self.slot.seller()).await {
            Ok(Some(entry)) => Ok(entry),
            Ok(None) => Err(self.fail(self.no_token(), None)),
            Err(error) => Err(self.store_failed(error)),
        }
    }

    async fn lock(&self) -> Result<Option<Lease>, AuthError> {
        let lease = self.shared.store.try_lock(self.slot.seller(), LEASE_LIFE).await;
        lease.map_err(|error| self.store_failed(error))
    }

    /// Decides whether a stored token can be used as it is.
    fn judge(&self, entry: &Entry) -> Result<Next, AuthError> {
        let (token, now) = (&entry.token, self.shared.clock.now());
        let is_valid = !token.is_expired(now) && self.rejected.as_ref() != Some(&token.session);
        if is_valid && !token.is_due(now, self.shared.margin) {
            return Ok(Next::Use(token.session.clone()));
        }
        if let Some(refresh_token) = token.usable_refresh_token(now) {
            // The platform refused this refresh token before; only a new one helps.
            let refused = self.slot.state().failure.as_ref().and_then(|failure| {
                let is_final =
                    failure.error.reauthorize().is_some() && failure.version == Some(entry.version);
                is_final.then(|| failure.error.clone())
            });
            return match refused {
                None => Ok(Next::Exchange(refresh_token.clone())),
                Some(_) if is_valid => Ok(Next::Use(token.session.clone())),
                Some(error) => Err(self.fail(error, Some(entry.version))),
            };
        }
        if is_valid {
            return Ok(Next::Use(token.session.clone()));
        }
        let reason = match (&token.refresh_token, self.rejected.is_some()) {
            (Some(_), _) => "the session has ended, and its refresh token has expired",
            (None, false) => "the session has expired, and there is no refresh token",
            (None, true) => "the platform refused the session, and there is no refresh token",
        };
        let since = token.expires_at.filter(|end| *end <= now).or(token.refresh_expires_at);
        let error = self.reauthorize(AuthError::revoked(reason), since);
        Err(self.fail(error, Some(entry.version)))
    }

    /// Exchanges the refresh token. The lease is dropped when the new token is stored.
    async fn exchange(
        &self,
        entry: Entry,
        refresh_token: &RefreshToken,
        lease: Lease,
    ) -> Result<SessionKey, AuthError> {
        let token = match self.shared.issuer.refresh(refresh_token).await {
            Ok(token) => completed(token, &entry.token),
            Err(error) => return self.refused(entry, error),
        };
        let session = token.session.clone();
        self.shared.emit(&SessionEvent::Refreshed { seller: self.slot.seller(), token: &token });
        {
            let mut state = self.slot.state();
            state.entry = Some(Entry::new(token.clone(), entry.version));
            state.is_unsaved = true;
            state.failure = None;
            state.failures = 0;
        }
        let expected = Expected::Version(entry.version);
        let saved = self.shared.store.replace(self.slot.seller(), &token, expected).await;
        drop(lease);
        match saved {
            Ok(Some(version)) => {
                let mut state = self.slot.state();
                state.entry = Some(Entry::new(token, version));
                state.is_unsaved = false;
                Ok(session)
            }
            Ok(None) => {
                // The seller authorised again during the refresh: the stored token is newer.
                self.slot.forget();
                let entry = self.load().await?;
                let session = entry.token.session.clone();
                Ok(self.accept(entry, session))
            }
            Err(error) => {
                self.shared.emit(&SessionEvent::NotSaved { seller: self.slot.seller(), error: &error });
                Ok(session)
            }
        }
    }

    /// Handles a failed exchange: a session that is still valid is used on.
    fn refused(&self, entry: Entry, error: AuthError) -> Result<SessionKey, AuthError> {
        let now = self.shared.clock.now();
        let error = self.reauthorize(error, Some(now));
        let error = self.fail(error, Some(entry.version));
        let is_valid = !entry.token.is_expired(now) && self.rejected.as_ref() != Some(&entry.token.session);
        let session = entry.token.session.clone();
        self.slot.state().entry = Some(entry);
        if !is_valid {
            return Err(error);
        }
        self.report_failure(&error, true);
        Ok(session)
    }

    fn accept(&self, entry: Entry, session: SessionKey) -> SessionKey {
        let mut state = self.slot.state();
        state.entry = Some(entry);
        if self.rejected.is_none() {
            state.failures = 0;
        }
        session
    }

    /// Records a failure, so that the next calls fail without asking again.
    fn fail(&self, error: AuthError, version: Option<u64>) -> AuthError {
        let mut state = self.slot.state();
        let wait = (FIRST_WAIT * 2_u32.saturating_pow(state.failures.min(16))).min(LONGEST_WAIT);
        let wait = error.retry_after().unwrap_or_default().max(wait);
        let error = match error.kind() {
            AuthErrorKind::Wait { .. } => error.waiting(wait),
            _ => error,
        };
        state.failures = state.failures.saturating_add(1);
        let until = self.shared.clock.monotonic().saturating_add(wait);
        state.failure = Some(Failure { error: error.clone(), version, until });
        error
    }

    fn report_failure(&self, error: &AuthError, is_valid: bool) {
        self.shared.emit(&SessionEvent::Failed { seller: self.slot.seller(), error, is_valid });
    }

    fn store_failed(&self, error: StoreError) -> AuthError {
        self.fail(AuthError::from(error), None)
    }

    fn no_token(&self) -> AuthError {
        self.reauthorize(AuthError::revoked("there is no token"), None)
    }

    fn reauthorize(&self, error: AuthError, since: Option<std::time::SystemTime>) -> AuthError {
        let url = self.shared.authorize.as_ref().map(crate::Authorize::url_for_people);
        error.of_seller(self.slot.seller(), url, since)
    }
}

/// Adds what a reply to a refresh may leave out: the refresh token stays valid then.
fn completed(mut token: Token, before: &Token) -> Token {
    if token.refresh_token.is_none() {
        token.refresh_token.clone_from(&before.refresh_token);
        token.refresh_expires_at = token.refresh_expires_at.or(before.refresh_expires_at);
    }
    token.user.complete(&before.user);
    token
}
