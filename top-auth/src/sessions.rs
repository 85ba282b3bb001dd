//! Sessions of many sellers, refreshed before they expire and once for all who wait.

mod builder;
mod event;
mod refresh;
mod seller;
mod slot;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use top_runtime::Client;
use top_runtime::clock::Clock;
use top_runtime::observe::SessionRefreshed;

pub use builder::SessionsBuilder;
pub use event::SessionEvent;
pub use seller::{CallError, Seller};

use crate::Token;
use crate::authorize::Authorize;
use crate::error::AuthError;
use crate::issuer::TokenIssuer;
use crate::store::{Expected, TokenStore};
use slot::Slot;

/// Hands out a client per seller, whose session is valid.
///
/// - A session is refreshed before it expires, and when the platform reports that it is invalid.
/// - Of all tasks that need the session of a seller, one refreshes it. Over several processes the
///   store's lock has the same effect.
/// - A refresh runs in a task of its own: cancelling a call does not lose the new token.
/// - After a failed refresh, calls of the seller fail at once with the same error for a while.
///
/// Clones share everything. Needs a tokio runtime.
///
/// ```no_run
/// # use top_runtime::{Client, TopApi};
/// use top_auth::{FileStore, Sessions};
///
/// # #[derive(TopApi)]
/// # #[top_api(method = "taobao.user.seller.get", session = required)]
/// # struct GetSeller { fields: Vec<String> }
/// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = Sessions::new(client, FileStore::open("tokens.json")?);
/// let request = GetSeller { fields: vec!["nick".to_owned()] };
/// let reply = sessions.of("seller-1").execute(&request).await?;
/// # let _ = reply;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Sessions(Arc<Shared>);

struct Shared {
    client: Client,
    store: Arc<dyn TokenStore>,
    issuer: Arc<dyn TokenIssuer>,
    authorize: Option<Authorize>,
    margin: Duration,
    clock: Arc<dyn Clock>,
    listener: Option<Listener>,
    slots: Mutex<HashMap<String, Arc<Slot>>>,
}

type Listener = Box<dyn Fn(&SessionEvent<'_>) + Send + Sync>;

impl Shared {
    fn emit(&self, event: &SessionEvent<'_>) {
        match event {
            SessionEvent::Refreshed { seller, .. } => {
                self.client.report_session_refresh(&SessionRefreshed::new(seller, None));
            }
            SessionEvent::Failed { seller, error, .. } => {
                let failure = error.to_string();
                self.client.report_session_refresh(&SessionRefreshed::new(seller, Some(&failure)));
            }
            SessionEvent::NotSaved { .. } => {}
        }
        if let Some(listener) = &self.listener {
            listener(event);
        }
    }
}

impl Sessions {
    /// Creates sessions with default settings: tokens from the gateway of the client, refreshed five
    /// minutes before they expire. See [`SessionsBuilder::issuer`].
    pub fn new(client: Client, store: impl TokenStore + 'static) -> Self {
        Self::builder(client, store).build()
    }

    /// Returns a builder.
    pub fn builder(client: Client, store: impl TokenStore + 'static) -> SessionsBuilder {
        SessionsBuilder::new(client, Arc::new(store))
    }

    /// Returns a client for a seller. The key is the caller's choice, such as the seller's user id;
    /// the token is in the store under this key.
    pub fn of(&self, seller: &str) -> Seller {
        Seller::new(self.clone(), self.slot(seller))
    }

    /// Exchanges the code of a callback, and stores the token under this key.
    ///
    /// Check `state` before: see [`State::verify`](crate::State::verify).
    ///
    /// # Errors
    ///
    /// The platform refuses the code, or the store cannot be written.
    pub async fn authorize(&self, seller: &str, code: &str) -> Result<Token, AuthError> {
        let token = self.0.issuer.exchange(code).await?;
        self.insert(seller, &token).await?;
        Ok(token)
    }

    /// Stores a token under this key, in place of one that is there.
    ///
    /// # Errors
    ///
    /// The store cannot be written.
    pub async fn insert(&self, seller: &str, token: &Token) -> Result<(), AuthError> {
        self.0.store.replace(seller, token, Expected::Any).await?;
        self.slot(seller).forget();
        Ok(())
    }

    /// Removes the token of a seller.
    ///
    /// # Errors
    ///
    /// The store cannot be written.
    pub async fn remove(&self, seller: &str) -> Result<(), AuthError> {
        self.0.store.remove(seller).await?;
        self.slot(seller).forget();
        Ok(())
    }

    /// Writes tokens again that were refreshed while the store could not be written, and returns the
    /// sellers whose token is still in memory only. Call it before the process ends.
    pub async fn flush(&self) -> Vec<String> {
        let slots: Vec<_> =
            self.0.slots.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        let mut unsaved = Vec::new();
        for slot in slots {
            if !slot.save(&*self.0.store).await {
                unsaved.push(slot.seller().to_owned());
            }
        }
        unsaved.sort();
        unsaved
    }

    fn slot(&self, seller: &str) -> Arc<Slot> {
        let mut slots = self.0.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(seller) {
            return Arc::clone(slot);
        }
        let slot = Arc::new(Slot::new(seller));
        slots.insert(seller.to_owned(), Arc::clone(&slot));
        slot
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").field("client", &self.0.client).finish_non_exhaustive()
    }
}
