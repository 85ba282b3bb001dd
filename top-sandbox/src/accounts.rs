//! The apps and sellers that a sandbox knows.

use top_runtime::{AppSecret, SessionKey};

/// An app: its key and secret.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) key: String,
    pub(crate) secret: AppSecret,
}

/// A seller: the session that he gave, and what he is called.
#[derive(Clone)]
pub(crate) struct Seller {
    pub(crate) session: SessionKey,
    pub(crate) nick: String,
}

/// Who may call.
#[derive(Default)]
pub(crate) struct Accounts {
    apps: Vec<App>,
    sellers: Vec<Seller>,
}

impl Accounts {
    /// Makes an app known.
    pub(crate) fn add_app(&mut self, app: App) {
        self.apps.push(app);
    }

    /// Makes a seller known.
    pub(crate) fn add_seller(&mut self, seller: Seller) {
        self.sellers.push(seller);
    }

    /// The app of this key; of several the last.
    pub(crate) fn app(&self, key: &str) -> Option<&App> {
        self.apps.iter().rev().find(|app| app.key == key)
    }

    /// The seller of this session; of several the last.
    pub(crate) fn seller(&self, session: &str) -> Option<&Seller> {
        self.sellers.iter().rev().find(|seller| seller.session.expose() == session)
    }

    /// The first app, which is that of the protocol's documents where none was made known.
    pub(crate) fn first_app(&mut self) -> App {
        first(&mut self.apps, || App { key: "12345678".to_owned(), secret: AppSecret::new("helloworld") })
    }

    /// The first seller, who is made up where none was made known.
    pub(crate) fn first_seller(&mut self) -> Seller {
        first(&mut self.sellers, || Seller {
            session: SessionKey::new("6100sandbox"),
            nick: "sandbox_seller".to_owned(),
        })
    }
}

/// The first of a list, which gets one if it has none.
fn first<T: Clone>(list: &mut Vec<T>, default: impl FnOnce() -> T) -> T {
    if let Some(first) = list.first() {
        return first.clone();
    }
    let first = default();
    list.push(first.clone());
    first
}
