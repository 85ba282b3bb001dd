//! The settings of single calls, on top of a client's.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::HeaderMap;

use super::reply_future::ErasedCall;
use super::{Client, ReplyFuture, RetryPolicy, header};
use crate::api::{ApiSpec, NoSession, Permits, Request, TopApi, WithSession};
use crate::codec::params::Params;
use crate::error::{Context, Error};
use crate::issue::{Issue, IssueKind};
use crate::protocol::blank::is_blank;
use crate::protocol::name_order;
use crate::request::canonical::SystemParam;
use crate::request::prepared::Prepared;
use crate::secret::{Masker, fault};
use crate::values::Timestamp;
use crate::{SessionKey, Value};

/// A client with settings for the calls made through it: a session, limits, headers, parameters.
///
/// It is cheap to clone and can be kept, for instance one per seller.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until a request is executed"]
pub struct ScopedClient<Auth> {
    client: Client,
    settings: CallOptions,
    auth: PhantomData<Auth>,
}

/// What a call sets.
#[derive(Clone, Default)]
pub(super) struct CallOptions {
    pub(super) session: Option<SessionKey>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    /// Whether the call may be repeated when it may have been executed, whatever the declaration says.
    pub(super) idempotent: bool,
    pub(super) headers: HeaderMap,
    pub(super) params: Vec<(String, String)>,
    pub(super) target_app_key: Option<String>,
    /// What cannot be sent of it.
    pub(super) issues: Vec<Issue>,
}

impl CallOptions {
    /// The parameters of the call among those of the protocol, in the order of the names.
    pub(super) fn merged<'s>(&'s self, protocol: &[SystemParam<'s>]) -> Vec<SystemParam<'s>> {
        let own = self.params.iter().map(|(name, value)| SystemParam { name, value, public: false });
        let mut all: Vec<_> = protocol.iter().copied().chain(own).collect();
        all.sort_unstable_by(|a, b| name_order(a.name, b.name));
        all
    }

    /// The error of a request that is not sent. A caller may have put the session where it does not belong.
    pub(super) fn refuse(&self, app_secret: &str, method: &str, issues: Vec<Issue>) -> Error {
        let mut error = Error::new(Context::new(method), issues);
        let session = self.session.as_ref().map(SessionKey::expose);
        error.mask(|| Masker::new(session.into_iter().chain([app_secret])));
        error
    }
}

/// What is wrong with a text that the platform gave out.
fn credential_issue(name: &str, expected: &str, text: &str) -> Option<Issue> {
    if is_blank(text) {
        return Some(Issue::of_secret(name, expected, "blank text".to_owned()).of(IssueKind::Missing));
    }
    fault(text).map(|fault| Issue::of_secret(name, expected, format!("text that {fault}")))
}

impl fmt::Debug for CallOptions {
    /// Shows of headers and parameters the names alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<_> = self.params.iter().map(|(name, _)| name).collect();
        let headers: Vec<_> = self.headers.keys().collect();
        let mut shown = f.debug_struct("Settings");
        shown.field("session", &self.session).field("timeout", &self.timeout).field("headers", &headers);
        shown.field("params", &params).finish_non_exhaustive()
    }
}

impl ScopedClient<NoSession> {
    pub(super) fn new(client: Client) -> Self {
        Self { client, settings: CallOptions::default(), auth: PhantomData }
    }
}

impl<Auth> ScopedClient<Auth> {
    /// Calls on behalf of the seller who gave this session.
    pub fn session(mut self, key: &SessionKey) -> ScopedClient<WithSession> {
        self.settings.session = Some(key.clone());
        self.settings.issues.extend(credential_issue(
            "session",
            "a session key as the platform gave it",
            key.expose(),
        ));
        ScopedClient { client: self.client, settings: self.settings, auth: PhantomData }
    }

    /// Another time limit, for all attempts together.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Other attempts: [`RetryPolicy::never`] sends a call once.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.settings.retry = Some(retry);
        self
    }

    /// Says that calls may be repeated when they may already have been executed, as `#[top_api(idempotent)]` does for an API.
    pub fn idempotent(mut self) -> Self {
        self.settings.idempotent = true;
        self
    }

    /// An HTTP header more. It is not signed.
    ///
    /// Headers that frame a message or say how it is to be read are the client's: a call that sets
    /// `content-length`, `content-type`, `host`, `accept-encoding` or one of their kind is refused
    /// with [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::read(name, value) {
            Ok((name, value)) => {
                self.settings.headers.append(name, value);
            }
            Err(issue) => self.settings.issues.push(issue),
        }
        self
    }

    /// A parameter more, sent and signed.
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        match Issue::of_param_name(&name) {
            Some(issue) => self.settings.issues.push(issue),
            None => self.settings.params.push((name, value.into())),
        }
        self
    }

    /// The app that the call is meant for, where one app serves another.
    pub fn target_app_key(mut self, app_key: impl Into<String>) -> Self {
        let app_key = app_key.into();
        self.settings.issues.extend(credential_issue("target_app_key", "an app key", &app_key));
        self.settings.target_app_key = Some(app_key);
        self
    }

    /// Sends a request. A reply that reports a business failure is an error.
    pub fn execute<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        self.start(const { &A::SPEC }, request)
    }

    /// Sends a request, and gives the reply whatever it says of the business call.
    pub fn execute_raw<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        self.start(const { &A::SPEC }, request).raw()
    }

    /// Calls an API that is not declared.
    pub fn call(&self, method: &str, params: &Params) -> ReplyFuture<Value> {
        let list = self.client.untyped_params(method, &self.settings, Timestamp::UNTOLD, params);
        let method = Cow::Owned(method.to_owned());
        ReplyFuture::of(ErasedCall::new(&self.client, method, false, self.settings.clone(), list))
    }

    /// Signs a request without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with every rule that the request breaks.
    pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
    where
        A: TopApi<Session: Permits<Auth, A>>,
    {
        self.client.prepare_now(const { &A::SPEC }, &self.settings, request)
    }

    /// Signs a call of an API that is not declared, without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with everything that cannot be sent.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        let list = self.client.untyped_params(method, &self.settings, self.client.timestamp(), params);
        list.map(|list| self.client.sign(list))
    }
}

/// What a request can be executed on: a [`Client`] or a [`ScopedClient`].
pub trait Caller: sealed::Sealed {
    /// [`WithSession`] or [`NoSession`].
    type Auth;

    /// Signs a request and begins to send it.
    #[doc(hidden)]
    fn start<T: crate::codec::Decode>(&self, spec: &'static ApiSpec, request: &dyn Request)
    -> ReplyFuture<T>;
}

impl<Auth> Caller for ScopedClient<Auth> {
    type Auth = Auth;

    fn start<T: crate::codec::Decode>(
        &self,
        spec: &'static ApiSpec,
        request: &dyn Request,
    ) -> ReplyFuture<T> {
        ReplyFuture::of(self.client.start_call(spec, self.settings.clone(), request))
    }
}

impl Caller for Client {
    type Auth = NoSession;

    fn start<T: crate::codec::Decode>(
        &self,
        spec: &'static ApiSpec,
        request: &dyn Request,
    ) -> ReplyFuture<T> {
        ReplyFuture::of(self.start_plain(spec, request))
    }
}

mod sealed {
    pub trait Sealed {}

    impl<Auth> Sealed for super::ScopedClient<Auth> {}

    impl Sealed for super::Client {}
}
