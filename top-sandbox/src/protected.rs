//! Protected data: keys, and text that is encrypted as the platform does.
//!
//! Written from the public description of the format. Shares no code with `top-protected`, so that the
//! tests of one detect a mistake in the other.

mod cipher;
mod index;
mod secret_get;

use std::sync::atomic::{AtomicU32, Ordering};

use crate::sandbox::Sandbox;

use cipher::Key;

pub(crate) use secret_get::{METHOD, handler};

/// Kind of a protected field: decides the form of the encrypted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProtectedKind {
    /// A phone number of at least 11 digits.
    Phone,
    /// The nick of a buyer.
    Nick,
    /// The name of a receiver.
    ReceiverName,
    /// Other short text.
    Simple,
    /// Text that can always be searched for.
    Search,
    /// Other text, between U+0001.
    Normal,
}

impl ProtectedKind {
    fn separator(self) -> char {
        match self {
            Self::Phone => '$',
            Self::Normal => '\u{1}',
            Self::Nick | Self::ReceiverName | Self::Simple | Self::Search => '~',
        }
    }
}

/// Owner of a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProtectedOwner {
    /// A seller, by the nick that [`SandboxBuilder::session`](crate::SandboxBuilder::session) was called
    /// with.
    Seller(String),
    /// The app: one key for all sellers.
    App,
    /// An account of the caller's own platform, by its number.
    Account(u64),
}

impl ProtectedOwner {
    /// Creates the owner for a seller's nick.
    pub fn seller(nick: impl Into<String>) -> Self {
        Self::Seller(nick.into())
    }
}

/// The keys of a sandbox: one per owner and version.
pub(crate) struct Keys {
    version: AtomicU32,
}

impl Default for Keys {
    fn default() -> Self {
        Self { version: AtomicU32::new(1) }
    }
}

impl Keys {
    fn version(&self) -> u32 {
        self.version.load(Ordering::Relaxed)
    }

    /// Returns a key. `None` for a version that does not exist.
    fn get(&self, owner: &ProtectedOwner, version: u32) -> Option<Key> {
        (1..=self.version()).contains(&version).then(|| Key::new(owner, version))
    }

    fn encrypt(
        &self,
        owner: &ProtectedOwner,
        kind: ProtectedKind,
        text: &str,
        is_searchable: bool,
    ) -> String {
        let version = self.version();
        let key = Key::new(owner, version);
        // A negative version is one of a key of the app.
        let sign = if *owner == ProtectedOwner::App { "-" } else { "" };
        let mark = kind.separator();
        match (kind, is_searchable) {
            (ProtectedKind::Phone, _) if !is_phone(text) => text.to_owned(),
            (ProtectedKind::Phone, false) => {
                let (shown, hidden) = text.split_at(text.len() - 8);
                format!("{mark}{shown}{mark}{}{mark}{sign}{version}{mark}", key.encrypt(hidden))
            }
            (ProtectedKind::Phone, true) => {
                let index = key.hash_base64(&text[text.len() - 4..]);
                format!("{mark}{index}{mark}{}{mark}{sign}{version}{mark}{mark}", key.encrypt(text))
            }
            (ProtectedKind::Search, _) | (_, true) => {
                let index = index::of(&key, text);
                format!("{mark}{}{mark}{index}{mark}{sign}{version}{mark}{mark}", key.encrypt(text))
            }
            (_, false) => format!("{mark}{}{mark}{sign}{version}{mark}", key.encrypt(text)),
        }
    }
}

/// Returns `true` for a number that the platform encrypts. Others stay plain.
fn is_phone(text: &str) -> bool {
    text.len() >= 11 && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Sandbox {
    /// Encrypts text as the platform does, with the current key of the owner.
    ///
    /// The API `taobao.top.secret.get` returns the keys. A phone number of fewer than 11 digits stays
    /// plain, as on the platform.
    ///
    /// ```
    /// use top_sandbox::{ProtectedKind, ProtectedOwner, Sandbox};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().start().await?;
    /// let owner = ProtectedOwner::seller("sandbox_seller");
    /// let phone = sandbox.protect(&owner, ProtectedKind::Phone, "13812345678");
    /// assert!(phone.starts_with("$138$") && phone.ends_with("$1$"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn protect(&self, owner: &ProtectedOwner, kind: ProtectedKind, text: &str) -> String {
        self.protected_keys().encrypt(owner, kind, text, false)
    }

    /// Encrypts text as [`protect`](Self::protect) does, with a search index.
    #[must_use]
    pub fn protect_searchable(&self, owner: &ProtectedOwner, kind: ProtectedKind, text: &str) -> String {
        self.protected_keys().encrypt(owner, kind, text, true)
    }

    /// Replaces the current keys of all owners. The earlier versions stay available.
    pub fn rotate_protected_keys(&self) {
        self.protected_keys().version.fetch_add(1, Ordering::Relaxed);
    }
}
