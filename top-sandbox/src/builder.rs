//! Builder of a sandbox.

use std::io;
use std::sync::Arc;

use top_runtime::clock::{Clock, SystemClock};
use top_runtime::pages::PagedApi;
use top_runtime::server::FromParams;
use top_runtime::{AppSecret, Params, SessionKey, TopApi};

use crate::accounts::{Accounts, App, Seller};
use crate::error_response::ErrorResponse;
use crate::fault::{Fault, FaultQueue, RandomFaults};
use crate::gateway::Gateway;
use crate::handler::{Handler, Handlers, token_handlers};
use crate::handler_response::HandlerResponse;
use crate::pages::{self, Page, PageList};
#[cfg(feature = "protected")]
use crate::protected;
use crate::sandbox::Sandbox;
use crate::server::Server;
use crate::uploads::UploadLimit;

/// Builder of a [`Sandbox`]. Every setting is optional.
///
/// | setting | default |
/// |---|---|
/// | [`app`](Self::app) | key `12345678`, secret `helloworld` |
/// | [`session`](Self::session) | `6100sandbox` of the seller `sandbox_seller` |
/// | [`clock`](Self::clock) | the system clock |
/// | handlers | none: every call gets code 22 |
/// | faults | none |
/// | [`seller`](Self::seller) | none; [`Sandbox::authorize`] adds them |
/// | [`stream_uploads`](Self::stream_uploads) | bodies of up to 8 MiB are kept in memory |
#[must_use = "a builder does nothing until `start` is called"]
pub struct SandboxBuilder {
    accounts: Accounts,
    handlers: Handlers,
    clock: Arc<dyn Clock>,
    faults: FaultQueue,
    upload_limit: Option<UploadLimit>,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        Self {
            accounts: Accounts::default(),
            handlers: Handlers::default(),
            clock: Arc::new(SystemClock),
            faults: FaultQueue::default(),
            upload_limit: None,
        }
    }

    /// Adds an app. [`Sandbox::client`] uses the first one.
    pub fn app(mut self, key: impl Into<String>, secret: impl Into<AppSecret>) -> Self {
        self.accounts.add_app(App { key: key.into(), secret: secret.into() });
        self
    }

    /// Adds the session of a seller, which never expires. [`Sandbox::session`] returns the first one.
    ///
    /// `nick` is the result of [`RecordedRequest::seller`](crate::RecordedRequest::seller).
    pub fn session(mut self, key: impl Into<SessionKey>, nick: impl Into<String>) -> Self {
        self.accounts.add_session(key.into(), &nick.into());
        self
    }

    /// Adds a seller whose sessions expire and are refreshed: see [`Sandbox::authorize`].
    ///
    /// A later seller of a nick replaces an earlier one.
    pub fn seller(mut self, seller: Seller) -> Self {
        self.accounts.add_seller(seller);
        self
    }

    /// Receives the files of multipart forms in pieces, without keeping them: up to `max_bytes` in a
    /// request.
    ///
    /// - [`RecordedRequest::uploads`](crate::RecordedRequest::uploads) has their lengths and hashes.
    /// - A handler gets files with name, MIME type and length, but without content.
    /// - Other bodies, and the parameters of a form, are limited to 8 MiB as before.
    pub fn stream_uploads(mut self, max_bytes: u64) -> Self {
        self.upload_limit = Some(UploadLimit { bytes: max_bytes });
        self
    }

    /// Sets the clock that timestamps are compared with. The clients of [`Sandbox::client`] use it,
    /// too.
    ///
    /// Default: the system clock.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Adds a handler of a declared API: from the declared request to the declared response.
    ///
    /// - Requests that violate the rules of the declaration (`required`, `max_len`, `range`,
    ///   `any_of` ..)
    ///   do not reach the handler.
    /// - The handler runs on a blocking thread, so it may block. Calls run concurrently.
    /// - A panic becomes an error response.
    /// - A later handler of a method replaces an earlier one.
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

    /// Adds a handler of a declared API that may return an error response.
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

    /// Adds a handler of a list that is returned page by page: an API with `pages(..)` in its
    /// declaration.
    ///
    /// `to_response` makes the declared response of a page. It is also called once with an empty page,
    /// when the handler is added. Page numbers, sizes and cursors that do not select a page get code 41.
    ///
    /// ```
    /// use top_runtime::{TopApi, TopValue};
    /// use top_sandbox::Sandbox;
    ///
    /// #[derive(TopApi)]
    /// #[top_api(
    ///     method = "example.trades.get",
    ///     response = Trades,
    ///     pages(number = page_no, size = page_size, more = has_next, items = tids: i64)
    /// )]
    /// struct GetTrades {
    ///     page_no: Option<i64>,
    ///     page_size: i64,
    /// }
    ///
    /// #[derive(TopValue)]
    /// struct Trades {
    ///     tids: Vec<i64>,
    ///     has_next: bool,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let tids: Vec<i64> = (1..=250).collect();
    /// let sandbox = Sandbox::builder()
    ///     .pages::<GetTrades>(tids.clone(), |page| Trades { tids: page.items, has_next: page.has_next })
    ///     .start()
    ///     .await?;
    /// let mut items = sandbox.client()?.pages(GetTrades { page_no: None, page_size: 100 }).items();
    /// let mut found = Vec::new();
    /// while let Some(tid) = items.next().await {
    ///     found.push(tid?);
    /// }
    /// assert_eq!((found, sandbox.requests().len()), (tids, 3));
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages<A>(
        self,
        list: impl Into<PageList<A::Item>>,
        to_response: impl Fn(Page<A::Item>) -> A::Response + Send + Sync + 'static,
    ) -> Self
    where
        A: PagedApi + FromParams,
        A::Item: Clone + 'static,
        A::Response: Send + Sync + 'static,
    {
        self.try_reply::<A>(pages::handler::<A>(list.into(), to_response))
    }

    /// Adds a handler of any API, by its method or its path. Its argument has all parameters that are
    /// not blank, system parameters and files included.
    ///
    /// A path begins with `/` and may have variables: `/orders/{order_id}` serves
    /// `/rest/orders/7` and adds the parameter `order_id` with the decoded segment. The handler with the
    /// fewest variables wins. A method is served by `/router/rest`, `/sync` and the gateways of Qimen,
    /// where the members of a document in the body are parameters, too.
    ///
    /// [`HandlerResponse`] lists the types that the handler may return. It runs like the handlers of
    /// [`reply`](Self::reply).
    pub fn on<R: Into<HandlerResponse>>(
        mut self,
        method: impl Into<String>,
        handler: impl Fn(&Params) -> R + Send + Sync + 'static,
    ) -> Self {
        self.handlers.insert(method.into(), Handler::untyped(handler));
        self
    }

    /// Adds a handler of any API that returns a fixed text: a documented sample, in JSON or XML.
    ///
    /// The format that the caller requests is ignored. Clients read both; XML requires the feature
    /// `xml` of `top-runtime`.
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

    /// Adds a fault for the next request that has none. A fault applies once.
    ///
    /// Other assignments: [`fault_of`](Self::fault_of) by API,
    /// [`random_faults`](Self::random_faults) by probability, [`Sandbox::fault`] while the sandbox
    /// runs. These faults take precedence over both.
    pub fn fault(self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Adds a fault for the next call of an API that has none.
    ///
    /// Applies after the faults for all requests ([`fault`](Self::fault)) are used up.
    pub fn fault_of(self, method: impl Into<String>, fault: Fault) -> Self {
        self.faults.push_for(method.into(), fault);
        self
    }

    /// Adds random faults. They apply after the faults of [`fault`](Self::fault) and
    /// [`fault_of`](Self::fault_of) are used up.
    ///
    /// If several apply to an API, the first one added is used.
    pub fn random_faults(self, faults: RandomFaults) -> Self {
        self.faults.add_random(faults);
        self
    }

    /// Opens a free loopback port and serves it.
    ///
    /// Must be called inside a tokio runtime with I/O enabled.
    ///
    /// # Errors
    ///
    /// Fails if no port can be opened.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        let app = self.accounts.first_app();
        let session = self.accounts.first_session();
        for (name, handler) in token_handlers(self.accounts.ledger(), &self.clock) {
            self.handlers.insert_built_in(name, handler);
        }
        #[cfg(feature = "protected")]
        let protected_keys = {
            let keys = Arc::default();
            let handler = protected::handler(&keys, self.accounts.ledger(), &self.clock);
            self.handlers.insert_built_in(protected::METHOD, handler);
            keys
        };
        let Self { accounts, handlers, clock, faults, upload_limit } = self;
        let gateway = Arc::new(Gateway::new(accounts, handlers, clock, faults, upload_limit));
        let server = Server::start(Arc::clone(&gateway)).await?;
        Ok(Sandbox::new(
            server,
            gateway,
            app,
            session,
            #[cfg(feature = "protected")]
            protected_keys,
        ))
    }
}

impl std::fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SandboxBuilder").field("methods", &self.handlers.names()).finish_non_exhaustive()
    }
}
