//! A reply: the value that was asked for, and everything that came with it.

mod charset;
mod envelope;
mod gunzip;
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
use crate::secret::Masker;
use crate::values::Value;

#[cfg(feature = "server")]
pub(crate) use envelope::root_name;
use envelope::{Asked, with_payload};

/// A body that may be a reply, and what was asked for.
pub(crate) struct TextResponse {
    pub(crate) method: Cow<'static, str>,
    pub(crate) simplify: bool,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ByteString,
}

/// A good reply. It derefs to the value.
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
    about: Box<ReplyMeta>,
}

/// What a reply holds besides its value.
pub(crate) struct ReplyMeta {
    method: Cow<'static, str>,
    request_id: String,
    simplify: bool,
    body: ByteString,
    kind: Kind,
    issues: Vec<Issue>,
    outcome: Outcome,
    tree: OnceLock<Value>,
}

impl<T> Reply<T> {
    /// The id under which the platform knows the call: what its support asks for. Empty where the reply has none.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.about.request_id
    }

    /// The body as it came: unlike that of an error it is data of the caller's own, and nothing in
    /// it is masked.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.about.body
    }

    /// What the value was read from: the content of the reply's root, untyped. It is read from the body when first asked for.
    #[must_use]
    pub fn value(&self) -> &Value {
        let about = &*self.about;
        about.tree.get_or_init(|| {
            with_payload(&about.asked(), &about.body, |payload| Ok(Value::from_node(payload.node)))
                .unwrap_or_default()
        })
    }

    /// What could not be read and was left out: optional fields that are `None` for it, list elements that are missing for it.
    /// At most 256 are kept.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.about.issues
    }

    /// What the reply says of the business call: always success from `execute`. A flag that cannot be read is a failure.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.about.outcome
    }

    pub(crate) const fn new(value: T, about: Box<ReplyMeta>) -> Self {
        Self { value, about }
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Decode> Reply<T> {
    /// Paths of what the reply holds and the type does not: new fields of the platform, or misspelt ones of ours.
    ///
    /// The reply is read a second time for it. At most 1,000 are kept, and of a long path the inner end.
    #[must_use]
    pub fn unknown_fields(&self) -> Vec<String> {
        let body = &self.about.body;
        let unknown = with_payload(&self.about.asked(), body, |payload| {
            let mut reader = Decoder::of_reply(body.len(), payload.node).noting_unknown();
            T::placeholder().decode(payload.node, &mut reader);
            Ok(reader.unknown)
        });
        let mut unknown = unknown.ok().flatten().unwrap_or_default();
        unknown.retain(|path| path != "request_id");
        unknown
    }
}

fn http(method: &str, body: &str, status: u16) -> Error {
    Error::new(Context::new(method).with_body(body), HttpError { status, retry_after: None })
}

impl ReplyMeta {
    /// Reads a reply into `value`: first the platform's error, then the verdict, then the value.
    pub(crate) fn of(
        mut received: TextResponse,
        raw: bool,
        kind: Kind,
        markers: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Result<Box<Self>, Error> {
        let (status, headers) = (received.status, std::mem::take(&mut received.headers));
        if !status.is_success() {
            return Err(Self::refused(received, kind, &headers));
        }
        match Self::read(received, raw, kind, markers, value) {
            Ok(about) => Ok(Box::new(about)),
            Err(error) => Err(error.with_headers(&headers)),
        }
    }

    /// What a reply with the status of an HTTP error says: only an error of the platform is believed.
    fn refused(received: TextResponse, kind: Kind, headers: &HeaderMap) -> Error {
        let (status, method, body) = (received.status, received.method.clone(), received.body.clone());
        match Self::read(received, true, kind, &OutcomeFields::NONE, &mut ()) {
            Err(error) if matches!(error.kind(), ErrorKind::Platform(_)) => error.with_headers(headers),
            _ => http(&method, &body, status.as_u16()),
        }
    }

    /// Masks the secrets of the call wherever an issue repeats them. Without issues the secrets are
    /// not even asked for.
    pub(crate) fn mask(&mut self, secrets: impl FnOnce() -> Masker) {
        if !self.issues.is_empty() {
            let secrets = secrets();
            self.issues.iter_mut().for_each(|issue| issue.mask(&secrets));
        }
    }

    fn read(
        received: TextResponse,
        raw: bool,
        kind: Kind,
        markers: &OutcomeFields,
        value: &mut dyn ErasedDecode,
    ) -> Result<Self, Error> {
        let TextResponse { method, simplify, body, .. } = received;
        let (request_id, outcome, issues) =
            with_payload(&Asked { method: &method, simplify, kind }, &body, |payload| {
                let context = || Context::new(&method).with_request_id(payload.request_id).with_body(&*body);
                let outcome = match (verdict(value, body.len(), payload.node, markers), raw) {
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
                let mut reader = Decoder::of_reply(body.len(), payload.node);
                reader.fill(value, Some(payload.node));
                reader.finish().map_err(|issue| Error::new(context(), DecodeError { issue }))?;
                Ok((payload.request_id.to_owned(), outcome, reader.issues))
            })?;
        Ok(Self { method, request_id, simplify, body, kind, issues, outcome, tree: OnceLock::new() })
    }

    fn asked(&self) -> Asked<'_> {
        Asked { method: &self.method, simplify: self.simplify, kind: self.kind }
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
        let mut shown = f.debug_struct("Reply");
        shown
            .field("value", &self.value)
            .field("request_id", &self.request_id())
            .field("issues", &self.issues());
        shown.finish_non_exhaustive()
    }
}
