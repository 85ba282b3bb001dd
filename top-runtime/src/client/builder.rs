//! Setting up a client.

#[cfg(feature = "reqwest")]
mod sockets;

use std::sync::Arc;
use std::time::Duration;

use super::bans::Bans;
#[cfg(feature = "rate-limit")]
use super::rate_limit::{Limits, RateLimit};
use super::retry::RetryBudget;
use super::skew::Skew;
use super::timeline::Timeline;
use super::{Client, ClientInner, Format, RetryPolicy};
use crate::clock::{Clock, SystemClock};
use crate::error::BuildError;
use crate::protocol::blank::is_blank;
use crate::request::prepared::ParamPlacement;
use crate::request::sign::{SignMethod, Signer};
use crate::secret::fault;
use crate::transport::Transport;
use crate::{AppSecret, Gateway};

/// How long a call may take in all, unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many calls of a hundred may be sent again, unless told otherwise.
const RETRY_BUDGET: u8 = 20;

/// How many bytes a reply may have, unless told otherwise. The largest real ones have some hundred kilobytes.
const MAX_BODY: usize = 8 << 20;

/// The settings of a [`Client`]. Only key and secret must be given.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    app_key: String,
    app_secret: AppSecret,
    gateway: Gateway,
    sign_method: SignMethod,
    format: Format,
    simplify: bool,
    placement: ParamPlacement,
    partner_id: Option<String>,
    checks: bool,
    timeout: Duration,
    max_body: usize,
    retry: RetryPolicy,
    retry_budget: Option<u8>,
    #[cfg(feature = "rate-limit")]
    limits: Vec<(Option<String>, RateLimit)>,
    clock: Arc<dyn Clock>,
    transport: Option<Box<dyn Transport>>,
    #[cfg(feature = "reqwest")]
    sockets: crate::transport::HttpConfig,
}

impl ClientBuilder {
    pub(super) fn new(app_key: String, app_secret: AppSecret) -> Self {
        Self {
            app_key,
            app_secret,
            gateway: Gateway::PRODUCTION,
            sign_method: SignMethod::default(),
            format: Format::default(),
            simplify: false,
            placement: ParamPlacement::default(),
            partner_id: None,
            checks: true,
            timeout: TIMEOUT,
            max_body: MAX_BODY,
            retry: RetryPolicy::default(),
            retry_budget: Some(RETRY_BUDGET),
            #[cfg(feature = "rate-limit")]
            limits: Vec::new(),
            clock: Arc::new(SystemClock),
            transport: None,
            #[cfg(feature = "reqwest")]
            sockets: crate::transport::HttpConfig::default(),
        }
    }

    /// Where requests go: [`Gateway::PRODUCTION`] by default. https, or plain http to this machine.
    pub fn gateway(mut self, gateway: impl Into<Gateway>) -> Self {
        self.gateway = gateway.into();
        self
    }

    /// How requests are signed: HMAC-SHA256 by default.
    pub fn sign_method(mut self, sign_method: SignMethod) -> Self {
        self.sign_method = sign_method;
        self
    }

    /// The form that replies are asked for: JSON by default.
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Whether to ask for simplified JSON, without root and list wrappers. Off by default; both are read either way.
    pub fn simplify(mut self, simplify: bool) -> Self {
        self.simplify = simplify;
        self
    }

    /// Where the protocol's parameters stand: in the body by default.
    pub fn system_params(mut self, placement: ParamPlacement) -> Self {
        self.placement = placement;
        self
    }

    /// The parameter `partner_id`, which names the software that calls. Sent and signed when given.
    pub fn partner_id(mut self, partner_id: impl Into<String>) -> Self {
        self.partner_id = Some(partner_id.into());
        self
    }

    /// Whether requests are checked against their rules before sending. On by default.
    pub fn check_requests(mut self, check: bool) -> Self {
        self.checks = check;
        self
    }

