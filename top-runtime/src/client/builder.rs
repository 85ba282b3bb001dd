//! Builds a client.

mod headers;
#[cfg(feature = "reqwest")]
mod http;
#[cfg(feature = "rate-limit")]
mod limits;
mod wrap;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::bans::Bans;
use super::config::{Config, Format};
#[cfg(feature = "rate-limit")]
use super::rate_limit::{Counts, Limits};
use super::retry::RetryBudget;
#[cfg(feature = "shared-limits")]
use super::shared::{Listener, Shared};
use super::skew::Skew;
use super::timeline::Timeline;
use super::watch::Watchers;
use super::{Client, ClientInner};
use crate::clock::{Clock, SystemClock};
use crate::error::BuildError;
#[cfg(feature = "shared-limits")]
use crate::issue::quote_excerpt;
use crate::observe::{Observer, Observers};
use crate::protocol::blank::is_blank;
use crate::protocol::{Platform, SystemValue};
use crate::request::sign::{SignMethod, Signer};
use crate::request::signed::ParamPlacement;
#[cfg(feature = "rate-limit")]
use crate::retry::RateLimit;
use crate::retry::RetryPolicy;
#[cfg(feature = "shared-limits")]
use crate::retry::SharedLimits;
use crate::secret::fault;
use crate::transport::Transport;
use crate::{AppSecret, Gateway};

/// Default retry budget in percent of the calls.
const RETRY_BUDGET: u8 = 20;

/// Builds a [`Client`]. All settings but app key and secret have defaults.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    config: Config,
    app_secret: AppSecret,
    gateway: Gateway,
    /// Settings whose default depends on the gateway.
    sign_method: Option<SignMethod>,
    format: Option<Format>,
    simplify: Option<bool>,
    retry_budget: Option<u8>,
    #[cfg(feature = "rate-limit")]
    limits: Vec<(Counts, RateLimit)>,
    #[cfg(feature = "shared-limits")]
    shared: Option<Box<dyn SharedLimits>>,
    clock: Arc<dyn Clock>,
    observers: Observers,
    transport: Option<Box<dyn Transport>>,
    wrappers: Vec<wrap::Wrapper>,
    headers: headers::DefaultHeaders,
    #[cfg(feature = "reqwest")]
    http: crate::transport::HttpConfig,
}

impl ClientBuilder {
    pub(super) fn new(app_key: String, app_secret: AppSecret) -> Self {
        Self {
            config: Config::new(app_key),
            app_secret,
            gateway: Gateway::PRODUCTION,
            sign_method: None,
            format: None,
            simplify: None,
            retry_budget: Some(RETRY_BUDGET),
            #[cfg(feature = "rate-limit")]
            limits: Vec::new(),
            #[cfg(feature = "shared-limits")]
            shared: None,
            clock: Arc::new(SystemClock),
            observers: Observers::default(),
            transport: None,
            wrappers: Vec::new(),
            headers: headers::DefaultHeaders::default(),
            #[cfg(feature = "reqwest")]
            http: crate::transport::HttpConfig::default(),
        }
    }

    /// Sets the address that requests are sent to, and by it the protocol: https, or http to a
    /// loopback address. Default: [`Gateway::PRODUCTION`].
    pub fn gateway(mut self, gateway: impl Into<Gateway>) -> Self {
        self.gateway = gateway.into();
        self
    }

    /// Sets the signature algorithm. Default: HMAC-SHA256, for gateways of Qimen MD5.
    ///
    /// IOP accepts HMAC-SHA256 only.
    pub fn sign_method(mut self, sign_method: SignMethod) -> Self {
        self.sign_method = Some(sign_method);
        self
    }

    /// Sets the format of replies to request. Default: JSON; for the standard interfaces of Qimen XML,
    /// if the feature `xml` is on.
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets whether to request simplified JSON, without root and list wrappers. Default: `false`; for
    /// gateways of IOP `true`, as the official SDK asks for.
    ///
    /// Replies of both forms are decoded either way.
    pub fn simplify(mut self, simplify: bool) -> Self {
        self.simplify = Some(simplify);
        self
    }

    /// Sets where system parameters are sent. Default: in the body.
    pub fn system_params(mut self, placement: ParamPlacement) -> Self {
        self.config.placement = placement;
        self
    }

    /// Sets the system parameter `partner_id`, the name of the calling software. Default: not sent.
    pub fn partner_id(mut self, partner_id: impl Into<String>) -> Self {
        self.config.partner_id = Some(partner_id.into());
        self
    }

    /// Sets the system parameter `target_app_key` of all calls: the app that is called, for a scene of
    /// Qimen that of the provider. Default: not sent. A call may have another, see
    /// [`ScopedClient::target_app_key`](crate::ScopedClient::target_app_key).
    pub fn target_app_key(mut self, app_key: impl Into<String>) -> Self {
        self.config.target_app_key = Some(app_key.into());
        self
    }

    /// Sets whether requests are validated against their rules before sending. Default: `true`.
    pub fn check_requests(mut self, check: bool) -> Self {
        self.config.checks = check;
        self
    }

