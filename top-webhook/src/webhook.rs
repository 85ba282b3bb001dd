//! A receiver of signed requests.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::error::VerifyError;
use crate::replay::{MemoryReplayStore, ReplayStore, ReplayStoreError};
use crate::reply::{FailureBody, Reply};
use crate::request::IncomingRequest;
use crate::scheme::Scheme;
use crate::secrets::AppSecrets;
use crate::verified::VerifiedRequest;
use crate::verifier::Verifier;

/// How long a request is remembered if its timestamp is not checked.
const LIFETIME_WITHOUT_WINDOW: Duration = Duration::from_secs(24 * 3600);

type OnRefusal = Arc<dyn Fn(&VerifyError) + Send + Sync>;

/// A receiver: a [`Verifier`], protection against replays, and the reply to refused requests. Cheap
/// to clone.
///
/// | setting | default |
/// |---|---|
/// | [`replay_store`](Self::replay_store) | in memory; pushes: none |
/// | [`failure_body`](Self::failure_body) | by the scheme, see [`FailureBody`] |
/// | [`on_refusal`](Self::on_refusal) | nothing |
///
/// ```
/// use top_webhook::{AppSecrets, IncomingRequest, Scheme, Webhook};
///
/// # fn main() -> Result<(), top_webhook::InvalidSecret> {
/// let webhook = Webhook::new(Scheme::Spi, AppSecrets::new("12345678", "helloworld")?)
///     .on_refusal(|reason| eprintln!("callback refused: {reason}"));
/// # let _ = async move {
/// let request = IncomingRequest::new("POST", "/spi", "app_key=12345678", b"");
/// match webhook.verify(&request).await {
///     Ok(verified) => println!("{:?}", verified.method()),
///     Err(_) => assert_eq!(webhook.refusal().status(), 200),
/// }
/// # };
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Webhook {
    verifier: Arc<Verifier>,
    replays: Option<Arc<dyn ReplayStore>>,
    failure: FailureBody,
    on_refusal: Option<OnRefusal>,
}

impl Webhook {
    /// Creates a receiver of one scheme for these apps.
    #[must_use]
    pub fn new(scheme: Scheme, secrets: AppSecrets) -> Self {
        Self::with_verifier(Verifier::new(scheme, secrets))
    }

    /// Creates a receiver with a verifier that the caller has set up.
    #[must_use]
    pub fn with_verifier(verifier: Verifier) -> Self {
        let scheme = verifier.scheme();
        let memory =
            || -> Arc<dyn ReplayStore> { Arc::new(MemoryReplayStore::new().clock(verifier.shared_clock())) };
        Self {
            replays: scheme.refuses_repetitions().then(memory),
            failure: scheme.default_failure(),
            on_refusal: None,
            verifier: Arc::new(verifier),
        }
    }

    /// Sets the memory of accepted requests, whose repetitions are refused. Several processes need a
    /// shared one, such as `RedisReplayStore`.
    #[must_use]
    pub fn replay_store(mut self, store: impl ReplayStore + 'static) -> Self {
        self.replays = Some(Arc::new(store));
        self
    }

    /// Accepts repetitions, for handlers that have no effect, or that detect repetitions by a number
    /// in the content.
    #[must_use]
    pub fn accept_repetitions(mut self) -> Self {
        self.replays = None;
        self
    }

    /// Sets the convention of replies to refused requests and of failures.
    #[must_use]
    pub fn failure_body(mut self, failure: FailureBody) -> Self {
        self.failure = failure;
        self
    }

    /// Sets a function that is called with the reason of each refused request: for logs and alarms.
    #[must_use]
    pub fn on_refusal(mut self, report: impl Fn(&VerifyError) + Send + Sync + 'static) -> Self {
        self.on_refusal = Some(Arc::new(report));
        self
    }

    /// Checks signature, timestamp and replays.
    ///
    /// # Errors
    ///
    /// Why the request is refused, for the log of the receiver. Reply with
    /// [`refusal`](Self::refusal).
    pub async fn verify(&self, request: &IncomingRequest<'_>) -> Result<VerifiedRequest, VerifyError> {
        let verified = match self.verifier.verify(request) {
            Ok(verified) => self.check_replay(verified).await,
            Err(error) => Err(error),
        };
        verified.inspect_err(|error| self.report(error))
    }

    async fn check_replay(&self, verified: VerifiedRequest) -> Result<VerifiedRequest, VerifyError> {
        let Some(store) = &self.replays else { return Ok(verified) };
        let lifetime = verified.lifetime.unwrap_or(LIFETIME_WITHOUT_WINDOW);
        match store.claim(&verified.id, lifetime).await {
            Ok(true) => Ok(verified),
            Ok(false) => Err(VerifyError::Replayed),
            Err(error) => Err(VerifyError::ReplayStore(error)),
        }
    }

    /// Forgets an accepted request, so that the platform's repetition is accepted: its handler
    /// failed.
    ///
    /// # Errors
    ///
    /// The store of accepted requests failed.
    pub async fn release(&self, request: &VerifiedRequest) -> Result<(), ReplayStoreError> {
        match &self.replays {
            Some(store) => store.release(&request.id).await,
            None => Ok(()),
        }
    }

    /// Returns the reply to a refused request: equal for all reasons.
    #[must_use]
    pub fn refusal(&self) -> Reply {
        self.failure.refusal()
    }

    /// Returns the reply to a verified request that failed, in the same convention.
    #[must_use]
    pub fn failure(&self, code: &str, message: &str) -> Reply {
        self.failure.failure(code, message)
    }

    pub(crate) fn report(&self, error: &VerifyError) {
        if let Some(report) = &self.on_refusal {
            report(error);
        }
    }

    #[cfg(feature = "axum")]
    pub(crate) fn body_limit(&self) -> usize {
        self.verifier.body_limit()
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("verifier", &self.verifier)
            .field("refuses_repetitions", &self.replays.is_some())
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}
