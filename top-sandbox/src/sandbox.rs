//! The running sandbox.

use std::fmt;
use std::sync::Arc;

use top_runtime::clock::Clock;
use top_runtime::error::BuildError;
use top_runtime::{Client, ClientBuilder, SessionKey};

use crate::accounts::App;
use crate::builder::SandboxBuilder;
use crate::fault::Fault;
use crate::gateway::Gateway;
#[cfg(feature = "protected")]
use crate::protected::Keys;
use crate::protocol::{PATH, QIMEN_CLOUD_PATH, QIMEN_PATH, TOKEN_PATH};
use crate::recorded_request::RecordedRequest;
use crate::server::Server;

/// A running gateway on a loopback port.
///
/// Dropping the sandbox closes the port and every connection at once. [`stop`](Self::stop) waits
/// for the calls in progress.
pub struct Sandbox {
    server: Server,
    gateway: Arc<Gateway>,
    app: App,
    session: SessionKey,
    #[cfg(feature = "protected")]
    protected_keys: Arc<Keys>,
}

impl Sandbox {
    /// Creates a builder.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn new(
        server: Server,
        gateway: Arc<Gateway>,
        app: App,
        session: SessionKey,
        #[cfg(feature = "protected")] protected_keys: Arc<Keys>,
    ) -> Self {
        Self {
            server,
            gateway,
            app,
            session,
            #[cfg(feature = "protected")]
            protected_keys,
        }
    }

    #[cfg(feature = "protected")]
    pub(crate) fn protected_keys(&self) -> &Keys {
        &self.protected_keys
    }

    /// Returns the URL of the gateway: `http://127.0.0.1:PORT/router/rest`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// Returns the address of the sandbox, without a path: `http://127.0.0.1:PORT`. This is the address
    /// of its gateway of IOP.
    #[must_use]
    pub fn address(&self) -> &str {
        self.url().strip_suffix(PATH).unwrap_or_default()
    }

    /// Returns the gateway of IOP, for APIs with a method and APIs with a path.
    ///
    /// ```
    /// use top_runtime::TopApi;
    /// use top_sandbox::Sandbox;
    ///
    /// #[derive(TopApi)]
    /// #[top_api(path = "/orders/{order_id}", http = "GET")]
    /// struct GetOrder {
    ///     order_id: i64,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder()
    ///     .on("/orders/{order_id}", |params| format!(r#"{{"code":"0","id":{}}}"#, params.get("order_id").unwrap_or_default()))
    ///     .start()
    ///     .await?;
    /// let client = sandbox.client_builder().gateway(sandbox.iop_gateway()).build()?;
    /// let order = client.execute(&GetOrder { order_id: 7 }).await?;
    /// assert_eq!(order.get("id").and_then(top_runtime::Value::as_i64), Some(7));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn iop_gateway(&self) -> top_runtime::Gateway {
        top_runtime::Gateway::iop(self.address())
    }

    /// Returns the gateway of a custom scene of Qimen. Calls need a `target_app_key`, any one:
    /// `sandbox.client_builder().gateway(sandbox.qimen_cloud_gateway()).target_app_key("23060081")`.
    #[must_use]
    pub fn qimen_cloud_gateway(&self) -> top_runtime::Gateway {
        top_runtime::Gateway::qimen_cloud_at(self.qimen_cloud_url())
    }

    /// Returns the gateway of the standard interfaces of Qimen. Calls need the parameter `customerId`.
    #[must_use]
    pub fn qimen_gateway(&self) -> top_runtime::Gateway {
        top_runtime::Gateway::qimen_at(self.qimen_url())
    }

    /// Returns the URL for custom scenes of Qimen: `http://127.0.0.1:PORT/router/qm`.
    #[must_use]
    pub fn qimen_cloud_url(&self) -> String {
        format!("{}{QIMEN_CLOUD_PATH}", self.address())
    }

    /// Returns the URL for the standard interfaces of Qimen:
    /// `http://127.0.0.1:PORT/router/qimen/service`.
    #[must_use]
    pub fn qimen_url(&self) -> String {
        format!("{}{QIMEN_PATH}", self.address())
    }

    /// Returns the URL of the token endpoint of OAuth 2: `http://127.0.0.1:PORT/token`.
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("{}{TOKEN_PATH}", self.address())
    }

    /// Creates a client of the first app, with the sandbox's clock.
    ///
    /// # Errors
    ///
    /// Fails if the app has a blank key or secret, or if the HTTP client cannot be created.
    pub fn client(&self) -> Result<Client, BuildError> {
        self.client_builder().build()
    }

    /// Returns a client builder with app key, secret, gateway and clock set.
    ///
    /// ```
    /// # use top_runtime::{Params, SignMethod};
    /// # use top_sandbox::Sandbox;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().on("taobao.time.get", |_| ()).start().await?;
    /// let client = sandbox.client_builder().sign_method(SignMethod::Md5).simplify(true).build()?;
    /// let reply = client.call("taobao.time.get", &Params::new()).await?;
    /// assert_eq!(reply.request_id(), "sandbox000001");
    /// # Ok(())
    /// # }
    /// ```
    pub fn client_builder(&self) -> ClientBuilder {
        let App { key, secret } = self.app.clone();
        Client::builder(key, secret).gateway(self.url()).clock(self.gateway.clock().clone())
    }

    /// Returns the first app and the clock.
    pub(crate) fn app_and_clock(&self) -> (App, Arc<dyn Clock>) {
        (self.app.clone(), Arc::clone(self.gateway.clock()))
    }

    /// Returns the first session. Default: `6100sandbox`.
    #[must_use]
    pub fn session(&self) -> SessionKey {
        self.session.clone()
    }

    /// Lets a seller authorise the app. Returns the code that the app's callback gets: valid once, for
    /// 10 minutes of the sandbox's clock.
    ///
    /// The code and the refresh tokens are exchanged at [`token_url`](Self::token_url), by the APIs
    /// `taobao.top.auth.token.create` and `.refresh`, and by the paths `/auth/token/create` and
    /// `/auth/token/refresh` of IOP. A seller that was not added by [`SandboxBuilder::seller`] gets the
    /// defaults.
    #[must_use]
    pub fn authorize(&self, nick: &str) -> String {
        self.gateway.accounts().ledger().authorize(nick, self.gateway.clock().now())
    }

    /// Lets a seller end the authorisation: the sessions, refresh tokens and codes of the seller are
    /// refused from now on.
    pub fn revoke(&self, nick: &str) {
        self.gateway.accounts().ledger().revoke(nick);
    }

    /// Returns the recorded requests in the order of arrival, including refused ones.
    ///
    /// Limits: the latest 50,000 requests, and 256 MiB of parameters and files.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.gateway.recorder().all()
    }

    /// Adds a fault for the next request that has none. See [`SandboxBuilder::fault`].
    pub fn fault(&self, fault: Fault) {
        self.gateway.faults().push(fault);
    }

    /// Adds a fault for the next call of an API that has none. See [`SandboxBuilder::fault_of`].
    pub fn fault_of(&self, method: impl Into<String>, fault: Fault) {
        self.gateway.faults().push_for(method.into(), fault);
    }

    /// Returns how many requests were dropped unread by [`Fault::CloseUnread`] and
    /// [`Fault::ResetUnread`]. [`requests`](Self::requests) does not contain them.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.gateway.faults().unread()
    }

    /// Closes the port and waits for the calls in progress.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url()).finish_non_exhaustive()
    }
}
