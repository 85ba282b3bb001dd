//! The client: credentials, settings and state that its calls share.
//!
//! A call passes through these steps, each in its own type:
//!
//! ```text
//! declared_params -> CanonicalParams -> SignedRequest -> HttpRequest -> Transport::send
//!     -> RawResponse -> TextResponse -> envelope -> outcome -> decode -> Reply
//! ```

mod bans;
#[cfg(feature = "batch")]
pub(crate) mod batch;
mod builder;
mod config;
mod header;
mod params;
#[cfg(feature = "rate-limit")]
mod rate_limit;
mod reply_future;
mod retry;
mod scoped;
mod send;
#[cfg(feature = "shared-limits")]
mod shared;
mod skew;
mod timeline;
mod watch;

use std::borrow::Cow;
use std::env::VarError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use builder::ClientBuilder;
pub use config::Format;
pub(crate) use reply_future::ErasedCall;
pub use reply_future::ReplyFuture;
pub(crate) use scoped::CallOptions;
pub use scoped::ScopedClient;

use crate::clock::Clock;
use crate::codec::params::Params;
use crate::error::{BuildError, Error};
use crate::protocol::Platform;
use crate::request::Request;
use crate::request::canonical::CanonicalParams;
use crate::request::prepared::Prepared;
use crate::request::sign::Signer;
use crate::retry::RetryPolicy;
use crate::session::{NoSession, WithSession};
use crate::spec::ApiSpec;
use crate::transport::Transport;
use crate::{AppSecret, Gateway, SessionKey, Value};

use bans::Bans;
use config::Config;
use params::Signing;
use retry::RetryBudget;
use skew::Skew;
use timeline::Timeline;
use watch::Watchers;

/// Calls APIs for one app.
///
/// Clones share one connection pool: create one client and clone it. Methods such as
/// [`session`](Self::session) and [`timeout`](Self::timeout) return a [`ScopedClient`] with
/// settings for single calls.
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

/// State shared by the clones of a client.
struct ClientInner {
    config: Config,
    signer: Signer,
    platform: &'static Platform,
    /// Address of APIs with a name.
    gateway: Arc<str>,
    /// Address of APIs with a path, which follows it.
    path_gateway: Arc<str>,
    budget: RetryBudget,
    bans: Bans,
    #[cfg(feature = "rate-limit")]
    limits: Option<rate_limit::Limits>,
    #[cfg(feature = "shared-limits")]
    shared: Option<shared::Shared>,
    clock: Arc<dyn Clock>,
    time: Arc<Timeline>,
    skew: Skew,
    watchers: Watchers,
    /// Headers of a form-encoded request; cloned for each attempt.
    headers: HeaderMap,
    transport: Box<dyn Transport>,
}

impl ClientInner {
    /// Returns the address that serves the API of a request, without the API's path.
    fn address_of(&self, params: &CanonicalParams) -> &Arc<str> {
        if params.target.path.is_empty() { &self.gateway } else { &self.path_gateway }
    }
}

impl Client {
    /// Returns a builder for an app, with the key and secret from the platform's console.
    pub fn builder(app_key: impl Into<String>, app_secret: impl Into<AppSecret>) -> ClientBuilder {
        ClientBuilder::new(app_key.into(), app_secret.into())
    }

