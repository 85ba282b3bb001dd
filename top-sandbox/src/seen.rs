//! The requests that a sandbox saw.

mod log;

use std::fmt;
use std::time::SystemTime;

use hyper::header::HeaderMap;
use top_runtime::server::FromParams;
use top_runtime::{Params, TopApi};

use crate::arrival::{self, Arrival};
use crate::check::{Admitted, signature};
use crate::fault::Fault;
use crate::handler;
use crate::refusal::ErrorResponse;

pub(crate) use log::Log;

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
/// assert!(seen.error_response().is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RecordedRequest {
    params: Params,
    headers: HeaderMap,
    at: SystemTime,
    request_id: String,
    seller: Option<String>,
    string_to_sign: String,
    /// Whether it passed the checks that are the same for all APIs.
    admitted: bool,
    refusal: Option<ErrorResponse>,
    fault: Fault,
    executed: bool,
}

impl RecordedRequest {
    pub(crate) fn new(
        arrival: &Arrival,
        admitted: &Result<Admitted<'_>, ErrorResponse>,
        request_id: String,
        at: SystemTime,
        fault: Fault,
    ) -> Self {
        Self {
            params: arrival.received.clone(),
            headers: arrival.headers.clone(),
            at,
            request_id,
            seller: admitted.as_ref().ok().and_then(|admitted| admitted.seller).map(str::to_owned),
            string_to_sign: signature::shown(&arrival.given),
            admitted: admitted.is_ok(),
            refusal: admitted.as_ref().err().cloned(),
            fault,
            executed: false,
        }
    }

    /// The API that was called; empty if the request did not say.
    #[must_use]
    pub fn method(&self) -> &str {
        self.params.get("method").unwrap_or_default()
    }

    /// Every parameter as it came, blank ones and files too. It holds the session and the signature; its `Debug` masks them, and
    /// shows of a file its name, type and length.
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
    pub fn received_at(&self) -> SystemTime {
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
    pub fn error_response(&self) -> Option<&ErrorResponse> {
        self.refusal.as_ref()
    }

    /// What went wrong with it on purpose; [`Fault::None`] if nothing did.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// Whether its handler has run to its end, whatever became of the reply; not yet, where the handler is still at work.
    #[must_use]
    pub fn executed(&self) -> bool {
        self.executed
    }

    /// The declared request that it is; `None` if it is one of another API, else why it cannot be read.
    pub(crate) fn read<A: TopApi + FromParams>(&self) -> Option<Result<A, ErrorResponse>> {
        let given = arrival::given(&self.params);
        (given.get("method") == Some(A::SPEC.method())).then(|| match &self.refusal {
            Some(refusal) if !self.admitted => Err(refusal.clone()),
            _ => handler::read(&given),
        })
    }

    /// How many bytes it takes, roughly.
    fn len(&self) -> usize {
        let texts = self.params.iter().map(|(name, value)| name.len() + value.len());
        let files = self.params.files().map(|(name, file)| name.len() + file.bytes().len());
        self.string_to_sign.len() + texts.chain(files).sum::<usize>()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RecordedRequest");
        shown.field("method", &self.method()).field("request_id", &self.request_id);
        shown.field("params", &self.params).field("seller", &self.seller);
        // The whole refusal may hold the signed text, and with it more than the parameters show.
        shown.field("refused", &self.refusal.as_ref().map(ErrorResponse::code));
        shown.field("fault", &self.fault).field("executed", &self.executed).finish_non_exhaustive()
    }
}
