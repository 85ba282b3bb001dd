//! Settings of [`Sessions`].

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use top_runtime::Client;
use top_runtime::clock::{Clock, SystemClock};

use super::{Listener, SessionEvent, Sessions, Shared};
use crate::authorize::Authorize;
use crate::issuer::{ApiIssuer, IopIssuer, TokenIssuer};
use crate::store::TokenStore;

/// Default time before the expiry of a session at which it is refreshed.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// Builds [`Sessions`].
#[must_use = "a builder does nothing until `build` is called"]
pub struct SessionsBuilder {
    client: Client,
    store: Arc<dyn TokenStore>,
    issuer: Option<Arc<dyn TokenIssuer>>,
    authorize: Option<Authorize>,
    margin: Duration,
    clock: Arc<dyn Clock>,
    listener: Option<Listener>,
}

impl SessionsBuilder {
    pub(super) fn new(client: Client, store: Arc<dyn TokenStore>) -> Self {
        let clock = Arc::new(SystemClock);
        Self { client, store, issuer: None, authorize: None, margin: MARGIN, clock, listener: None }
    }

    /// Sets where tokens come from. Default: [`ApiIssuer`] with the client, or [`IopIssuer`] if its
    /// gateway is one of IOP. Lazada's tokens come from another gateway: see [`IopIssuer`].
    pub fn issuer(mut self, issuer: impl TokenIssuer + 'static) -> Self {
        self.issuer = Some(Arc::new(issuer));
        self
    }

    /// Sets the page on which sellers authorise the app: its URL is part of errors that demand it.
    pub fn authorize(mut self, authorize: Authorize) -> Self {
        self.authorize = Some(authorize);
        self
    }

    /// Sets how long before its expiry a session is refreshed. Default: 5 minutes. Limit: a tenth of
    /// the session's life.
    pub fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    /// Sets the source of time. Default: [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets a function that is called after each refresh, successful or not: for logs and metrics. It
    /// must not block.
    pub fn on_event(mut self, listener: impl Fn(&SessionEvent<'_>) + Send + Sync + 'static) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    /// Builds the sessions.
    #[must_use]
    pub fn build(self) -> Sessions {
        let issuer = self.issuer.unwrap_or_else(|| {
            let (client, clock) = (self.client.clone(), Arc::clone(&self.clock));
            if client.serves_paths() {
                Arc::new(IopIssuer::with_clock(client, clock))
            } else {
                Arc::new(ApiIssuer::with_clock(client, clock))
            }
        });
        Sessions(Arc::new(Shared {
            client: self.client,
            store: self.store,
            issuer,
            authorize: self.authorize,
            margin: self.margin,
            clock: self.clock,
            listener: self.listener,
            slots: Mutex::new(HashMap::new()),
        }))
    }
}

impl fmt::Debug for SessionsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionsBuilder").field("client", &self.client).finish_non_exhaustive()
    }
}
