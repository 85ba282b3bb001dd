//! Callbacks: signed requests of the platform to a server under test.

mod callback;
mod encode;
mod log;
mod send;
mod sign;
mod signed;
mod tamper;

use std::fmt;
use std::sync::Arc;

use top_runtime::AppSecret;
use top_runtime::clock::{Clock, SystemClock};

use crate::accounts::App;
use crate::sandbox::Sandbox;

pub use callback::Callback;
use log::Log;
pub use log::SentCallback;
pub use send::{CallbackError, CallbackReply};
pub use signed::SignedCallback;
pub use tamper::Tamper;

/// Sends signed requests to a server under test, as the platform does: SPI, Qimen, calls and pushes
/// of IOP (Lazada, AliExpress). Logs the answers. Clones share the log.
///
/// Its signatures share no code with `top-webhook`.
///
/// ```no_run
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use top_sandbox::{Callback, Callbacks, Tamper};
///
/// let callbacks = Callbacks::new("12345678", "helloworld");
/// let query = Callback::spi("example.stock.query").json(r#"{"item_id":7}"#);
/// let reply = callbacks.send("http://127.0.0.1:3000/spi", &query).await?;
/// assert_eq!(reply.status(), 200);
///
/// // The same request again, then with another body: a server should refuse both.
/// let signed = callbacks.sign("http://127.0.0.1:3000/spi", &query)?;
/// callbacks.send_signed(&signed).await?;
/// callbacks.send_signed(&signed).await?;
/// callbacks.send_signed(&signed.tampered(&Tamper::ChangedByte(3))).await?;
/// assert!(callbacks.log().iter().all(|sent| sent.reply().is_some()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Callbacks {
    app: App,
    clock: Arc<dyn Clock>,
    log: Log,
}

impl Callbacks {
    /// Creates a sender that signs with this app.
    pub fn new(app_key: impl Into<String>, secret: impl Into<AppSecret>) -> Self {
        Self::of_app(App { key: app_key.into(), secret: secret.into() }, Arc::new(SystemClock))
    }

    fn of_app(app: App, clock: Arc<dyn Clock>) -> Self {
        Self { app, clock, log: Log::default() }
    }

    /// Sets the clock of the timestamps. Default: the system clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Signs a callback for a URL, without sending it.
    ///
    /// # Errors
    ///
    /// The URL is not an http URL, or the charset of the callback cannot represent a text.
    pub fn sign(&self, url: &str, callback: &Callback) -> Result<SignedCallback, CallbackError> {
        SignedCallback::new(url, callback, &self.app, self.clock.now())
    }

    /// Signs a callback and sends it to a URL. Timeout: 30 s. Limit of the reply: 8 MiB.
    ///
    /// # Errors
    ///
    /// As for [`sign`](Self::sign); or no complete reply arrived.
    pub async fn send(&self, url: &str, callback: &Callback) -> Result<CallbackReply, CallbackError> {
        self.send_signed(&self.sign(url, callback)?).await
    }

    /// Sends a signed callback. Sending one twice replays it.
    ///
    /// # Errors
    ///
    /// No complete reply arrived.
    pub async fn send_signed(&self, signed: &SignedCallback) -> Result<CallbackReply, CallbackError> {
        let sent_at = self.clock.now();
        let reply = send::send(signed).await;
        self.log.add(SentCallback::new(signed.clone(), sent_at, reply.clone()));
        reply
    }

    /// Returns what was sent and answered, in the order of the answers. Limit: the latest 10,000.
    #[must_use]
    pub fn log(&self) -> Vec<SentCallback> {
        self.log.all()
    }
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callbacks").field("app_key", &self.app.key).finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Returns a sender of callbacks that signs with the first app, by the sandbox's clock.
    ///
    /// ```
    /// # use top_sandbox::{Callback, Sandbox};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = Sandbox::builder().start().await?;
    /// let callback = Callback::spi("example.stock.query").json("{}");
    /// let signed = sandbox.callbacks().sign("http://127.0.0.1:3000/spi", &callback)?;
    /// assert!(signed.query().contains("method=example.stock.query"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn callbacks(&self) -> Callbacks {
        let (app, clock) = self.app_and_clock();
        Callbacks::of_app(app, clock)
    }
}
