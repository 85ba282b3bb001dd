//! Sends a call: one attempt after another, each with its own timestamp and signature.

#[cfg(feature = "batch")]
pub(super) mod batch;
#[cfg(feature = "rate-limit")]
mod slots;

use std::borrow::Cow;
use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::retry::RetryState;
use super::watch::{CallSpan, Watch};
use super::{CallOptions, Client, ClientInner, header};
use crate::error::{ActiveBan, Context, Earlier, Error, Throttled};
use crate::observe::ThrottleCause;
use crate::protocol::HttpMethod;
use crate::reply::ReplyMeta;
use crate::reply::TextResponse;
use crate::reply::receive::RawResponse;
use crate::request::canonical::CanonicalParams;
use crate::request::sign::Signature;
use crate::request::signed::{FORM, SignedRequest};
use crate::secret::{Masker, is_sensitive, is_surely_clean};
use crate::transport::{Body, HttpRequest, TransportError};

const AGENT: &str = concat!("top-runtime/", env!("CARGO_PKG_VERSION"));
const ACCEPTED: &str = "text/javascript,application/json,text/xml";

/// A call that is not complete, with everything that a further attempt needs.
pub(super) struct PendingCall {
    client: Client,
    method: Cow<'static, str>,
    idempotent: bool,
    options: CallOptions,
    params: CanonicalParams,
    state: RetryState,
    /// Clock correction of the last attempt, in seconds.
    skew: i64,
    /// Signature of the last attempt.
    sign: Option<Signature>,
    /// Summary of the attempts before the last one.
    earlier: Earlier,
    watch: Watch,
}

impl PendingCall {
    pub(super) fn new(
        client: Client,
        method: Cow<'static, str>,
        idempotent: bool,
        options: CallOptions,
        params: CanonicalParams,
    ) -> Self {
        let config = &client.0.config;
        let timeout = options.timeout.unwrap_or(config.timeout);
        let state = RetryState::new(options.retry.unwrap_or(config.retry), timeout);
        let idempotent = idempotent || options.idempotent;
        let earlier = Earlier::default();
        let watch = Watch::default();
        Self { client, method, idempotent, options, params, state, skew: 0, sign: None, earlier, watch }
    }

    /// Starts the observation of the call before its first attempt. Returns the span of the call.
    pub(super) fn start(&mut self) -> CallSpan {
        if self.state.attempts() == 0 {
            self.watch.start(&self.client, &self.method, self.params.target.http);
        }
        self.watch.span()
    }

    /// Returns the span of the call, which must be entered while the call is polled.
    pub(super) fn span(&self) -> CallSpan {
        self.watch.span()
    }

    /// Reports the reply of the call to observers.
    pub(super) fn finish(&mut self, meta: &ReplyMeta) {
        std::mem::take(&mut self.watch).succeed(meta, |request_id| {
            let is_clean = |secret: &str| is_surely_clean(request_id, secret);
            // Values that are no secret do no harm here, and their names need not be examined.
            let are_clean = self.params.iter().all(|(_, value, _)| is_clean(value));
            if !(are_clean && self.own_secrets().into_iter().flatten().all(is_clean)) {
                self.secrets().mask(request_id);
            }
        });
    }

    /// Waits, then sends the request once.
    pub(super) async fn attempt_after(&mut self, wait: Duration) -> Result<TextResponse, Error> {
        if !wait.is_zero() {
            self.pause(wait).await;
        }
        self.check_ban()?;
        #[cfg(feature = "rate-limit")]
        if self.wait_for_slots().await? {
            self.check_ban()?;
        }
        let timeout = self.start_attempt();
        #[cfg(feature = "reqwest")]
        let reserved = match self.client.0.transport.reserve(timeout) {
            Some(reservation) => Some(reservation.wait().await.map_err(|error| self.lost(error))?),
            None => None,
        };
        let SignedRequest { url, body, content_type, .. } = self.sign();
        let request = HttpRequest {
            method: self.http_method(),
            url,
            headers: header::of_request(&self.options.headers, &self.client.0.headers, &content_type),
            body: Body::from(body),
            timeout,
            #[cfg(feature = "reqwest")]
            reserved,
        };
        let inner = &*self.client.0;
        let mut response = inner.transport.send(request).await.map_err(|error| self.lost(error))?;
        self.watch.set_status(response.status);
        let raw = RawResponse::read(&mut response, inner.config.max_body).await;
        let raw = raw.map_err(|error| self.lost(TransportError::maybe_sent(error)))?;
        raw.into_text(self.method.clone(), inner.config.simplify, self.params.target.protocol)
    }

    /// Returns the wait before a retry, or the final error of the call.
    ///
    /// Records a ban and the clock difference that the error reports, and books the attempt's time.
    pub(super) fn plan_retry(&mut self, error: Error) -> Result<Duration, Error> {
        self.watch.fail_attempt(&error);
        self.state.end_attempt();
        let inner = &*self.client.0;
        if let Some((left, is_of_session)) =
            inner.bans.record(&inner.time, &error, self.options.session.as_ref())
        {
            self.watch.throttle(ThrottleCause::BanReported, left);
            self.share_ban(&error, left, is_of_session);
        }
        let wait = match error.clock_refused() {
            Some(platform) => {
                let is_better = inner.skew.learn(self.skew, inner.clock.now(), platform.date);
                if is_better {
                    self.watch.correct_clock(inner.skew.seconds());
                }
                (is_better && self.state.plan_clock_correction()).then_some(Duration::ZERO)
            }
            None => self.state.plan_retry(&error, self.idempotent, &inner.budget),
        };
        // A reader cannot be read again.
        let wait = wait.filter(|_| self.params.has_all_files());
        let Some(wait) = wait else {
            let error = error.after(self.state.attempts(), self.earlier);
            std::mem::take(&mut self.watch).fail(&error);
            return Err(error);
        };
        self.watch.plan_retry(&error, wait);
        self.earlier = self.earlier.max(Earlier::of(&error));
        Ok(wait)
    }

