//! Settings of a receiver.

use std::sync::Arc;
use std::time::Duration;

use top_runtime::{AppSecret, Client, TopMessage};

use crate::dispatch::{Dispatcher, Summary};
use crate::error::{Error, HandlerError};
use crate::handlers::Handlers;
use crate::message::Message;
use crate::messages::Messages;
use crate::observe::{Observer, Observers};
use crate::store::{DeadLetters, DeliveryStore, MemoryStore};

/// The channel of the platform.
pub const PRODUCTION: &str = "ws://mc.api.taobao.com/";

/// The channel of the platform's sandbox.
pub const SANDBOX: &str = "ws://mc.api.tbsandbox.com/";

/// Settings of a connection.
pub(crate) struct Settings {
    pub(crate) app_key: String,
    pub(crate) secret: AppSecret,
    pub(crate) address: String,
    pub(crate) group: String,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    /// Client that fetches the token of a connection.
    pub(crate) token_client: Option<Client>,
    pub(crate) max_unconfirmed: usize,
    pub(crate) drain_timeout: Duration,
    pub(crate) pull_interval: Duration,
    pub(crate) reconnect: (Duration, Duration),
}

/// Builder of [`Messages`].
///
/// | setting | default |
/// |---|---|
/// | [`address`](Self::address) | `ws://mc.api.taobao.com/` |
/// | [`group`](Self::group) | `default` |
/// | [`max_unconfirmed`](Self::max_unconfirmed) | 64 messages |
/// | [`handler_timeout`](Self::handler_timeout) | 2 minutes |
/// | [`drain_timeout`](Self::drain_timeout) | 30 s |
/// | [`pull_interval`](Self::pull_interval) | 15 s |
/// | [`reconnect_delay`](Self::reconnect_delay) | 0.5 s to 15 s |
/// | [`store`](Self::store) | [`MemoryStore`]: the latest 100,000 messages |
/// | [`dead_letters`](Self::dead_letters) | none: a message that fails comes again |
#[must_use = "a builder does nothing until `run` or `build` is called"]
pub struct MessagesBuilder {
    settings: Settings,
    handlers: Handlers,
    store: Arc<dyn DeliveryStore>,
    dead_letters: Option<(Arc<dyn DeadLetters>, u32)>,
    observers: Observers,
    handler_timeout: Duration,
}

impl MessagesBuilder {
    pub(crate) fn new(app_key: String, secret: AppSecret) -> Self {
        let settings = Settings {
            app_key,
            secret,
            address: PRODUCTION.to_owned(),
            group: "default".to_owned(),
            root_certificates: Vec::new(),
            token_client: None,
            max_unconfirmed: 64,
            drain_timeout: Duration::from_secs(30),
            pull_interval: Duration::from_secs(15),
            reconnect: (Duration::from_millis(500), Duration::from_secs(15)),
        };
        Self {
            settings,
            handlers: Handlers::default(),
            store: Arc::new(MemoryStore::default()),
            dead_letters: None,
            observers: Observers::default(),
            handler_timeout: Duration::from_secs(120),
        }
    }

    /// Adds the handler of one topic, that of `T`. Handlers run concurrently.
    ///
    /// A message is confirmed after its handler returned `Ok`. After an error, a panic or a timeout,
    /// the platform is told that the message failed, and sends it again, after about five minutes.
    /// Content that cannot be decoded into `T` is a permanent failure.
    pub fn on<T, F, Fut>(mut self, handler: F) -> Self
    where
        T: TopMessage + Send + 'static,
        F: Fn(Message<T>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        self.handlers.add_topic(handler);
        self
    }

