//! Settings of single calls, on top of those of the client.

use std::time::Duration;

use super::runtime;
use crate::api::TopApi;
#[cfg(feature = "batch")]
use crate::batch::{BatchReplies, BatchRequests};
use crate::codec::params::Params;
use crate::error::Error;
use crate::request::prepared::Prepared;
use crate::retry::RetryPolicy;
use crate::session::{Permits, WithSession};
use crate::{Reply, SessionKey, Value};

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

    /// Sends a request, and waits for the reply.
    ///
    /// # Errors
    ///
    /// - There is no reply, or it is an error of the platform, does not fit the response type, or
    ///   reports a business failure.
    /// - The call was made in async code, see [the module](super#in-async-code).
    pub fn execute<A>(&self, request: &A) -> Result<Reply<A::Response>, Error>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        runtime::run(A::SPEC.method(), self.0.execute(request))
    }

    /// Sends a request, waits for the reply, and returns business failures as replies: see
    /// [`Reply::outcome`](crate::Reply::outcome).
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute), except for business failures.
    pub fn execute_raw<A>(&self, request: &A) -> Result<Reply<A::Response>, Error>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        runtime::run(A::SPEC.method(), self.0.execute_raw(request))
    }

    /// Calls an undeclared API, and waits for the reply.
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute).
    pub fn call(&self, method: &str, params: &Params) -> Result<Reply<Value>, Error> {
        runtime::run(method, self.0.call(method, params))
    }

    /// Sends several requests in one, and waits for the replies. See
    /// [`batch`](crate::batch). A request has at most 20 calls.
    ///
    /// # Errors
    ///
    /// - A request failed as a whole, and no call has a result of its own.
    /// - The call was made in async code, see [the module](super#in-async-code).
    #[cfg(feature = "batch")]
    pub fn batch<B>(&self, requests: B) -> Result<<B::Replies as BatchReplies>::Output, Error>
    where
        B: BatchRequests<Auth>,
    {
        runtime::wait("batch", self.0.batch(requests))?
    }

    /// Signs a request without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
    pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        self.0.prepare(request)
    }

    /// Signs a call of an undeclared API without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        self.0.prepare_call(method, params)
    }
}