    #[cfg(feature = "batch")]
    pub(super) fn method(&self) -> &str {
        &self.method
    }

    /// Returns the number of attempts so far.
    pub(super) const fn attempts(&self) -> usize {
        self.state.attempts()
    }

    /// Returns the secrets of the request, which a reply may repeat.
    pub(super) fn secrets(&self) -> Masker {
        let mut secrets = Masker::new(self.own_secrets().into_iter().flatten());
        for (_, token, _) in self.params.iter().filter(|(name, ..)| is_sensitive(name)) {
            secrets.add(token);
        }
        secrets
    }

    /// Returns session, signature and app secret.
    fn own_secrets(&self) -> [Option<&str>; 3] {
        let session = self.options.session.as_ref().map(crate::SessionKey::expose);
        let sign = self.sign.as_ref().map(Signature::as_str);
        [session, sign, Some(self.client.0.signer.secret().expose())]
    }

    /// Waits by the client's clock.
    async fn pause(&mut self, wait: Duration) {
        let ClientInner { clock, time, .. } = &*self.client.0;
        let (started, end) = (Instant::now(), time.now().saturating_add(wait));
        clock.sleep(wait).await;
        time.advance_to(end);
        self.state.book_wait(wait, started);
    }

    fn lost(&self, error: TransportError) -> Error {
        Error::new(Context::new(&self.method), error)
    }

    /// Rejects an attempt while a ban applies. A retry waited for the end of its own ban, but
    /// another call may have met a longer one.
    fn check_ban(&self) -> Result<(), Error> {
        let inner = &*self.client.0;
        let session = self.options.session.as_ref();
        match inner.bans.find(&inner.time, &self.method, session, || self.session_digest()) {
            Some((left, ban)) => {
                self.watch.throttle(ThrottleCause::BanActive, left);
                Err(self.throttled(left, Some(ban)))
            }
            None => Ok(()),
        }
    }

    /// Returns the name of the session for other machines, if the client shares limits.
    #[cfg(feature = "shared-limits")]
    fn session_digest(&self) -> Option<String> {
        let inner = &*self.client.0;
        let session = self.options.session.as_ref().filter(|_| inner.shared.is_some())?;
        Some(super::shared::digest(inner.signer.secret(), session))
    }

    #[cfg(not(feature = "shared-limits"))]
    #[allow(clippy::unused_self)] // the signature of the other method
    const fn session_digest(&self) -> Option<String> {
        None
    }

    /// Tells other machines of a ban that an error reports.
    #[cfg(feature = "shared-limits")]
    fn share_ban(&self, error: &Error, left: Duration, is_of_session: bool) {
        let Some(shared) = &self.client.0.shared else { return };
        let digest = if is_of_session { self.session_digest() } else { None };
        let ban =
            ActiveBan::new(error.code().unwrap_or_default().to_owned(), error.sub_code().map(str::to_owned));
        shared.limits.record_ban(crate::retry::SharedBan::new(&*self.method, left, ban).session(digest));
    }

    /// Returns `true` if other machines are being told of the ban that an error reports.
    #[cfg(feature = "shared-limits")]
    pub(super) fn has_shared_ban(&self, error: &Error) -> bool {
        let is_ban = error.code().is_some() && error.retry_after().is_some();
        is_ban && self.state.attempts() > 0 && self.client.0.shared.is_some()
    }

    /// Waits until other machines are told of the bans of this client.
    #[cfg(feature = "shared-limits")]
    pub(super) async fn flush_bans(&self) {
        if let Some(shared) = &self.client.0.shared {
            shared.limits.flush().await;
        }
    }

    #[cfg(not(feature = "shared-limits"))]
    #[allow(clippy::unused_self)] // the signature of the other method
    const fn share_ban(&self, _: &Error, _: Duration, _: bool) {}

    fn throttled(&self, left: Duration, ban: Option<ActiveBan>) -> Error {
        Error::new(Context::new(&self.method), Throttled { left, ban })
    }

    /// Starts an attempt and returns its timeout. The first attempt counts for the retry budget.
    fn start_attempt(&mut self) -> Duration {
        if self.state.attempts() == 0 {
            self.client.0.budget.deposit();
        }
        self.watch.start_attempt();
        self.state.start_attempt()
    }

    /// Signs the parameters with the current timestamp.
    fn sign(&mut self) -> SignedRequest {
        let inner = &*self.client.0;
        self.skew = inner.skew.seconds();
        self.params.set_timestamp(self.client.timestamp(self.params.target.protocol));
        let gateway = inner.address_of(&self.params);
        let signed = SignedRequest::new(&self.params, &inner.signer, gateway, inner.config.placement);
        self.sign = Some(signed.sign.clone());
        signed
    }

    /// Returns the HTTP method of the API.
    fn http_method(&self) -> http::Method {
        match self.params.target.http {
            HttpMethod::Get => http::Method::GET,
            HttpMethod::Post => http::Method::POST,
        }
    }
}

/// Returns the headers of a form-encoded request. Cloning them is cheaper than creating them.
pub(super) fn form_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in
        [(CONTENT_TYPE, FORM), (USER_AGENT, AGENT), (ACCEPT, ACCEPTED), (ACCEPT_ENCODING, "gzip")]
    {
        headers.append(name, HeaderValue::from_static(value));
    }
    headers
}