    /// Adds the handler of a family: all topics that begin with `family` and an underscore and have
    /// no handler of their own or of a longer family. `taobao_trade` is a family of
    /// `taobao_trade_TradeCreate`, and so is `taobao`.
    pub fn on_family<F, Fut>(mut self, family: impl Into<String>, handler: F) -> Self
    where
        F: Fn(Message) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        self.handlers.add_family(family.into(), handler);
        self
    }

    /// Sets the handler of all other topics.
    ///
    /// Default: none. A message without a handler fails, so that the platform keeps it and sends it
    /// again; with [`dead_letters`](Self::dead_letters) it becomes a dead letter. It is never
    /// confirmed and forgotten.
    pub fn fallback<F, Fut>(mut self, handler: F) -> Self
    where
        F: Fn(Message) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), HandlerError>> + Send + 'static,
    {
        self.handlers.set_fallback(handler);
        self
    }

    /// Sets the address of the channel: a URL with `ws` or `wss`. See [`PRODUCTION`] and
    /// [`SANDBOX`].
    ///
    /// With `ws`, messages and the token of the connection are not encrypted. The app secret is never
    /// sent.
    pub fn address(mut self, url: impl Into<String>) -> Self {
        self.settings.address = url.into();
        self
    }

    /// Sets the group of users whose messages are received. Workers with the same group share its
    /// messages.
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.settings.group = name.into();
        self
    }

    /// Trusts this root certificate, too, for `wss`: PEM, with one or several certificates, or DER.
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.settings.root_certificates.push(certificate.into());
        self
    }

    /// Fetches a token with `taobao.tmc.auth.get` before each connection, as the official SDK does.
    ///
    /// Default: no token. Maintained clients connect without one.
    pub fn token_from(mut self, client: Client) -> Self {
        self.settings.token_client = Some(client);
        self
    }

    /// Sets the maximum of messages that were received and are not confirmed, and thereby that of
    /// handlers at a time. Nothing more is read from the connection until one is settled.
    pub fn max_unconfirmed(mut self, messages: usize) -> Self {
        self.settings.max_unconfirmed = messages;
        self
    }

    /// Sets the time after which a handler is cancelled. The message has then failed.
    pub fn handler_timeout(mut self, timeout: Duration) -> Self {
        self.handler_timeout = timeout;
        self
    }

    /// Sets the time for handlers to end, and for confirmations to be sent, after the shutdown.
    pub fn drain_timeout(mut self, timeout: Duration) -> Self {
        self.settings.drain_timeout = timeout;
        self
    }

    /// Sets the time between two requests for messages. The platform also sends messages without
    /// being asked. For [`Messages::poll`]: the pause after a reply without messages.
    pub fn pull_interval(mut self, interval: Duration) -> Self {
        self.settings.pull_interval = interval;
        self
    }

    /// Sets the time before the first attempt to connect again, which doubles with each further
    /// attempt, and its maximum. Each wait is longer by a random part, so that workers do not
    /// return at the same time.
    pub fn reconnect_delay(mut self, first: Duration, max: Duration) -> Self {
        self.settings.reconnect = (first, max);
        self
    }

    /// Sets where handled messages are remembered.
    pub fn store(mut self, store: impl DeliveryStore + 'static) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Keeps messages as dead letters that failed `after` times, or permanently, and confirms them.
    ///
    /// Default: none. The platform sends a message again until it succeeds or expires.
    pub fn dead_letters(mut self, letters: impl DeadLetters + 'static, after: u32) -> Self {
        self.dead_letters = Some((Arc::new(letters), after.max(1)));
        self
    }

    /// Adds an observer.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.add(observer);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// A setting is not valid: no handler, two handlers of one topic, a blank key or secret, a limit
    /// of 0.
    pub fn build(self) -> Result<Messages, Error> {
        let settings = &self.settings;
        let fault = if self.handlers.is_empty() {
            Some("no handler: add one with `on`, `on_family` or `fallback`".to_owned())
        } else if let Some(duplicate) = self.handlers.duplicate() {
            Some(format!("two handlers of {duplicate}: remove one"))
        } else if settings.app_key.trim().is_empty() || settings.secret.expose().trim().is_empty() {
            Some("app key or app secret is blank".to_owned())
        } else if settings.group.trim().is_empty() {
            Some("`group` is blank: the group without a name is `default`".to_owned())
        } else if !(1..=100_000).contains(&settings.max_unconfirmed) {
            let found = settings.max_unconfirmed;
            Some(format!("`max_unconfirmed` is {found}: expected 1 to 100,000"))
        } else if settings.pull_interval.is_zero() || self.handler_timeout.is_zero() {
            Some("`pull_interval` and `handler_timeout` must be longer than 0".to_owned())
        } else {
            None
        };
        if let Some(fault) = fault {
            return Err(Error::Setting(fault));
        }
        let dispatcher = Dispatcher::new(
            self.handlers,
            self.store,
            self.dead_letters,
            self.observers,
            self.handler_timeout,
        );
        Ok(Messages { settings: self.settings, dispatcher: Arc::new(dispatcher) })
    }

    #[cfg(test)]
    pub(crate) fn into_settings(self) -> Settings {
        self.settings
    }

    /// Receives messages until `shutdown`: [`build`](Self::build), then [`Messages::run`].
    ///
    /// # Errors
    ///
    /// Those of both.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send) -> Result<Summary, Error> {
        self.build()?.run(shutdown).await
    }
}
