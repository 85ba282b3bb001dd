//! The client: who calls, where, and how.

mod bans;
mod builder;
mod header;
mod params;
#[cfg(feature = "rate-limit")]
mod rate_limit;
mod reply_future;
mod retry;
mod scoped;
mod send;
mod skew;
mod timeline;

use std::borrow::Cow;
use std::env::VarError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use builder::ClientBuilder;
#[cfg(feature = "rate-limit")]
pub use rate_limit::RateLimit;
pub use reply_future::ReplyFuture;
pub use retry::RetryPolicy;
pub use scoped::{Caller, ScopedClient};

use crate::api::{ApiSpec, NoSession, Permits, Request, TopApi, WithSession};
use crate::clock::Clock;
use crate::codec::params::Params;
use crate::error::{BuildError, Error};
use crate::request::canonical::CanonicalParams;
use crate::request::prepared::{ParamPlacement, Prepared};
use crate::request::sign::Signer;
use crate::transport::Transport;
use crate::values::Timestamp;
use crate::{AppSecret, Gateway, SessionKey, SignMethod, Value};

use bans::Bans;
use reply_future::ErasedCall;
use retry::RetryBudget;
use scoped::CallOptions;
use skew::Skew;
use timeline::Timeline;

/// The form that replies are asked for. Which form a reply has is seen from the reply itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// XML.
    Xml,
}

impl Format {
    /// The value of the parameter `format`.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// Calls APIs for one app. Clones share one connection pool: make one client and clone it.
///
/// ```no_run
/// use top_runtime::{Client, SessionKey, TopApi};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.user.seller.get", session = required)]
/// struct GetSeller {
///     fields: Vec<String>,
/// }
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder("12345678", "helloworld").build()?;
/// let key = SessionKey::new("6100a1b2c3d4e5f6");
/// let seller = client.session(&key).execute(&GetSeller { fields: vec!["nick".to_owned()] }).await?;
/// println!("{} {:?}", seller.request_id(), seller.get("user"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<ClientInner>);

/// What all calls of a client have in common.
struct ClientInner {
    app_key: String,
    signer: Signer,
    sign_method: SignMethod,
    gateway: Arc<str>,
    format: Format,
    simplify: bool,
    placement: ParamPlacement,
    partner_id: Option<String>,
    checks: bool,
    timeout: Duration,
    max_body: usize,
    retry: RetryPolicy,
    budget: RetryBudget,
    bans: Bans,
    #[cfg(feature = "rate-limit")]
    limits: Option<rate_limit::Limits>,
    clock: Arc<dyn Clock>,
    time: Arc<Timeline>,
    skew: Skew,
    /// Those of a form.
    headers: HeaderMap,
    transport: Box<dyn Transport>,
}

impl Client {
    /// Begins a client for an app, with its key and secret from the platform's console.
    pub fn builder(app_key: impl Into<String>, app_secret: impl Into<AppSecret>) -> ClientBuilder {
        ClientBuilder::new(app_key.into(), app_secret.into())
    }

    /// Begins a client with `TOP_APP_KEY`, `TOP_APP_SECRET` and, if it is set, `TOP_GATEWAY` from the environment.
    ///
    /// # Errors
    ///
    /// One of the first two is not set, or holds what no key or secret has: a line break at its
    /// end, quotes around it.
    pub fn builder_from_env() -> Result<ClientBuilder, BuildError> {
        let read = |name: &'static str| match std::env::var(name) {
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            // The error's own text shows the value.
            Err(VarError::NotUnicode(_)) => {
                Err(BuildError::new(format!("the environment variable {name} is not text in UTF-8")))
            }
        };
        let given = |name, what| {
            let text = read(name)?
                .ok_or_else(|| BuildError::new(format!("the environment variable {name} is not set")))?;
            builder::check_credential(what, &text)
                .map_err(|error| BuildError::new(format!("the environment variable {name}: {error}")))?;
            Ok(text)
        };
        let builder = Self::builder(given("TOP_APP_KEY", "app key")?, given("TOP_APP_SECRET", "app secret")?);
        Ok(match read("TOP_GATEWAY")? {
            Some(gateway) => builder.gateway(gateway),
            None => builder,
        })
    }

