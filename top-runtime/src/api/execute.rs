//! Methods of clients that take a declared request.
//!
//! Only the bounds and the response type are generic: the calls below them are compiled once.
//! `execute` is inlined, so that the code that drops a request is compiled once, beside the caller's
//! code that drops it.

use crate::api::TopApi;
use crate::client::{CallOptions, Client, ErasedCall, ReplyFuture, ScopedClient};
use crate::error::Error;
use crate::request::Request;
use crate::request::prepared::Prepared;
use crate::session::{NoSession, Permits};
use crate::spec::ApiSpec;
use sealed::Sealed as _;

impl Client {
    /// Sends a request without a session. See [`ScopedClient::execute`].
    #[inline]
    pub fn execute<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        ReplyFuture::new(self.start_request(const { &A::SPEC }, request))
    }

    /// Sends a request without a session, and returns business failures as replies. See
    /// [`ScopedClient::execute_raw`].
    pub fn execute_raw<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        ReplyFuture::new(self.start_request(const { &A::SPEC }, request)).raw()
    }

    /// Signs a request without sending it. See [`ScopedClient::prepare`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
    pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.prepare_declared(const { &A::SPEC }, &CallOptions::default(), request)
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// The future returns an [`Error`] if there is no reply, if the reply is an error of the
    /// platform or does not fit the response type, or if it reports a business failure.
    #[inline]
    pub fn execute<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        ReplyFuture::new(self.start_request(const { &A::SPEC }, request))
    }

    /// Sends a request, and returns business failures as replies: see
    /// [`Reply::outcome`](crate::Reply::outcome).
    ///
    /// # Errors
    ///
    /// As [`execute`](Self::execute), except for business failures.
    pub fn execute_raw<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        ReplyFuture::new(self.start_request(const { &A::SPEC }, request)).raw()
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
        self.client.prepare_declared(const { &A::SPEC }, &self.options, request)
    }
}

/// A client that a request can be executed on: [`Client`] or [`ScopedClient`].
pub trait Caller: sealed::Sealed {
    /// [`WithSession`](crate::session::WithSession) or [`NoSession`].
    type Auth;
}

impl Caller for Client {
    type Auth = NoSession;
}

impl<Auth> Caller for ScopedClient<Auth> {
    type Auth = Auth;
}

mod sealed {
    use super::{ApiSpec, ErasedCall, Request};

    pub trait Sealed {
        /// Encodes a request. It is sent when the returned call is polled.
        fn start_request(&self, spec: &ApiSpec, request: &dyn Request) -> ErasedCall;
    }
}

impl sealed::Sealed for Client {
    fn start_request(&self, spec: &ApiSpec, request: &dyn Request) -> ErasedCall {
        self.start(spec, CallOptions::default(), request)
    }
}

impl<Auth> sealed::Sealed for ScopedClient<Auth> {
    fn start_request(&self, spec: &ApiSpec, request: &dyn Request) -> ErasedCall {
        self.client.start(spec, self.options.clone(), request)
    }
}