    /// Returns a builder with settings from the environment.
    ///
    /// | variable | required |
    /// |---|---|
    /// | `TOP_APP_KEY` | yes |
    /// | `TOP_APP_SECRET` | yes |
    /// | `TOP_GATEWAY` | no; default: [`Gateway::PRODUCTION`]. A name or an address, see [`Gateway`] |
    ///
    /// # Errors
    ///
    /// A required variable is not set, a variable is not UTF-8, or key or secret contains text that
    /// a copy often adds: a line break at the end, quotes around it. `TOP_GATEWAY` is neither the name
    /// of a gateway nor an address.
    pub fn builder_from_env() -> Result<ClientBuilder, BuildError> {
        let read = |name: &'static str| match std::env::var(name) {
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            // The text of `VarError` contains the value.
            Err(VarError::NotUnicode(_)) => {
                Err(BuildError::new(format!("environment variable {name}: not UTF-8")))
            }
        };
        let credential = |name, what| {
            let text = read(name)?
                .ok_or_else(|| BuildError::new(format!("environment variable {name}: not set")))?;
            builder::check_credential(what, &text)
                .map_err(|error| BuildError::new(format!("environment variable {name}: {error}")))?;
            Ok(text)
        };
        let builder =
            Self::builder(credential("TOP_APP_KEY", "app key")?, credential("TOP_APP_SECRET", "app secret")?);
        Ok(match read("TOP_GATEWAY")? {
            Some(gateway) => builder.gateway(
                gateway
                    .parse::<Gateway>()
                    .map_err(|error| BuildError::new(format!("environment variable TOP_GATEWAY: {error}")))?,
            ),
            None => builder,
        })
    }

    /// Returns a client whose calls carry this session. See [`ScopedClient::session`].
    pub fn session(&self, key: &SessionKey) -> ScopedClient<WithSession> {
        self.scoped().session(key)
    }

    /// Returns a client with another timeout. See [`ScopedClient::timeout`].
    pub fn timeout(&self, timeout: Duration) -> ScopedClient<NoSession> {
        self.scoped().timeout(timeout)
    }

    /// Returns a client with another retry policy. See [`ScopedClient::retry`].
    pub fn retry(&self, retry: RetryPolicy) -> ScopedClient<NoSession> {
        self.scoped().retry(retry)
    }

    /// Returns a client whose calls are idempotent. See [`ScopedClient::idempotent`].
    pub fn idempotent(&self) -> ScopedClient<NoSession> {
        self.scoped().idempotent()
    }

    /// Returns a client with another HTTP header. See [`ScopedClient::header`].
    pub fn header(&self, name: &str, value: &str) -> ScopedClient<NoSession> {
        self.scoped().header(name, value)
    }

    /// Returns a client with another API parameter. See [`ScopedClient::param`].
    pub fn param(&self, name: impl Into<String>, value: impl Into<String>) -> ScopedClient<NoSession> {
        self.scoped().param(name, value)
    }

    /// Returns a client that calls for another app. See [`ScopedClient::target_app_key`].
    pub fn target_app_key(&self, app_key: impl Into<String>) -> ScopedClient<NoSession> {
        self.scoped().target_app_key(app_key)
    }

    /// Returns `true` if the gateway serves APIs with a path, as those of IOP do: AliExpress,
    /// Alibaba.com, Lazada and others.
    #[must_use]
    pub fn serves_paths(&self) -> bool {
        self.0.platform.paths.is_some()
    }

    /// Forgets the bans that the platform reported, so that the next calls are sent.
    ///
    /// Useful when a ban was lifted early, for instance by a larger quota. Bans that the client
    /// shares with others are removed for all of them.
    pub fn clear_bans(&self) {
        self.0.bans.clear();
        #[cfg(feature = "shared-limits")]
        if let Some(shared) = &self.0.shared {
            shared.limits.clear_bans();
        }
    }

    /// Calls an undeclared API without a session. See [`ScopedClient::call`].
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
        self.scoped().call(method, params)
    }

    /// Signs a call of an undeclared API without sending it. See [`ScopedClient::prepare_call`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid) with all violations.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        self.scoped().prepare_call(method, params)
    }

    fn scoped(&self) -> ScopedClient<NoSession> {
        ScopedClient { client: self.clone(), options: CallOptions::default(), auth: std::marker::PhantomData }
    }

    /// Encodes and checks a declared request. It is sent when the returned call is polled.
    pub(crate) fn start(&self, spec: &ApiSpec, options: CallOptions, request: &dyn Request) -> ErasedCall {
        let params = self.declared_params(spec, &options, Signing::PerAttempt, request);
        ErasedCall::new(self, Cow::Borrowed(spec.method()), spec.is_idempotent(), options, params)
    }

    /// Encodes, checks and signs a declared request.
    pub(crate) fn prepare_declared(
        &self,
        spec: &ApiSpec,
        options: &CallOptions,
        request: &dyn Request,
    ) -> Result<Prepared, Error> {
        let params = self.declared_params(spec, options, Signing::Now, request)?;
        self.sign(spec.method(), options, params)
    }

    /// Signs parameters that contain the current timestamp.
    fn sign(&self, method: &str, options: &CallOptions, params: CanonicalParams) -> Result<Prepared, Error> {
        let inner = &*self.0;
        match params.streamed_files() {
            issues if issues.is_empty() => {
                let gateway = inner.address_of(&params);
                Ok(Prepared::new(params, &inner.signer, gateway, inner.config.placement))
            }
            issues => Err(options.rejected(inner.signer.secret().expose(), method, issues)),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Config { app_key, sign_method, .. } = &self.0.config;
        f.debug_struct("Client")
            .field("app_key", app_key)
            .field("gateway", &Gateway::from(&*self.0.gateway))
            .field("sign_method", sign_method)
            .finish_non_exhaustive()
    }
}
