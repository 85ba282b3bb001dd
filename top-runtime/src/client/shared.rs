//! The part of a client in the limits that several clients share.

use std::sync::Weak;
use std::sync::atomic::{AtomicBool, Ordering};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::ClientInner;
use crate::observe::SharedLimitsChanged;
use crate::retry::{LimitsListener, SharedBan, SharedLimits};
use crate::{AppSecret, SessionKey};

/// Bytes of a digest: enough that no two sessions have the same.
const DIGEST_LEN: usize = 16;

/// Limits that this client shares with others.
pub(super) struct Shared {
    pub(super) limits: Box<dyn SharedLimits>,
    /// Whether an outage was reported and has not ended.
    is_lost: AtomicBool,
}

impl Shared {
    pub(super) fn new(limits: Box<dyn SharedLimits>) -> Self {
        Self { limits, is_lost: AtomicBool::new(false) }
    }
}

/// Returns the name of a session for other machines, which must not learn the session.
pub(super) fn digest(secret: &AppSecret, session: &SessionKey) -> String {
    let mut hex = [0; 2 * DIGEST_LEN];
    // HMAC takes keys of any length.
    let Ok(state) = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) else { return String::new() };
    let digest = state.chain_update("session:").chain_update(session.expose()).finalize().into_bytes();
    base16ct::lower::encode_str(&digest[..DIGEST_LEN], &mut hex).unwrap_or_default().to_owned()
}

/// A client that is told of changes. Weak: the limits do not keep the client alive.
pub(super) struct Listener(pub(super) Weak<ClientInner>);

impl LimitsListener for Listener {
    fn is_alive(&self) -> bool {
        self.0.strong_count() > 0
    }

    fn ban_recorded(&self, ban: &SharedBan) {
        if let Some(inner) = self.0.upgrade() {
            inner.bans.insert(&inner.time, &ban.method, ban.session.as_deref(), ban.left, || ban.ban.clone());
        }
    }

    fn bans_cleared(&self) {
        if let Some(inner) = self.0.upgrade() {
            inner.bans.clear();
        }
    }

    fn limits_lost(&self, reason: &str) {
        self.report(true, Some(reason));
    }

    fn limits_restored(&self) {
        self.report(false, None);
    }
}

impl Listener {
    /// Reports the begin or the end of an outage, each once.
    fn report(&self, is_lost: bool, failure: Option<&str>) {
        let Some(inner) = self.0.upgrade() else { return };
        let Some(shared) = &inner.shared else { return };
        if shared.is_lost.swap(is_lost, Ordering::AcqRel) != is_lost {
            inner.watchers.shared_limits_changed(&SharedLimitsChanged { failure });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_depends_on_secret_and_session_and_contains_neither() {
        let of = |secret: &str, session: &str| digest(&AppSecret::new(secret), &SessionKey::new(session));
        let one = of("helloworld", "6100one");
        assert_eq!(one, of("helloworld", "6100one"));
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one, of("helloworld", "6100two"));
        assert_ne!(one, of("other", "6100one"));
    }
}
