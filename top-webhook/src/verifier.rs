//! Verification of signature and timestamp.

use std::fmt;
use std::sync::Arc;

use top_runtime::clock::{Clock, SystemClock};

use crate::error::VerifyError;
use crate::quoting::quote;
use crate::replay::ReplayId;
use crate::request::IncomingRequest;
use crate::scheme::{Claim, Scheme};
use crate::secrets::AppSecrets;
use crate::source::SourceRanges;
use crate::verified::VerifiedRequest;
use crate::window::TimeWindow;

/// Default limit of a body in bytes.
const MAX_BODY: usize = 1 << 20;

/// Checks signatures and timestamps: a function of the request, the settings and the time, without
/// I/O. [`Webhook`](crate::Webhook) adds protection against replays.
///
/// | setting | default |
/// |---|---|
/// | [`window`](Self::window) | 5 minutes to both sides; pushes: 7 hours to the past |
/// | [`max_body`](Self::max_body) | 1 MiB |
/// | [`sources`](Self::sources) | any address |
/// | [`signed_path`](Self::signed_path) | the path of the request |
/// | [`clock`](Self::clock) | the system clock |
///
/// ```
/// use top_webhook::{AppSecrets, IncomingRequest, Scheme, Verifier};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = Verifier::new(Scheme::Spi, AppSecrets::new("12345678", "helloworld")?).without_window();
/// let query = "k=v&sign=20400F1A196C1AEC496E8F7E48381C31";
/// let request = IncomingRequest::new("POST", "/spi", query, b"{}")
///     .with_headers([("Content-Type", b"application/json".as_slice())]);
/// let verified = verifier.verify(&request)?;
/// assert_eq!(verified.params().get("k"), Some("v"));
///
/// let request = IncomingRequest::new("POST", "/spi", query, b"[]")
///     .with_headers([("Content-Type", b"application/json".as_slice())]);
/// let error = verifier.verify(&request).unwrap_err();
/// assert_eq!(error.to_string(), "signature of other content or of another secret");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Verifier {
    scheme: Scheme,
    secrets: AppSecrets,
    window: Option<TimeWindow>,
    max_body: usize,
    sources: Option<SourceRanges>,
    signed_path: Option<String>,
    clock: Arc<dyn Clock>,
}

impl Verifier {
    /// Creates a verifier of one scheme for these apps.
    #[must_use]
    pub fn new(scheme: Scheme, secrets: AppSecrets) -> Self {
        let window = Some(scheme.default_window());
        let clock = Arc::new(SystemClock);
        Self { scheme, secrets, window, max_body: MAX_BODY, sources: None, signed_path: None, clock }
    }

    /// Sets the window in which timestamps must be.
    #[must_use]
    pub fn window(mut self, window: TimeWindow) -> Self {
        self.window = Some(window);
        self
    }

    /// Accepts requests of any age, and without a timestamp. A recorded request can then be sent
    /// again when the receiver has forgotten it.
    #[must_use]
    pub fn without_window(mut self) -> Self {
        self.window = None;
        self
    }

    /// Sets the limit of a body in bytes.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Accepts requests from these addresses only. Requests need
    /// [`with_peer`](IncomingRequest::with_peer).
    #[must_use]
    pub fn sources(mut self, ranges: SourceRanges) -> Self {
        self.sources = Some(ranges);
        self
    }

    /// Sets the path that [`Scheme::IopCallback`] signs: the one that is registered at the platform.
    /// For receivers behind a proxy that changes the path.
    #[must_use]
    pub fn signed_path(mut self, path: impl Into<String>) -> Self {
        self.signed_path = Some(path.into());
        self
    }

    /// Sets the clock that timestamps are compared with.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks a request. Does not detect replays: [`Webhook::verify`](crate::Webhook::verify) does.
    ///
    /// # Errors
    ///
    /// Why the request is refused, for the log of the receiver.
    pub fn verify(&self, request: &IncomingRequest<'_>) -> Result<VerifiedRequest, VerifyError> {
        if let Some(ranges) = &self.sources
            && !request.peer.is_some_and(|peer| ranges.contains(peer))
        {
            return Err(VerifyError::Source { found: request.peer });
        }
        if request.body.len() > self.max_body {
            return Err(VerifyError::BodyTooLong { limit: self.max_body });
        }
        let path = self.signed_path.as_deref().unwrap_or(request.path);
        let mut claim = self.scheme.read(request, path)?;
        claim.algorithm.check_format(&claim.signature)?;
        let apps = self.secrets.candidates(claim.app_key.as_deref());
        if let (true, Some(found)) = (apps.is_empty(), &claim.app_key) {
            return Err(VerifyError::UnknownApp { found: quote(found) });
        }
        let texts: Vec<_> =
            claim.readings.iter_mut().map(|reading| std::mem::take(&mut reading.text)).collect();
        let found = claim.algorithm.find(&claim.signature, &apps, &texts, claim.charset);
        let (app, reading) = found.ok_or(VerifyError::WrongSignature)?;
        let app_key = apps.get(app).map(|app| app.key.clone()).ok_or(VerifyError::WrongSignature)?;
        self.accept(claim, app_key, reading)
    }

    /// Checks the timestamp of a signed request.
    fn accept(
        &self,
        claim: Claim<'_>,
        app_key: String,
        reading: usize,
    ) -> Result<VerifiedRequest, VerifyError> {
        let timestamp = match (self.window, claim.timestamp) {
            (Some(_), timestamp) => timestamp?,
            (None, timestamp) => timestamp.ok().flatten(),
        };
        let lifetime = match (self.window, timestamp) {
            (Some(window), Some(timestamp)) => Some(window.check(timestamp, self.clock.now())?),
            (Some(_), None) => return Err(VerifyError::MissingTimestamp),
            (None, _) => None,
        };
        let params = claim.readings.into_iter().nth(reading).map(|reading| reading.params);
        Ok(VerifiedRequest {
            id: ReplayId::new(self.scheme.name(), &app_key, &claim.signature),
            lifetime,
            app_key,
            timestamp,
            params: params.unwrap_or_default(),
            headers: claim.headers,
            body: claim.body,
            is_body_signed: claim.is_body_signed,
            files: claim.files,
        })
    }

    pub(crate) fn scheme(&self) -> Scheme {
        self.scheme
    }

    #[cfg(feature = "axum")]
    pub(crate) fn body_limit(&self) -> usize {
        self.max_body
    }

    pub(crate) fn shared_clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("scheme", &self.scheme)
            .field("apps", &self.secrets)
            .field("window", &self.window)
            .field("max_body", &self.max_body)
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}