    /// Sets the timeout of a call: from its start to the last byte of the reply, including all
    /// attempts and waits. Default: 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = timeout;
        self
    }

    /// Sets the maximum size of a reply in bytes after decompression. Default: 8 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.config.max_body = bytes;
        self
    }

    /// Sets the retry policy. Default: 3 attempts, see [`RetryPolicy`].
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.config.retry = retry;
        self
    }

    /// Sets the retry budget, so that retries do not add to an outage of the platform. Default:
    /// 20 %.
    ///
    /// - Counted over the calls of the last 10 s, by all clones of the client.
    /// - One retry per second is allowed in addition.
    /// - 1 to 100 is rounded down to one retry per n calls; more than 100 means 100.
    /// - `None` means no limit.
    pub fn retry_budget(mut self, percent: impl Into<Option<u8>>) -> Self {
        self.retry_budget = percent.into();
        self
    }

    /// Sets the source of time. Default: [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Adds an observer of all calls, for instance for metrics. Several observers receive each event
    /// in the order of their registration. See [`observe`](crate::observe). Default: none.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observers.add(observer);
        self
    }

    /// Sets the transport, in place of the built-in one with its settings. Default: HTTP with
    /// reqwest.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// - App key or secret is blank or contains invisible characters, quotes or whitespace around it.
    /// - The gateway is not an accepted address, or does not accept the sign method.
    /// - The format requires a feature that is off.
    /// - A root certificate cannot be read, or a header or the proxy is invalid.
    /// - A setting does not apply to the HTTP client of the caller.
    /// - The shared limits are those of another app.
    /// - The HTTP client cannot be set up, or there is no transport.
    pub fn build(self) -> Result<Client, BuildError> {
        let platform = self.gateway.platform();
        let mut config = self.config;
        config.sign_method = self.sign_method.unwrap_or(SignMethod::of_index(platform.sign_method));
        config.simplify = self.simplify.unwrap_or(platform.simplify);
        config.format = self.format.unwrap_or(platform_format(platform));
        check_credential("app key", &config.app_key)?;
        check_credential("app secret", self.app_secret.expose())?;
        if let Some(fault) = config.partner_id.as_deref().filter(|id| !is_blank(id)).and_then(fault) {
            return Err(BuildError::new(format!("the partner id {fault}")));
        }
        if let Some(target) = &config.target_app_key {
            check_credential("target app key", target)?;
            if !platform.main().has(SystemValue::TargetAppKey) {
                return Err(BuildError::new(
                    "`target_app_key`: this gateway serves APIs with a path only, which have no such parameter".to_owned(),
                ));
            }
        }
        if config.sign_method.name_in(platform.main()).is_empty() {
            let (method, name) = (config.sign_method, platform.main().name);
            return Err(BuildError::new(format!(
                "the sign method `{method}`: gateways of {name} accept HMAC-SHA256 only, which is the default"
            )));
        }
        if config.format == Format::Xml && !cfg!(feature = "xml") {
            return Err(BuildError::new("format XML: turn on the feature `xml`".to_owned()));
        }
        #[cfg(feature = "reqwest")]
        if self.transport.is_none() {
            self.http.check_placement(config.placement)?;
        }
        #[cfg(feature = "shared-limits")]
        check_app_of_limits(self.shared.as_deref(), &config.app_key)?;
        let headers = self.headers.over(&super::send::form_headers())?;
        let addresses = self.gateway.addresses()?;
        let gateway = addresses.methods;
        #[allow(clippy::manual_let_else)] // a plain `let else` only when the feature `reqwest` is off
        let transport = match self.transport {
            Some(transport) => transport,
            #[cfg(feature = "reqwest")]
            None => {
                Box::new(crate::transport::HttpTransport::with_timeout(&gateway, &self.http, config.timeout)?)
            }
            #[cfg(not(feature = "reqwest"))]
            None => return Err(no_transport()),
        };
        let transport = self.wrappers.into_iter().fold(transport, |inner, wrap| wrap(inner));
        let watchers = Watchers::new(self.observers, &gateway, &addresses.paths);
        let time = Arc::new(Timeline::new(Arc::clone(&self.clock)));
        let client = Client(Arc::new(ClientInner {
            signer: Signer::new(config.sign_method, &self.app_secret),
            config,
            platform,
            gateway,
            path_gateway: addresses.paths,
            budget: RetryBudget::new(self.retry_budget),
            bans: Bans::default(),
            #[cfg(feature = "rate-limit")]
            limits: Limits::new(self.limits, &time),
            #[cfg(feature = "shared-limits")]
            shared: self.shared.map(Shared::new),
            clock: self.clock,
            time,
            skew: Skew::default(),
            watchers,
            headers,
            transport,
        }));
        #[cfg(feature = "shared-limits")]
        if let Some(shared) = &client.0.shared {
            shared.limits.add_listener(Arc::new(Listener(Arc::downgrade(&client.0))));
        }
        Ok(client)
    }
}

/// Rejects shared limits of another app: the calls of two apps must not be counted together.
#[cfg(feature = "shared-limits")]
fn check_app_of_limits(shared: Option<&dyn SharedLimits>, app_key: &str) -> Result<(), BuildError> {
    match shared.map(SharedLimits::app_key).filter(|other| *other != app_key) {
        Some(other) => Err(BuildError::new(format!(
            "shared limits: expected those of app key {}, found those of app key {}",
            quote_excerpt(app_key),
            quote_excerpt(other)
        ))),
        None => Ok(()),
    }
}

/// Returns the format of replies that a platform is asked for by default.
fn platform_format(platform: &Platform) -> Format {
    if platform.xml && cfg!(feature = "xml") { Format::Xml } else { Format::Json }
}

/// Rejects a key or secret with characters that a copy often adds. The error does not contain it.
pub(super) fn check_credential(what: &str, text: &str) -> Result<(), BuildError> {
    match fault(text) {
        Some(fault) => Err(BuildError::new(format!("the {what} {fault}: copy it from the app's console"))),
        None => Ok(()),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app_key", &self.config.app_key)
            .field("gateway", &self.gateway)
            .finish_non_exhaustive()
    }
}

#[cfg(not(feature = "reqwest"))]
fn no_transport() -> BuildError {
    BuildError::new(
        "no transport: set one with `transport`, or turn on the feature `rustls` or `native-tls`".to_owned(),
    )
}
