//! Replies: the response of a call with its metadata.

#[cfg(feature = "batch")]
pub(crate) mod batch;
mod charset;
mod envelope;
mod gunzip;
mod outcome;
pub(crate) mod receive;

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::OnceLock;

use bytestring::ByteString;
use http::{HeaderMap, StatusCode};

use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::decoder::Decoder;
use crate::codec::decoder::outcome::verdict;
use crate::codec::encode::Kind;
use crate::error::{BusinessError, Context, DecodeError, Error, ErrorKind, HttpError};
use crate::issue::Issue;
use crate::outcome::{Outcome, OutcomeFields, Verdict};
use crate::protocol::{Protocol, ReplyForm};
use crate::secret::Masker;
use crate::values::Value;

#[cfg(feature = "server")]
pub(crate) use envelope::root_name;
use envelope::{Expected, with_payload};

/// Body and headers of a reply, with the properties of the call.
pub(crate) struct TextResponse {
    pub(crate) method: Cow<'static, str>,
    pub(crate) simplify: bool,
    pub(crate) protocol: &'static Protocol,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ByteString,
}

/// Response of a call with its metadata. Dereferences to the response.
///
/// ```
/// # use top_runtime::transport::{HttpResponse, InMemoryTransport};
/// # use top_runtime::{Client, Params};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let body = r#"{"time_get_response":{"time":"2025-11-17 00:00:00","request_id":"16a7k"}}"#;
/// # let client = Client::builder("1", "s").transport(InMemoryTransport::new(move |_| Ok(HttpResponse::new(body)))).build()?;
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let reply = client.call("taobao.time.get", &Params::new()).await?;
/// assert_eq!(reply.get("time").and_then(|time| time.as_str()), Some("2025-11-17 00:00:00"));
/// assert_eq!(reply.request_id(), "16a7k");
/// # Ok::<(), top_runtime::Error>(())
/// # })?;
/// # Ok(())
/// # }
/// ```
pub struct Reply<T> {
    value: T,
    meta: Box<ReplyMeta>,
}

/// Metadata of a reply.
pub(crate) struct ReplyMeta {
    method: Cow<'static, str>,
    request_id: String,
    simplify: bool,
    protocol: &'static Protocol,
    body: ByteString,
    kind: Kind,
    issues: Vec<Issue>,
    outcome: Outcome,
    attempts: usize,
    tree: OnceLock<Value>,
}

impl<T> Reply<T> {
    /// Returns the id of the call, which the platform's support asks for. Empty if the reply has
    /// none.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.meta.request_id
    }

    /// Returns the number of times that the request was sent: more than 1 after retries.
    #[must_use]
    pub fn attempts(&self) -> usize {
        self.meta.attempts
    }

    /// Returns the body as text. Unlike the body of an error it is not masked: it is the caller's
    /// data.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.meta.body
    }

    /// Returns the content of the reply's root as an untyped value. Parsed from the body by the
    /// first call.
    #[must_use]
    pub fn value(&self) -> &Value {
        let meta = &*self.meta;
        meta.tree.get_or_init(|| {
            with_payload(&meta.expected(), &meta.body, |payload| Ok(Value::from_node(payload.node)))
                .unwrap_or_default()
        })
    }

    /// Returns the parts of the reply that could not be decoded: optional fields, which are `None`,
    /// and list elements, which are missing. Limit: 256 issues per reply.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.meta.issues
    }

    /// Returns the outcome of the business call. Always success for replies from `execute`. A flag
    /// that cannot be read is a failure.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.meta.outcome
    }

    pub(crate) const fn new(value: T, meta: Box<ReplyMeta>) -> Self {
        Self { value, meta }
    }

    /// Converts the reply into the response, dropping the metadata.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Decode> Reply<T> {
    /// Returns the paths of members of the reply that the type has no field for: new members of the
    /// platform, or misspelt names in the declaration.
    ///
    /// Decodes the reply a second time. Limit: 1,000 paths; long paths are cut at the start.
    #[must_use]
    pub fn unknown_fields(&self) -> Vec<String> {
        let body = &self.meta.body;
        let unknown = with_payload(&self.meta.expected(), body, |payload| {
            let mut decoder = Decoder::of_reply(body.len(), payload.node).noting_unknown();
            T::placeholder().decode(payload.node, &mut decoder);
            Ok(decoder.unknown)
        });
        let mut unknown = unknown.ok().flatten().unwrap_or_default();
        unknown.retain(|path| !envelope::members_of(self.meta.protocol).contains(&path.as_str()));
        unknown
    }
}

