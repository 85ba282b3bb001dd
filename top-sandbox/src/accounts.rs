//! Apps and sellers of a sandbox.

use top_runtime::{AppSecret, SessionKey};

#[derive(Clone)]
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) secret: AppSecret,
}

/// A seller who authorised the app with a session.
#[derive(Clone)]
pub(crate) struct Seller {
    pub(crate) session: SessionKey,
    pub(crate) nick: String,
}

/// Apps and sellers that may call.
#[derive(Default)]
pub(crate) struct Accounts {
    apps: Vec<App>,
    sellers: Vec<Seller>,
}

impl Accounts {
    pub(crate) fn add_app(&mut self, app: App) {
        self.apps.push(app);
    }

    pub(crate) fn add_seller(&mut self, seller: Seller) {
        self.sellers.push(seller);
    }

    /// Returns the app with this key; the last one added wins.
    pub(crate) fn app(&self, key: &str) -> Option<&App> {
        self.apps.iter().rev().find(|app| app.key == key)
    }

    /// Returns the seller with this session; the last one added wins.
    pub(crate) fn seller(&self, session: &str) -> Option<&Seller> {
        self.sellers.iter().rev().find(|seller| seller.session.expose() == session)
    }

    /// Returns the first app. Default: the example app of the platform's documents.
    pub(crate) fn first_app(&mut self) -> App {
        first_or_insert(&mut self.apps, || App {
            key: "12345678".to_owned(),
            secret: AppSecret::new("helloworld"),
        })
    }

    /// Returns the first seller. Default: `sandbox_seller` with the session `6100sandbox`.
    pub(crate) fn first_seller(&mut self) -> Seller {
        first_or_insert(&mut self.sellers, || Seller {
            session: SessionKey::new("6100sandbox"),
            nick: "sandbox_seller".to_owned(),
        })
    }
}

/// Returns the first element; an empty list gets a default one.
fn first_or_insert<T: Clone>(list: &mut Vec<T>, default: impl FnOnce() -> T) -> T {
    if let Some(first) = list.first() {
        return first.clone();
    }
    let first = default();
    list.push(first.clone());
    first
}
