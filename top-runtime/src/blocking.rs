//! Calls without `async`: for scripts, tools and programs without an async runtime.
//!
//! [`blocking::Client`](Client) has the settings and methods of the async
//! [`Client`](crate::Client); a call returns its result instead of a future. Both can be used in one
//! program and share connections, bans and the retry budget if one was made from the other.
//!
//! ```no_run
//! use top_runtime::{Client, DateTime, TopApi, TopValue};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.time.get", response = Time)]
//! struct GetTime;
//!
//! #[derive(TopValue)]
//! struct Time {
//!     time: DateTime,
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = Client::builder("APP_KEY", "APP_SECRET").build_blocking()?;
//!     let reply = client.execute(&GetTime)?;
//!     println!("{} (request {})", reply.time, reply.request_id());
//!     Ok(())
//! }
//! ```
//!
//! # Threads
//!
//! - The calling thread waits. One background thread, started by the first call, drives the
//!   connections of all blocking clients of the process.
//! - Calls of several threads run at once: clone the client, or share a reference.
//!
//! # In async code
//!
//! Waiting in an async task would stop all tasks of its thread, so a call there fails with
//! [`ErrorKind::Transport`](crate::error::ErrorKind::Transport), unsent. Await the async client
//! instead ([`Client::as_async`]), or call inside of `tokio::task::spawn_blocking` or
//! `tokio::task::block_in_place`. Clients may be created and dropped anywhere.
//!
//! # Sessions
//!
//! As with the async client, a call without a required session does not compile:
//!
//! ```compile_fail,E0277
//! use top_runtime::{Error, TopApi, blocking};
//!
//! #[derive(TopApi)]
//! #[top_api(method = "taobao.user.seller.get", session = required)]
//! struct GetSeller {
//!     fields: Vec<String>,
//! }
//!
//! fn call(client: &blocking::Client) -> Result<(), Error> {
//!     client.execute(&GetSeller { fields: vec!["nick".to_owned()] })?; // needs `client.session(&key)`
//!     Ok(())
//! }
//! ```

mod calls;
mod pages;
mod runtime;
mod scoped;

use std::time::Duration;

pub use pages::{Items, Pages};
pub use runtime::{BlockOnError, block_on};
pub use scoped::ScopedClient;

use crate::error::BuildError;
use crate::retry::RetryPolicy;
use crate::session::{NoSession, WithSession};
use crate::{ClientBuilder, SessionKey};

/// Calls APIs for one app without a session, and waits for the reply. See the [module](self).
///
/// Made by [`ClientBuilder::build_blocking`], or from an async client. Clones share connections,
/// bans and the retry budget.
#[derive(Debug, Clone)]
pub struct Client(crate::Client);

impl ClientBuilder {
    /// Builds a [blocking client](crate::blocking).
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn build_blocking(self) -> Result<Client, BuildError> {
        self.build().map(Client)
    }
}

impl From<crate::Client> for Client {
    fn from(client: crate::Client) -> Self {
        Self(client)
    }
}

impl From<Client> for crate::Client {
    fn from(client: Client) -> Self {
        client.0
    }
}

impl Client {
    /// Returns the async client, which shares connections and bans.
    #[must_use]
    pub fn as_async(&self) -> &crate::Client {
        &self.0
    }

    /// Returns a client whose calls carry this session.
    pub fn session(&self, key: &SessionKey) -> ScopedClient<WithSession> {
        self.0.session(key).into()
    }

    /// Returns a client with another timeout.
    pub fn timeout(&self, timeout: Duration) -> ScopedClient<NoSession> {
        self.0.timeout(timeout).into()
    }

    /// Returns a client with another retry policy.
    pub fn retry(&self, retry: RetryPolicy) -> ScopedClient<NoSession> {
        self.0.retry(retry).into()
    }

    /// Returns a client whose calls are idempotent.
    pub fn idempotent(&self) -> ScopedClient<NoSession> {
        self.0.idempotent().into()
    }

    /// Returns a client with another HTTP header.
    pub fn header(&self, name: &str, value: &str) -> ScopedClient<NoSession> {
        self.0.header(name, value).into()
    }

    /// Returns a client with another API parameter.
    pub fn param(&self, name: impl Into<String>, value: impl Into<String>) -> ScopedClient<NoSession> {
        self.0.param(name, value).into()
    }

    /// Returns a client that calls for another app.
    pub fn target_app_key(&self, app_key: impl Into<String>) -> ScopedClient<NoSession> {
        self.0.target_app_key(app_key).into()
    }

    /// Forgets the bans that the platform reported. See
    /// [`Client::clear_bans`](crate::Client::clear_bans).
    pub fn clear_bans(&self) {
        self.0.clear_bans();
    }
}