impl ReplyMeta {
    /// Decodes a reply into `value`. `raw` accepts business failures.
    pub(crate) fn decode(
        mut response: TextResponse,
        raw: bool,
        kind: Kind,
        outcome_fields: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Result<Box<Self>, Error> {
        let (status, headers) = (response.status, std::mem::take(&mut response.headers));
        if !status.is_success() {
            return Err(Self::http_error(response, kind, &headers));
        }
        match Self::decode_body(response, raw, kind, outcome_fields, value) {
            Ok(meta) => Ok(Box::new(meta)),
            Err(error) => Err(error.with_headers(&headers)),
        }
    }

    /// Returns the error of a reply with an HTTP error status: the error of the platform if the
    /// body contains one, else the status.
    fn http_error(response: TextResponse, kind: Kind, headers: &HeaderMap) -> Error {
        let (status, method, body) = (response.status, response.method.clone(), response.body.clone());
        // Without an envelope, a code alone may be that of a proxy.
        let is_enveloped =
            matches!(response.protocol.reply, ReplyForm::Envelope | ReplyForm::EnvelopeWithResult);
        let is_described = |error: &Error| match error.kind() {
            ErrorKind::Platform(platform) => is_enveloped || !platform.msg.is_empty(),
            _ => false,
        };
        match Self::decode_body(response, true, kind, &OutcomeFields::NONE, &mut ()) {
            Err(error) if is_described(&error) => error.with_headers(headers),
            _ => {
                let error = HttpError { status: status.as_u16(), retry_after: None };
                Error::new(Context::new(&method).with_body(&*body), error)
            }
        }
    }

    /// Sets the number of attempts of the call. A reply that is decoded without a call has one.
    pub(crate) fn set_attempts(&mut self, attempts: usize) {
        self.attempts = attempts;
    }

    pub(crate) fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Whether the reply reports a business failure.
    pub(crate) fn is_failure(&self) -> bool {
        matches!(self.outcome, Outcome::Failure(_))
    }

    /// Masks the secrets of the call in all issues.
    pub(crate) fn mask(&mut self, secrets: impl FnOnce() -> Masker) {
        if !self.issues.is_empty() {
            let secrets = secrets();
            self.issues.iter_mut().for_each(|issue| issue.mask(&secrets));
        }
    }

    /// Checks the envelope, then the outcome, then decodes the response.
    fn decode_body(
        response: TextResponse,
        raw: bool,
        kind: Kind,
        outcome_fields: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Result<Self, Error> {
        let TextResponse { method, simplify, protocol, body, .. } = response;
        let (request_id, outcome, issues) =
            with_payload(&Expected { method: &method, simplify, protocol, kind }, &body, |payload| {
                let context = || Context::new(&method).with_request_id(payload.request_id).with_body(&*body);
                let verdict = if outcome_fields.is_empty() {
                    outcome::verdict_of(protocol, payload.node)
                } else {
                    verdict(value, body.len(), payload.node, outcome_fields)
                };
                let outcome = match (verdict, raw) {
                    (Verdict::Success, _) => Outcome::Success,
                    (Verdict::Failure { failure, .. }, true) => Outcome::Failure(failure),
                    (Verdict::Failure { failure, is_inferred }, false) => {
                        return Err(Error::new(context(), BusinessError { failure, is_inferred }));
                    }
                    (Verdict::Unreadable(issue), true) => Outcome::unreadable(&issue),
                    (Verdict::Unreadable(issue), false) => {
                        return Err(Error::new(context(), DecodeError { issue }));
                    }
                };
                let mut decoder = Decoder::of_reply(body.len(), payload.node);
                decoder.fill(value, Some(payload.node));
                decoder.finish().map_err(|issue| Error::new(context(), DecodeError { issue }))?;
                Ok((payload.request_id.to_owned(), outcome, decoder.issues))
            })?;
        Ok(Self {
            method,
            request_id,
            simplify,
            protocol,
            body,
            kind,
            issues,
            outcome,
            attempts: 1,
            tree: OnceLock::new(),
        })
    }

    fn expected(&self) -> Expected<'_> {
        let Self { simplify, protocol, kind, .. } = *self;
        Expected { method: &self.method, simplify, protocol, kind }
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Reply<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("value", &self.value)
            .field("request_id", &self.request_id())
            .field("issues", &self.issues())
            .finish_non_exhaustive()
    }
}
