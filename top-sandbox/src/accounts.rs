//! Apps, sellers and their sessions.

mod ledger;
mod seller;
mod token;

use std::sync::Arc;
use std::time::SystemTime;

use top_runtime::{AppSecret, SessionKey};

pub(crate) use ledger::{Ledger, Refused, SessionState};
pub use seller::Seller;
pub(crate) use token::Token;

#[derive(Clone)]
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) secret: AppSecret,
}

/// Apps and sellers that may call.
#[derive(Default)]
pub(crate) struct Accounts {
    apps: Vec<App>,
    ledger: Arc<Ledger>,
    /// First session that was added.
    session: Option<SessionKey>,
}

impl Accounts {
    pub(crate) fn add_app(&mut self, app: App) {
        self.apps.push(app);
    }

    /// Adds a session that never expires.
    pub(crate) fn add_session(&mut self, session: SessionKey, nick: &str) {
        self.ledger.add_session(session.expose(), nick);
        self.session.get_or_insert(session);
    }

    pub(crate) fn add_seller(&mut self, seller: Seller) {
        self.ledger.add_seller(seller);
    }

    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Returns the app with this key; the last one added wins.
    pub(crate) fn app(&self, key: &str) -> Option<&App> {
        self.apps.iter().rev().find(|app| app.key == key)
    }

    /// Returns the state of a session.
    pub(crate) fn session(&self, session: &str, now: SystemTime) -> SessionState {
        self.ledger.session(session, now)
    }

    /// Returns the first app. Default: the example app of the platform's documents.
    pub(crate) fn first_app(&mut self) -> App {
        if let Some(first) = self.apps.first() {
            return first.clone();
        }
        let app = App { key: "12345678".to_owned(), secret: AppSecret::new("helloworld") };
        self.add_app(app.clone());
        app
    }

    /// Returns the first session. Default: `6100sandbox` of `sandbox_seller`.
    pub(crate) fn first_session(&mut self) -> SessionKey {
        if let Some(first) = &self.session {
            return first.clone();
        }
        let session = SessionKey::new("6100sandbox");
        self.add_session(session.clone(), "sandbox_seller");
        session
    }
}
