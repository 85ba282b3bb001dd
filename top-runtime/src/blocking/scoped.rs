//! Settings of single calls, on top of those of the client.

use std::time::Duration;

use crate::SessionKey;
use crate::retry::RetryPolicy;
use crate::session::WithSession;

/// A blocking client with settings for the calls made through it: session, timeout, retries,
/// headers, parameters.
///
/// Made by methods of [`blocking::Client`](super::Client), or from an async
/// [`ScopedClient`](crate::ScopedClient), which documents each setting. Cheap to clone.
///
/// ```no_run
/// # use std::time::Duration;
/// # use top_runtime::{Params, SessionKey, blocking};
/// # fn run(client: blocking::Client) -> Result<(), top_runtime::Error> {
/// let seller = client.session(&SessionKey::new("6100a1b2c3d4e5f6")).timeout(Duration::from_secs(5));
/// let trades = seller.call("taobao.trades.sold.get", &Params::new().with("fields", "tid"))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until a request is executed"]
pub struct ScopedClient<Auth>(pub(super) crate::ScopedClient<Auth>);

impl<Auth> From<crate::ScopedClient<Auth>> for ScopedClient<Auth> {
    fn from(client: crate::ScopedClient<Auth>) -> Self {
        Self(client)
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Sets the session of the seller that the calls are made for.
    pub fn session(self, key: &SessionKey) -> ScopedClient<WithSession> {
        ScopedClient(self.0.session(key))
    }

    /// Sets the timeout of each call, including all attempts and waits.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Sets the retry policy.
    pub fn retry(self, retry: RetryPolicy) -> Self {
        Self(self.0.retry(retry))
    }

    /// Marks the calls as idempotent.
    pub fn idempotent(self) -> Self {
        Self(self.0.idempotent())
    }

    /// Adds an HTTP header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Adds an API parameter, which is sent and signed.
    pub fn param(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self(self.0.param(name, value))
    }

    /// Sets the app that the calls are made for, if one app serves another.
    pub fn target_app_key(self, app_key: impl Into<String>) -> Self {
        Self(self.0.target_app_key(app_key))
    }
}