    /// How long a call may take in all, from sending to the reply's last byte, with every attempt and every wait between them: 30 seconds
    /// by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes a reply may have after decompression: 8 MiB by default.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// How often a call is sent again: three times in all by default, and only where that is safe.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How many calls of a hundred may be sent again: 20 by default, so that an outage of the platform is not made worse.
    ///
    /// It is counted over the last ten seconds and all clones of the client; one repetition a second is allowed besides. A number from 1
    /// to 100 is rounded down to one in so many calls, a larger one is taken for 100; `None` is no limit.
    pub fn retry_budget(mut self, percent: impl Into<Option<u8>>) -> Self {
        self.retry_budget = percent.into();
        self
    }

    /// Where the time comes from: the system by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How often each API may be called: as often as it is by default. Calls beyond that, those of all clones of the client counted
    /// together, wait and try again, in no order; they fail with [`ErrorKind::Throttled`](crate::error::ErrorKind::Throttled) where their time limit leaves
    /// no room for the wait.
    #[cfg(feature = "rate-limit")]
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.limits.push((None, limit));
        self
    }

    /// The same for one API alone, whatever holds for the others.
    #[cfg(feature = "rate-limit")]
    pub fn rate_limit_of(mut self, method: impl Into<String>, limit: RateLimit) -> Self {
        self.limits.push((Some(method.into()), limit));
        self
    }

    /// What carries the requests: sockets by default.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Key or secret is blank or has something around or inside it that cannot be seen, the gateway
    /// is no address to send to, the format is one that the features do not read, a root
    /// certificate cannot be read, or the HTTP client cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        check_credential("app key", &self.app_key)?;
        check_credential("app secret", self.app_secret.expose())?;
        if let Some(fault) = self.partner_id.as_deref().filter(|id| !is_blank(id)).and_then(fault) {
            return Err(BuildError::new(format!("the partner id {fault}")));
        }
        if self.format == Format::Xml && !cfg!(feature = "xml") {
            return Err(BuildError::new("replies in XML can only be read with the feature `xml`".to_owned()));
        }
        let gateway = self.gateway.address()?;
        #[allow(clippy::manual_let_else)] // with sockets it is none
        let transport = match self.transport {
            Some(transport) => transport,
            #[cfg(feature = "reqwest")]
            None => Box::new(crate::transport::Reqwest::new(&gateway, &self.sockets, self.timeout)?),
            #[cfg(not(feature = "reqwest"))]
            None => return Err(no_transport()),
        };
        let time = Arc::new(Timeline::new(Arc::clone(&self.clock)));
        Ok(Client(Arc::new(ClientInner {
            signer: Signer::new(self.sign_method, &self.app_secret),
            sign_method: self.sign_method,
            gateway,
            app_key: self.app_key,
            format: self.format,
            simplify: self.simplify,
            placement: self.placement,
            partner_id: self.partner_id,
            checks: self.checks,
            timeout: self.timeout,
            max_body: self.max_body,
            retry: self.retry,
            budget: RetryBudget::new(self.retry_budget),
            bans: Bans::default(),
            #[cfg(feature = "rate-limit")]
            limits: Limits::new(self.limits, &time),
            clock: self.clock,
            time,
            skew: Skew::default(),
            headers: super::send::headers(),
            transport,
        })))
    }
}

/// Refuses a key or secret with what a copy brings along, and shows nothing of it.
pub(super) fn check_credential(what: &str, text: &str) -> Result<(), BuildError> {
    match fault(text) {
        Some(fault) => {
            Err(BuildError::new(format!("the {what} {fault}: give it as the app's console shows it")))
        }
        None => Ok(()),
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("ClientBuilder");
        shown.field("app_key", &self.app_key).field("gateway", &self.gateway).finish_non_exhaustive()
    }
}

#[cfg(not(feature = "reqwest"))]
fn no_transport() -> BuildError {
    BuildError::new(
        "no transport: give one with `transport`, or turn on the feature `rustls` or `native-tls`".to_owned(),
    )
}
