//! A running sandbox.

use std::fmt;
use std::sync::Arc;

use top_runtime::error::BuildError;
use top_runtime::{Client, ClientBuilder, SessionKey};

use crate::accounts::App;
use crate::builder::SandboxBuilder;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::seen::RecordedRequest;
use crate::server::Server;

/// A gateway on a port of this machine.
///
/// Dropping it closes the port and every connection at once; [`stop`](Self::stop) lets the calls under way finish first.
pub struct Sandbox {
    server: Server,
    gateway: Arc<Gateway>,
    app: App,
    session: SessionKey,
}

impl Sandbox {
    /// Begins a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn new(server: Server, gateway: Arc<Gateway>, app: App, session: SessionKey) -> Self {
        Self { server, gateway, app, session }
    }

    /// The address that requests are sent to: `http://127.0.0.1:PORT/router/rest`.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// A client of the first known app, with the sandbox's clock.
    ///
    /// # Errors
    ///
    /// The app was made known with a blank key or secret, or the HTTP client cannot be set up.
    pub fn client(&self) -> Result<Client, BuildError> {
        self.client_builder().build()
    }

    /// Begins a client: app key, secret, gateway and clock are set.
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

    /// A session that the sandbox knows: the first.
    #[must_use]
    pub fn session(&self) -> SessionKey {
        self.session.clone()
    }

    /// The requests that were seen, refused ones too, in the order in which they came. The latest 50,000 are kept, or fewer where
    /// they hold more than 256 MiB.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.gateway.log().all()
    }

    /// A fault for the request that comes next, or for the one after those that have one.
    pub fn fault(&self, fault: Fault) {
        self.gateway.script().push(fault);
    }

    /// The same for the calls of one API, where no fault is left that stands for all.
    pub fn fault_of(&self, method: impl Into<String>, fault: Fault) {
        self.gateway.script().push_of(method.into(), fault);
    }

    /// How many requests were dropped unread, by [`Fault::CloseUnread`] and [`Fault::ResetUnread`]; they are not among
    /// [`requests`](Self::requests).
    #[must_use]
    pub fn unread(&self) -> usize {
        self.gateway.script().unread()
    }

    /// Closes the port, and waits until the calls under way have been answered.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.url()).finish_non_exhaustive()
    }
}