    /// Calls on behalf of the seller who gave this session.
    pub fn session(&self, key: &SessionKey) -> ScopedClient<WithSession> {
        self.begin().session(key)
    }

    /// Another time limit for one call, with all its attempts.
    pub fn timeout(&self, timeout: Duration) -> ScopedClient<NoSession> {
        self.begin().timeout(timeout)
    }

    /// Other attempts for one call: [`RetryPolicy::never`] sends it once.
    pub fn retry(&self, retry: RetryPolicy) -> ScopedClient<NoSession> {
        self.begin().retry(retry)
    }

    /// Says that one call may be repeated when it may already have been executed.
    pub fn idempotent(&self) -> ScopedClient<NoSession> {
        self.begin().idempotent()
    }

    /// An HTTP header more for one call. It is not signed.
    pub fn header(&self, name: &str, value: &str) -> ScopedClient<NoSession> {
        self.begin().header(name, value)
    }

    /// A parameter more for one call, sent and signed.
    pub fn param(&self, name: impl Into<String>, value: impl Into<String>) -> ScopedClient<NoSession> {
        self.begin().param(name, value)
    }

    /// The app that the call is meant for, where one app serves another.
    pub fn target_app_key(&self, app_key: impl Into<String>) -> ScopedClient<NoSession> {
        self.begin().target_app_key(app_key)
    }

    /// Forgets the platform's bans, so that calls are sent again: for when a ban was lifted before its time, by a larger quota for one.
    pub fn clear_bans(&self) {
        self.0.bans.clear();
    }

    fn begin(&self) -> ScopedClient<NoSession> {
        ScopedClient::new(self.clone())
    }

    /// Sends a request without a session. A reply that reports a business failure is an error.
    pub fn execute<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.start(const { &A::SPEC }, request)
    }

    /// Sends a request without a session, and gives the reply whatever it says of the business call.
    pub fn execute_raw<A>(&self, request: &A) -> ReplyFuture<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.start(const { &A::SPEC }, request).raw()
    }

    /// Calls an API that is not declared.
    ///
    /// ```no_run
    /// # async fn run(client: top_runtime::Client) -> Result<(), top_runtime::Error> {
    /// use top_runtime::Params;
    /// let reply = client.call("taobao.itemcats.get", &Params::new().with("cids", vec![18957_i64, 19562])).await?;
    /// println!("{:?}", reply.pointer("/item_cats/item_cat/0/name"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self, method: &str, params: &Params) -> ReplyFuture<Value> {
        self.begin().call(method, params)
    }

    /// Signs a request without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with every rule that the request breaks.
    pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.prepare_now(const { &A::SPEC }, &CallOptions::default(), request)
    }

    /// Signs a call of an API that is not declared, without sending it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with everything that cannot be sent.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        self.begin().prepare_call(method, params)
    }

    /// Reads a declared request and begins to send it.
    fn start_call(&self, spec: &ApiSpec, settings: CallOptions, request: &dyn Request) -> ErasedCall {
        let list = self.declared_params(spec, &settings, Timestamp::UNTOLD, request);
        ErasedCall::new(self, Cow::Borrowed(spec.method()), spec.is_idempotent(), settings, list)
    }

    /// The same without settings, which are made here and not by each caller.
    fn start_plain(&self, spec: &ApiSpec, request: &dyn Request) -> ErasedCall {
        self.start_call(spec, CallOptions::default(), request)
    }

    /// Reads a declared request and signs it as of now.
    fn prepare_now(
        &self,
        spec: &ApiSpec,
        settings: &CallOptions,
        request: &dyn Request,
    ) -> Result<Prepared, Error> {
        self.declared_params(spec, settings, self.timestamp(), request).map(|list| self.sign(list))
    }

    /// Signs a list that tells the time.
    fn sign(&self, list: CanonicalParams) -> Prepared {
        let shared = &*self.0;
        Prepared::new(list, &shared.signer, &shared.gateway, shared.placement)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &*self.0;
        let mut shown = f.debug_struct("Client");
        let gateway = Gateway::from(&*shared.gateway);
        shown.field("app_key", &shared.app_key).field("gateway", &gateway);
        shown.field("sign_method", &shared.sign_method).finish_non_exhaustive()
    }
}
