//! Sending a call: one attempt after another, each signed anew.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use http::HeaderMap;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, HeaderValue, USER_AGENT};

use super::retry::RetryState;
use super::scoped::CallOptions;
use super::{Client, ClientInner};
use crate::error::{ActiveBan, Context, Earlier, Error, Throttled};
use crate::reply::TextResponse;
use crate::reply::receive::RawResponse;
use crate::request::canonical::CanonicalParams;
use crate::request::prepared::{FORM, Signed};
use crate::request::sign::Signature;
use crate::secret::{Masker, is_sensitive};
use crate::transport::{Body, HttpRequest, TransportError};

const AGENT: &str = concat!("top-runtime/", env!("CARGO_PKG_VERSION"));
const REPLIES: &str = "text/javascript,application/json,text/xml";

/// What is sent, and how its reply is to be read.
pub(super) struct PendingCall {
    client: Client,
    method: Cow<'static, str>,
    idempotent: bool,
    settings: CallOptions,
    list: CanonicalParams,
    attempts: RetryState,
    /// The correction of the clock and the signature of the last attempt.
    skew: i64,
    sign: Option<Signature>,
    /// What is known of the attempts before the last one.
    earlier: Earlier,
}

impl PendingCall {
    pub(super) fn new(
        client: Client,
        method: Cow<'static, str>,
        idempotent: bool,
        settings: CallOptions,
        list: CanonicalParams,
    ) -> Self {
        let shared = &*client.0;
        let timeout = settings.timeout.unwrap_or(shared.timeout);
        let attempts = RetryState::new(settings.retry.unwrap_or(shared.retry), timeout);
        let idempotent = idempotent || settings.idempotent;
        let earlier = Earlier::default();
        Self { client, method, idempotent, settings, list, attempts, skew: 0, sign: None, earlier }
    }

    /// Waits, then sends the request once; gives itself back for another attempt.
    pub(super) async fn send(
        mut self: Box<Self>,
        wait: Duration,
    ) -> (Box<Self>, Result<TextResponse, Error>) {
        if !wait.is_zero() {
            self.pause(wait).await;
        }
        let received = self.attempt().await;
        (self, received)
    }

    /// Returns how long to wait before the call is sent again, or the error of the whole call.
    pub(super) fn again(&mut self, error: Error) -> Result<Duration, Error> {
        self.attempts.end();
        let shared = &*self.client.0;
        shared.bans.record(&shared.time, &error, self.settings.session.as_ref());
        let wait = match error.clock_refused() {
            Some(platform) => {
                let better = shared.skew.learn(self.skew, shared.clock.now(), platform.date);
                (better && self.attempts.correct()).then_some(Duration::ZERO)
            }
            None => self.attempts.after(&error, self.idempotent, &shared.budget),
        };
        let Some(wait) = wait else {
            return Err(error.after(self.attempts.made(), self.earlier));
        };
        self.earlier = self.earlier.max(Earlier::of(&error));
        Ok(wait)
    }

    /// What the request held, and what signed it, that no message may show, should a reply repeat
    /// it.
    pub(super) fn secrets(&self) -> Masker {
        let session = self.settings.session.as_ref().map(crate::SessionKey::expose);
        let known = session.into_iter().chain(self.sign.as_ref().map(Signature::as_str));
        let tokens = self.list.iter().filter(|(name, ..)| is_sensitive(name)).map(|(_, value, _)| value);
        Masker::new(known.chain([self.client.0.signer.secret().expose()]).chain(tokens))
    }

    /// Waits by the client's clock.
    async fn pause(&mut self, wait: Duration) {
        let ClientInner { clock, time, .. } = &*self.client.0;
        let (begun, end) = (Instant::now(), time.now().saturating_add(wait));
        clock.sleep(wait).await;
        time.reach(end);
        self.attempts.wait(wait, begun);
    }

    /// Sends the request once.
    async fn attempt(&mut self) -> Result<TextResponse, Error> {
        self.admit()?;
        #[cfg(feature = "rate-limit")]
        self.wait_for_turn().await?;
        let request = self.request();
        let shared = &*self.client.0;
        let mut response = shared.transport.send(request).await.map_err(|error| self.lost(error))?;
        let incoming = RawResponse::read(&mut response, shared.max_body).await;
        let incoming = incoming.map_err(|error| self.lost(TransportError::maybe_sent(error)))?;
        incoming.check(self.method.clone(), shared.simplify)
    }

    fn lost(&self, error: TransportError) -> Error {
        Error::new(Context::new(&self.method), error)
    }

    /// Turns a new call away that falls under a ban. One that is sent again has waited for the end of what it knows of.
    fn admit(&self) -> Result<(), Error> {
        if self.attempts.made() > 0 {
            return Ok(());
        }
        let shared = &*self.client.0;
        match shared.bans.find(&shared.time, &self.method, self.settings.session.as_ref()) {
            Some((left, ban)) => Err(self.throttled(left, Some(ban))),
            None => Ok(()),
        }
    }

    /// Waits for the call's turn by the client's own limit.
    #[cfg(feature = "rate-limit")]
    async fn wait_for_turn(&mut self) -> Result<(), Error> {
        while let Some(wait) = self.client.0.limits.as_ref().and_then(|limits| limits.wait(&self.method)) {
            if !self.attempts.has(wait) {
                return Err(self.throttled(wait, None));
            }
            self.pause(wait).await;
        }
        Ok(())
    }

    fn throttled(&self, left: Duration, ban: Option<ActiveBan>) -> Error {
        Error::new(Context::new(&self.method), Throttled { left, ban })
    }

    /// The request of another attempt, which begins with it. A call counts for the retry budget once it is sent.
    fn request(&mut self) -> HttpRequest {
        if self.attempts.made() == 0 {
            self.client.0.budget.add();
        }
        let (timeout, signed) = (self.attempts.begin(), self.sign());
        let headers = self.headers(&signed.content_type);
        HttpRequest { url: signed.url, headers, body: Body::from(signed.body), timeout }
    }

    /// Signs the list as of now.
    fn sign(&mut self) -> Signed {
        let shared = &*self.client.0;
        self.skew = shared.skew.seconds();
        self.list.stamp(self.client.timestamp());
        let signed = Signed::of(&self.list, &shared.signer, &shared.gateway, shared.placement);
        self.sign = Some(signed.sign.clone());
        signed
    }

    /// The headers of a request: those that a call sets stand in the place of ours, but for the content type.
    fn headers(&self, content_type: &str) -> HeaderMap {
        let mut headers = self.client.0.headers.clone();
        let own = &self.settings.headers;
        if own.is_empty() && content_type == FORM {
            return headers;
        }
        headers.extend(own.clone());
        if let Ok(content_type) = HeaderValue::try_from(content_type) {
            headers.insert(CONTENT_TYPE, content_type);
        }
        headers
    }
}

/// The headers of a form, to be cloned for each request: that is cheaper than to put them together.
pub(super) fn headers() -> HeaderMap {
    let usual = [(CONTENT_TYPE, FORM), (USER_AGENT, AGENT), (ACCEPT, REPLIES), (ACCEPT_ENCODING, "gzip")];
    usual.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}
