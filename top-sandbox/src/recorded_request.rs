//! A recorded request.

use std::fmt;
use std::time::SystemTime;

use hyper::body::Bytes;
use hyper::header::HeaderMap;
use top_runtime::server::FromParams;
use top_runtime::{Params, TopApi};

use crate::check::{Admitted, signature};
use crate::codes;
use crate::error_response::ErrorResponse;
use crate::fault::Fault;
use crate::handler::{self, ListForm};
use crate::incoming::{self, IncomingRequest};
use crate::uploads::Upload;

/// A request that the sandbox received, with its outcome.
///
/// ```
/// # use top_runtime::Params;
/// # use top_sandbox::Sandbox;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = Sandbox::builder().on("taobao.user.get", |_| ()).start().await?;
/// let client = sandbox.client()?.session(&sandbox.session());
/// client.call("taobao.user.get", &Params::new().with("nick", "商家")).await?;
/// let request = &sandbox.requests()[0];
/// assert_eq!(request.params().get("nick"), Some("商家"));
/// assert_eq!(request.seller(), Some("sandbox_seller"));
/// assert!(request.string_to_sign().contains("nick商家session***sign_method"));
/// assert!(request.error_response().is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RecordedRequest {
    api: String,
    path: String,
    params: Params,
    body: Option<String>,
    uploads: Vec<Upload>,
    lists: ListForm,
    headers: HeaderMap,
    received_at: SystemTime,
    request_id: String,
    seller: Option<String>,
    string_to_sign: String,
    /// `true` if the request passed the checks of the system parameters.
    admitted: bool,
    error: Option<ErrorResponse>,
    fault: Fault,
    executed: bool,
}

impl RecordedRequest {
    pub(crate) fn new(
        incoming: &IncomingRequest,
        admitted: &Result<Admitted<'_>, ErrorResponse>,
        request_id: String,
        received_at: SystemTime,
        fault: Fault,
    ) -> Self {
        // The text of a batch belongs to all of its calls.
        let has_document = incoming.protocol.is_qimen() && !incoming.signed_body.is_empty();
        Self {
            api: incoming.api.clone(),
            path: incoming.path.clone(),
            params: incoming.recorded_params(),
            body: has_document.then(|| incoming.signed_body.clone()),
            uploads: incoming.uploads.clone(),
            lists: incoming.lists(),
            headers: incoming.headers.clone(),
            received_at,
            request_id,
            seller: admitted.as_ref().ok().and_then(|admitted| admitted.seller.clone()),
            string_to_sign: signature::masked_text(incoming),
            admitted: admitted.is_ok(),
            error: admitted.as_ref().err().cloned(),
            fault,
            executed: false,
        }
    }

    /// Records a request for a token, which has no signature.
    pub(crate) fn of_token(
        incoming: &IncomingRequest,
        request_id: String,
        received_at: SystemTime,
        fault: Fault,
    ) -> Self {
        let refused = Err(ErrorResponse::new(codes::REMOTE_SERVICE_ERROR));
        let recorded = Self::new(incoming, &refused, request_id, received_at, fault);
        Self { error: None, ..recorded.without_signed_text() }
    }

    /// Returns the method of the API, or the empty string. For an API with a path: the path that its
    /// handler was added with, such as `/orders/{order_id}`, or the path of the request if it has no
    /// handler.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.api
    }

    /// Returns the path of the URL, such as `/router/rest` or `/rest/orders/7`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the document in the body, on the gateways of Qimen.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// Returns the files that were received in pieces and not kept: see
    /// [`SandboxBuilder::stream_uploads`](crate::SandboxBuilder::stream_uploads).
    #[must_use]
    pub fn uploads(&self) -> &[Upload] {
        &self.uploads
    }

    /// Returns every parameter as received, with blank ones and files. Variables of the path and the
    /// members of a document are parameters, too.
    ///
    /// Contains the session and the signature. `Debug` masks both, and prints the name, type and
    /// length of a file.
    #[must_use]
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Returns an HTTP header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Returns the time of arrival by the sandbox's clock.
    #[must_use]
    pub fn received_at(&self) -> SystemTime {
        self.received_at
    }

    /// Returns the `request_id` of the reply, for example `sandbox000001`.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Returns the nick of the seller whose session was sent, if the request passed the checks.
    #[must_use]
    pub fn seller(&self) -> Option<&str> {
        self.seller.as_deref()
    }

    /// Removes the signed text: that of a batch belongs to all of its calls.
    pub(crate) fn without_signed_text(self) -> Self {
        Self { string_to_sign: String::new(), ..self }
    }

    /// Returns the text that the sandbox signed, with the session as `***`. Empty for a call of a
    /// batch.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }

    /// Returns the error response of the sandbox, a fault or the handler.
    ///
    /// `None` if the call succeeded or its handler has not ended.
    #[must_use]
    pub fn error_response(&self) -> Option<&ErrorResponse> {
        self.error.as_ref()
    }

    /// Returns the injected fault; [`Fault::None`] if there was none.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// Returns `true` if the handler has ended, whether or not the caller received the reply.
    #[must_use]
    pub fn executed(&self) -> bool {
        self.executed
    }

    pub(crate) fn set_executed(&mut self) {
        self.executed = true;
    }

    pub(crate) fn set_error(&mut self, error: ErrorResponse) {
        self.error = Some(error);
    }

    /// Decodes the declared request. `None` if the method is that of another API.
    pub(crate) fn decode<A: TopApi + FromParams>(&self) -> Option<Result<A, ErrorResponse>> {
        let params = incoming::without_blanks(&self.params);
        (self.api == A::SPEC.method()).then(|| match &self.error {
            Some(error) if !self.admitted => Err(error.clone()),
            _ => handler::decode_request(&params, self.lists),
        })
    }

    /// Returns the approximate size in bytes.
    pub(crate) fn len(&self) -> usize {
        let texts = self.params.iter().map(|(name, value)| name.len() + value.len());
        let files = self.params.files().map(|(name, file)| name.len() + file.bytes().map_or(0, Bytes::len));
        self.body.as_ref().map_or(0, String::len)
            + self.string_to_sign.len()
            + texts.chain(files).sum::<usize>()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("RecordedRequest");
        debug.field("method", &self.method()).field("path", &self.path).field("request_id", &self.request_id);
        debug.field("params", &self.params).field("seller", &self.seller);
        // The whole error may contain the signed text, which `params` masks.
        debug.field("error_code", &self.error.as_ref().map(ErrorResponse::code));
        debug.field("fault", &self.fault).field("executed", &self.executed).finish_non_exhaustive()
    }
}
