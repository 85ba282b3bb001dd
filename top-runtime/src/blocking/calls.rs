//! The calls of both blocking clients.

use super::{Client, ScopedClient, runtime};
use crate::api::TopApi;
#[cfg(feature = "batch")]
use crate::batch::{BatchReplies, BatchRequests};
use crate::codec::params::Params;
use crate::error::Error;
use crate::request::prepared::Prepared;
use crate::session::{NoSession, Permits};
use crate::{Reply, Value};

/// Implements the calls of a client. `$session` is the type of its session; field 0 of the client is
/// the async client. The two async clients have no common trait, so that a function cannot serve
/// both.
macro_rules! impl_calls {
    ([$($generics:tt)*] $client:ty, $session:ty) => {
        impl<$($generics)*> $client {
            /// Sends a request, and waits for the reply.
            ///
            /// # Errors
            ///
            /// - There is no reply, or it is an error of the platform, does not fit the response
            ///   type, or reports a business failure.
            /// - The call was made in async code, see [the module](super#in-async-code).
            pub fn execute<A>(&self, request: &A) -> Result<Reply<A::Response>, Error>
            where
                A: TopApi<Session: Permits<$session, A>>,
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
                A: TopApi<Session: Permits<$session, A>>,
            {
                runtime::run(A::SPEC.method(), self.0.execute_raw(request))
            }

            /// Calls an undeclared API, and waits for the reply. See
            /// [`Client::call`](crate::Client::call).
            ///
            /// # Errors
            ///
            /// As [`execute`](Self::execute).
            pub fn call(&self, method: &str, params: &Params) -> Result<Reply<Value>, Error> {
                runtime::run(method, self.0.call(method, params))
            }

            /// Sends several requests in one, at most 20 in an HTTP request, and waits for the
            /// replies. See [`batch`](crate::batch).
            ///
            /// # Errors
            ///
            /// - A request failed as a whole, and no call has a result of its own.
            /// - The call was made in async code, see [the module](super#in-async-code).
            #[cfg(feature = "batch")]
            pub fn batch<B>(&self, requests: B) -> Result<<B::Replies as BatchReplies>::Output, Error>
            where
                B: BatchRequests<$session>,
            {
                runtime::wait("batch", self.0.batch(requests))?
            }

            /// Sends several requests, at most `max_calls` in an HTTP request, and waits for the
            /// replies. 0 counts as 1. See [`Batch::max_calls`](crate::batch::Batch::max_calls).
            ///
            /// # Errors
            ///
            /// As [`batch`](Self::batch).
            #[cfg(feature = "batch")]
            pub fn batch_chunks<B>(
                &self,
                requests: B,
                max_calls: usize,
            ) -> Result<<B::Replies as BatchReplies>::Output, Error>
            where
                B: BatchRequests<$session>,
            {
                runtime::wait("batch", self.0.batch(requests).max_calls(max_calls))?
            }

            /// Signs a request without sending it.
            ///
            /// # Errors
            ///
            /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
            pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
            where
                A: TopApi<Session: Permits<$session, A>>,
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
    };
}

impl_calls! { [] Client, NoSession }
impl_calls! { [Auth] ScopedClient<Auth>, Auth }
