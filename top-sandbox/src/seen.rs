//! The requests that a sandbox saw.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use hyper::header::HeaderMap;
use top_runtime::Params;

use crate::arrival::Arrival;
use crate::check::{Admitted, signature};
use crate::refusal::Refusal;

/// How many requests are kept.
const KEPT: usize = 10_000;

/// A request that the sandbox saw, and what it came to.
///
/// ```
/// # use top_runtime::Params;
/// # use top_sandbox::Sandbox;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder().on("taobao.user.get", |_| ()).start().await?;
/// let client = sandbox.client()?.session(&sandbox.session());
/// client.call("taobao.user.get", &Params::new().with("nick", "商家")).await?;
/// let seen = &sandbox.requests()[0];
/// assert_eq!(seen.params().get("nick"), Some("商家"));
/// assert_eq!(seen.seller(), Some("sandbox_seller"));
/// assert!(seen.string_to_sign().contains("nick商家session***sign_method"));
/// assert!(seen.refusal().is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Seen {
    params: Params,
    headers: HeaderMap,
    at: SystemTime,
    request_id: String,
    seller: Option<String>,
    string_to_sign: String,
    refusal: Option<Refusal>,
}

impl Seen {
    pub(crate) fn new(
        arrival: &Arrival,
        admitted: &Result<Admitted<'_>, Refusal>,
        request_id: String,
        at: SystemTime,
    ) -> Self {
        Self {
            params: arrival.received.clone(),
            headers: arrival.headers.clone(),
            at,
            request_id,
            seller: admitted.as_ref().ok().and_then(|admitted| admitted.seller).map(str::to_owned),
            string_to_sign: signature::shown(&arrival.given),
            refusal: admitted.as_ref().err().cloned(),
        }
    }

    /// The API that was called; empty if the request did not say.
    #[must_use]
    pub fn method(&self) -> &str {
        self.params.get("method").unwrap_or_default()
    }

    /// Every parameter as it came, blank ones too. It holds the session and the signature; its `Debug` masks them.
    #[must_use]
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// An HTTP header, if it came and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// When it came, by the sandbox's clock.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        self.at
    }

    /// The id that its reply had.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The nick of the seller whose session it carried, if it passed the checks.
    #[must_use]
    pub fn seller(&self) -> Option<&str> {
        self.seller.as_deref()
    }

    /// The text that the sandbox signed, with the session as `***`.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }

    /// Why it was refused, by the sandbox or by its handler; `None` if it was not, or not yet.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Seen");
        shown.field("method", &self.method()).field("request_id", &self.request_id);
        shown.field("params", &self.params).field("seller", &self.seller);
        // The whole refusal may hold the signed text, and with it more than the parameters show.
        shown.field("refused", &self.refusal.as_ref().map(Refusal::code)).finish_non_exhaustive()
    }
}

/// The requests seen, each with its number.
#[derive(Default)]
pub(crate) struct Log(Mutex<VecDeque<(u64, Seen)>>);

impl Log {
    /// Keeps a request; the oldest goes where there are too many.
    pub(crate) fn add(&self, number: u64, seen: Seen) {
        let mut log = self.lock();
        if log.len() == KEPT {
            log.pop_front();
        }
        // Requests read at the same time may come out of order.
        let at = log.iter().rposition(|(earlier, _)| *earlier < number).map_or(0, |at| at + 1);
        log.insert(at, (number, seen));
    }

    /// Keeps why a request was refused after all.
    pub(crate) fn refuse(&self, number: u64, refusal: Refusal) {
        if let Some((_, seen)) = self.lock().iter_mut().rev().find(|(known, _)| *known == number) {
            seen.refusal = Some(refusal);
        }
    }

    /// All that are kept.
    pub(crate) fn all(&self) -> Vec<Seen> {
        self.lock().iter().map(|(_, seen)| seen.clone()).collect()
    }

    /// Nothing can panic while it is held, and if something did, the list would still be whole.
    fn lock(&self) -> MutexGuard<'_, VecDeque<(u64, Seen)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
