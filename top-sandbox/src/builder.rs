//! Setting up a sandbox.

use std::io;
use std::sync::Arc;

use top_runtime::clock::{Clock, SystemClock};
use top_runtime::server::FromParams;
use top_runtime::{AppSecret, Params, SessionKey, TopApi};

use crate::accounts::{Accounts, App, Seller};
use crate::answer::HandlerResponse;
use crate::fault::{Fault, RandomFaults, Script};
use crate::gateway::Gateway;
use crate::handler::{Handler, Handlers};
use crate::refusal::ErrorResponse;
use crate::sandbox::Sandbox;
use crate::server::Server;

/// The settings of a [`Sandbox`]. None must be given: without an app it knows one, without a session it knows one.
#[must_use = "a builder does nothing until `start` is called"]
pub struct SandboxBuilder {
    accounts: Accounts,
    handlers: Handlers,
    clock: Arc<dyn Clock>,
    script: Script,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            accounts: Accounts::default(),
            handlers: Handlers::default(),
            clock: Arc::new(SystemClock),
            script: Script::default(),
        }
    }

    /// Makes an app known. The first is that of [`Sandbox::client`].
    pub fn app(mut self, key: impl Into<String>, secret: impl Into<AppSecret>) -> Self {
        self.accounts.add_app(App { key: key.into(), secret: secret.into() });
        self
    }

    /// Makes the session of a seller known. The first is that of [`Sandbox::session`]; the nick is what [`RecordedRequest::seller`] shows.
    ///
    /// [`RecordedRequest::seller`]: crate::RecordedRequest::seller
    pub fn session(mut self, key: impl Into<SessionKey>, nick: impl Into<String>) -> Self {
        self.accounts.add_seller(Seller { session: key.into(), nick: nick.into() });
        self
    }

    /// What timestamps are compared with, and where the clients of [`Sandbox::client`] take theirs from: the system by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Answers a declared API: the handler gets the request, and gives what the declaration calls its response.
    ///
    /// It gets only what keeps the rules of the declaration (`required`, `max_len`, `range`, `any_of` and so on).
    ///
    /// It runs on a thread of its own, several calls at once, and may wait. A panic becomes an error reply. A later handler of the
    /// same method takes the place of an earlier one.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicI64, Ordering};
    /// use top_runtime::{TopApi, TopValue};
    /// use top_sandbox::Sandbox;
    ///
    /// #[derive(TopApi)]
    /// #[top_api(method = "example.counter.add", session = required, response = Sum)]
    /// struct Add {
    ///     number: i64,
    /// }
    ///
    /// #[derive(TopValue)]
    /// struct Sum {
    ///     sum: i64,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sum = AtomicI64::new(0);
    /// let sandbox = Sandbox::builder()
    ///     .reply::<Add>(move |add| Sum { sum: sum.fetch_add(add.number, Ordering::SeqCst) + add.number })
    ///     .start()
    ///     .await?;
    /// let client = sandbox.client()?.session(&sandbox.session());
    /// client.execute(&Add { number: 2 }).await?;
    /// assert_eq!(client.execute(&Add { number: 3 }).await?.sum, 5);
    /// # Ok(())
    /// # }
    /// ```
    pub fn reply<A>(self, handler: impl Fn(A) -> A::Response + Send + Sync + 'static) -> Self
    where
        A: TopApi + FromParams,
    {
        self.try_reply::<A>(move |request| Ok(handler(request)))
    }

    /// Answers a declared API with a handler that may refuse.
    ///
    /// ```
    /// # use top_runtime::{TopApi, Value};
    /// # use top_sandbox::{ErrorResponse, Sandbox};
    /// # #[derive(TopApi)]
    /// # #[top_api(method = "taobao.time.get")]
    /// # struct GetTime;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder()
    ///     .try_reply::<GetTime>(|_| Err(ErrorResponse::new(7).with_sub_msg("This ban will last for 3 more seconds")))
    ///     .start()
    ///     .await?;
    /// let error = sandbox.client()?.execute(&GetTime).await.unwrap_err();
    /// assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(3)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn try_reply<A>(
        mut self,
        handler: impl Fn(A) -> Result<A::Response, ErrorResponse> + Send + Sync + 'static,
    ) -> Self
    where
        A: TopApi + FromParams,
    {
        self.handlers.insert(A::SPEC.method().to_owned(), Handler::typed(handler));
        self
    }

    /// Answers any API: the handler gets every parameter that is not blank, those of the protocol too, and the files.
    ///
    /// What it may answer with is listed at [`HandlerResponse`]. It runs like those of [`reply`](Self::reply).
    pub fn on<R: Into<HandlerResponse>>(
        mut self,
        method: impl Into<String>,
        handler: impl Fn(&Params) -> R + Send + Sync + 'static,
    ) -> Self {
        self.handlers.insert(method.into(), Handler::untyped(handler));
        self
    }

    /// Answers any API with a text, verbatim: the sample reply of its documentation page, in JSON or in XML.
    ///
    /// What form the caller asks for makes no difference. A client reads both; for XML it needs the feature `xml` of `top-runtime`.
    ///
    /// ```
    /// # use top_runtime::Params;
    /// # use top_runtime::error::ErrorKind;
    /// # use top_sandbox::Sandbox;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// const FAILURE: &str = r#"
    ///     {"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter","sub_msg":"非法参数"}}
    /// "#;
    /// let sandbox = Sandbox::builder().sample("taobao.time.get", FAILURE).start().await?;
    /// let error = sandbox.client()?.call("taobao.time.get", &Params::new()).await.unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Platform(error) if error.code == "50"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn sample(self, method: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        self.on(method, move |_| text.clone())
    }

    /// A fault for the request that comes next, or, called again, for the one after those that have one. They are used up by that.
    ///
    /// See [`Fault`] for what there is, [`fault_of`](Self::fault_of) and [`random_faults`](Self::random_faults) for other ways to choose the requests,
    /// and [`Sandbox::fault`] for a sandbox that is running.
    pub fn fault(self, fault: Fault) -> Self {
        self.script.push(fault);
        self
    }

    /// The same for the calls of one API, where no fault is left that stands for all.
    pub fn fault_of(self, method: impl Into<String>, fault: Fault) -> Self {
        self.script.push_of(method.into(), fault);
        self
    }

    /// Faults by probability, where none is left that stands in a sequence. Of several the first that is for the API counts.
    pub fn random_faults(self, chance: RandomFaults) -> Self {
        self.script.add(chance);
        self
    }

    /// Opens a free port on loopback and serves it. Call it inside a tokio runtime whose I/O is enabled.
    ///
    /// # Errors
    ///
    /// No port could be opened.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        let app = self.accounts.first_app();
        let seller = self.accounts.first_seller();
        let gateway = Arc::new(Gateway::new(self.accounts, self.handlers, self.clock, self.script));
        let server = Server::start(Arc::clone(&gateway)).await?;
        Ok(Sandbox::new(server, gateway, app, seller.session))
    }
}

impl std::fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxBuilder").field("methods", &self.handlers.methods()).finish_non_exhaustive()
    }
}
