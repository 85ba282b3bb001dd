//! The client: who calls, where, and how.

mod builder;
mod call;
mod execute;
mod receive;
mod send;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

pub use builder::ClientBuilder;
pub use call::{Call, Caller};
pub use execute::Execute;
pub use receive::read_reply;

use crate::api::{NoSession, Permits, Request, Spec, TopApi, WithSession};
use crate::clock::{Clock, unix_seconds};
use crate::error::{BuildError, Error};
use crate::form::{Fixed, Form};
use crate::params::Params;
use crate::prepared::{Placement, Prepared};
use crate::sign::Signer;
use crate::transport::Transport;
use crate::types::DateTime;
use crate::{AppSecret, SessionKey, SessionUse, SignMethod, Value};

use call::Settings;

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
/// let client = Client::builder("12345678", "app secret").build()?;
/// let key = SessionKey::new("6100a1b2c3d4e5f6");
/// let seller = client.session(&key).execute(&GetSeller { fields: vec!["nick".to_owned()] }).await?;
/// println!("{} {:?}", seller.request_id(), seller.get("user"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Shared>);

/// What all calls of a client have in common.
struct Shared {
    app_key: String,
    signer: Signer,
    sign_method: SignMethod,
    gateway: Url,
    format: Format,
    simplify: bool,
    placement: Placement,
    partner_id: Option<String>,
    checks: bool,
    timeout: Duration,
    max_body: usize,
    clock: Box<dyn Clock>,
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
    /// One of the first two is not set.
    pub fn builder_from_env() -> Result<ClientBuilder, BuildError> {
        let read = |name: &str| {
            std::env::var(name)
                .map_err(|e| BuildError::new(format!("the environment variable {name} cannot be read: {e}")))
        };
        let builder = Self::builder(read("TOP_APP_KEY")?, read("TOP_APP_SECRET")?);
        Ok(match std::env::var("TOP_GATEWAY") {
            Ok(gateway) => builder.gateway(gateway),
            Err(_) => builder,
        })
    }

    /// Calls on behalf of the seller who gave this session.
    pub fn session(&self, key: &SessionKey) -> Call<WithSession> {
        self.begin().session(key)
    }

    /// Another time limit for one call.
    pub fn timeout(&self, timeout: Duration) -> Call<NoSession> {
        self.begin().timeout(timeout)
    }

    /// An HTTP header more for one call. It is not signed.
    pub fn header(&self, name: &str, value: &str) -> Call<NoSession> {
        self.begin().header(name, value)
    }

    /// A parameter more for one call, sent and signed.
    pub fn param(&self, name: impl Into<String>, value: impl Into<String>) -> Call<NoSession> {
        self.begin().param(name, value)
    }

    /// The app that the call is meant for, where one app serves another.
    pub fn target_app_key(&self, app_key: impl Into<String>) -> Call<NoSession> {
        self.begin().target_app_key(app_key)
    }

    fn begin(&self) -> Call<NoSession> {
        Call::new(self.clone())
    }

    /// Sends a request without a session. A reply that reports a business failure is an error.
    pub fn execute<A>(&self, request: &A) -> Execute<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.begin().execute(request)
    }

    /// Sends a request without a session, and gives the reply whatever it says of the business call.
    pub fn execute_raw<A>(&self, request: &A) -> Execute<A::Response>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.begin().execute_raw(request)
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
    pub fn call(&self, method: &str, params: &Params) -> Execute<Value> {
        self.begin().call(method, params)
    }

    /// Signs a request without sending it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with every rule that the request breaks.
    pub fn prepare<A>(&self, request: &A) -> Result<Prepared, Error>
    where
        A: TopApi<Session: Permits<NoSession, A>>,
    {
        self.begin().prepare(request)
    }

    /// Signs a call of an API that is not declared, without sending it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything that cannot be sent.
    pub fn prepare_call(&self, method: &str, params: &Params) -> Result<Prepared, Error> {
        self.begin().prepare_call(method, params)
    }

    /// Signs the parameters of a declared request.
    fn sign_request(
        &self,
        spec: &Spec,
        settings: &Settings,
        request: &dyn Request,
    ) -> Result<Prepared, Error> {
        let session = settings.session.as_ref().filter(|_| spec.session_use() != SessionUse::Never);
        self.sign(spec.method(), spec.protocol_version(), session, settings, &|form| request.params(form))
    }

    /// Signs the parameters of an undeclared call.
    fn sign_call(&self, method: &str, settings: &Settings, params: &Params) -> Result<Prepared, Error> {
        if let Err(reason) = check_method(method) {
            let issue = crate::Issue::at("method", "the name of an API, like `taobao.time.get`", reason);
            return Err(settings.refuse(method, vec![issue]));
        }
        if !params.issues().is_empty() {
            return Err(settings.refuse(method, params.issues().to_vec()));
        }
        self.sign(method, "2.0", settings.session.as_ref(), settings, &|form| {
            form.untyped(params);
        })
    }

    /// Merges what the protocol, the call and the request add, in the order of the names, and signs it.
    fn sign(
        &self,
        method: &str,
        version: &str,
        session: Option<&SessionKey>,
        settings: &Settings,
        fill: &dyn Fn(&mut Form<'_>),
    ) -> Result<Prepared, Error> {
        let shared = &*self.0;
        if !settings.issues.is_empty() {
            return Err(settings.refuse(method, settings.issues.clone()));
        }
        let mut timestamp = String::with_capacity(19);
        DateTime::from_unix(unix_seconds(shared.clock.now())).write(&mut timestamp);
        let protocol = [
            ("app_key", shared.app_key.as_str()),
            ("format", shared.format.as_str()),
            ("method", method),
            ("partner_id", shared.partner_id.as_deref().unwrap_or_default()),
            ("session", session.map_or("", SessionKey::expose)),
            ("sign_method", shared.sign_method.as_str()),
            ("simplify", if shared.simplify { "true" } else { "" }),
            ("target_app_key", settings.target_app_key.as_deref().unwrap_or_default()),
            ("timestamp", &timestamp),
            ("v", version),
        ];
        let mut fixed = Vec::with_capacity(protocol.len() + settings.params.len());
        fixed.extend(protocol.map(|(name, value)| Fixed { name, value, public: true }));
        fixed.extend(settings.params.iter().map(|(name, value)| Fixed { name, value, public: false }));
        let mut form = Form::new(fixed, shared.checks);
        fill(&mut form);
        let list = form.finish().map_err(|issues| settings.refuse(method, issues))?;
        Ok(Prepared::new(list, &shared.signer, &shared.gateway, shared.placement))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &*self.0;
        let mut shown = f.debug_struct("Client");
        shown.field("app_key", &shared.app_key).field("gateway", &shared.gateway.as_str());
        shown.field("sign_method", &shared.sign_method).finish_non_exhaustive()
    }
}

/// Whether a text can be the name of an API: letters, digits, `_` and `-`, in parts joined by `.`.
fn check_method(method: &str) -> Result<(), String> {
    let allowed = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    if method.split('.').all(allowed) { Ok(()) } else { Err(crate::issue::excerpt(method)) }
}
