//! Requests that passed verification.

use std::fmt;
use std::time::Duration;

use top_runtime::codec::Encode;
use top_runtime::server::{Decoded, read_json, read_texts, read_xml};
use top_runtime::{DateTime, File, Params, TopValue};

use crate::content::Body;
use crate::payload::{PayloadError, Verified};
use crate::replay::ReplayId;
use crate::reply::{Reply, ReplyError, ReplyFormat};

/// Parameters of the protocol, which are not part of a payload.
const SYSTEM_PARAMS: [&str; 13] = [
    "access_token",
    "app_key",
    "customerId",
    "format",
    "method",
    "nonce",
    "partner_id",
    "session",
    "sign_method",
    "simplify",
    "target_app_key",
    "timestamp",
    "v",
];

/// A request with a valid signature and timestamp. Only [`Verifier::verify`](crate::Verifier::verify)
/// and [`Webhook::verify`](crate::Webhook::verify) create one.
///
/// Contains what the signature covers. The rest has `unsigned` in its name: anybody who saw one
/// request may have changed it.
///
/// ```compile_fail
/// # use top_webhook::VerifiedRequest;
/// let forged = VerifiedRequest { app_key: "12345678".to_owned() };
/// ```
#[derive(Clone)]
pub struct VerifiedRequest {
    pub(crate) id: ReplayId,
    /// How long a repetition would be accepted; `None` without a window.
    pub(crate) lifetime: Option<Duration>,
    pub(crate) app_key: String,
    pub(crate) timestamp: Option<DateTime>,
    pub(crate) params: Params,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) is_body_signed: bool,
    pub(crate) files: Vec<(String, File)>,
}

impl VerifiedRequest {
    /// Returns the key of the app whose secret signed the request.
    #[must_use]
    pub fn app_key(&self) -> &str {
        &self.app_key
    }

    /// Returns the called API: the parameter `method`.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        self.params.get("method")
    }

    /// Returns the time at which the platform signed the request. `None` if there is none, and the
    /// verifier has no window.
    #[must_use]
    pub fn timestamp(&self) -> Option<DateTime> {
        self.timestamp
    }

    /// Returns all signed parameters of URL and form, those of the protocol included.
    #[must_use]
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Returns a header that the signature covers, by its name in `top-sign-list`. Empty if the
    /// platform signed that there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let is_named = |(header, _): &&(String, String)| header.eq_ignore_ascii_case(name);
        self.headers.iter().find(is_named).map(|(_, value)| value.as_str())
    }

    /// Returns the signed body: JSON, XML or plain text. `None` for forms, whose content is in
    /// [`params`](Self::params), and for a body that the scheme does not sign.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body_text().filter(|_| self.is_body_signed)
    }

    /// Returns a body that the signature does not cover, as with
    /// [`Scheme::IopCallback`](crate::Scheme::IopCallback). Use nothing of it without another check.
    #[must_use]
    pub fn unsigned_body(&self) -> Option<&str> {
        self.body_text().filter(|_| !self.is_body_signed)
    }

    /// Iterates over the files of a multipart form. No scheme signs files.
    pub fn unsigned_files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    fn body_text(&self) -> Option<&str> {
        match &self.body {
            Body::Params => None,
            Body::Json(text) | Body::Xml(text) | Body::Text(text) => Some(text),
        }
    }

    /// Returns the identity of the request, to detect repetitions in a store or transaction of the
    /// receiver. Equal requests have equal identities.
    #[must_use]
    pub fn replay_id(&self) -> &ReplayId {
        &self.id
    }

    /// Decodes the signed content into a value.
    ///
    /// | content | decoded from |
    /// |---|---|
    /// | JSON, or plain text | the body, as JSON |
    /// | XML | the root element |
    /// | form, or no body | the parameters without those of the protocol, such as `app_key`; objects are JSON, lists of scalars have commas |
    ///
    /// # Errors
    ///
    /// The content is not a value of the type. The sender is authentic, so its reply may contain the
    /// text of the error.
    pub fn decode<T: TopValue>(self) -> Result<Verified<T>, PayloadError> {
        if !self.is_body_signed && self.body != Body::Params {
            return Err(PayloadError::unsigned());
        }
        let Decoded { value, issues, .. } = match &self.body {
            Body::Json(text) | Body::Text(text) => read_json(text),
            Body::Xml(text) => read_xml(text),
            Body::Params => {
                let own = self.params.iter().filter(|(name, _)| !SYSTEM_PARAMS.contains(name));
                read_texts(&own.collect())
            }
        }
        .map_err(PayloadError::new)?;
        Ok(Verified::new(value, self, issues))
    }

    /// Returns the format in which the sender expects the reply: by the parameter `format`, else by
    /// the type of the body.
    #[must_use]
    pub fn reply_format(&self) -> ReplyFormat {
        match self.params.get("format") {
            Some(format) if format.trim().to_ascii_lowercase().starts_with("xml") => ReplyFormat::Xml,
            Some(format) if format.trim().to_ascii_lowercase().starts_with("json") => ReplyFormat::Json,
            _ if matches!(self.body, Body::Xml(_)) => ReplyFormat::Xml,
            _ => ReplyFormat::Json,
        }
    }

    /// Writes the reply in the format that the sender expects: JSON, or XML with the root
    /// `response`.
    ///
    /// # Errors
    ///
    /// A value that cannot be encoded, such as a name that is no name of XML.
    pub fn reply(&self, value: &impl Encode) -> Result<Reply, ReplyError> {
        Reply::new(self.reply_format(), value)
    }
}

impl fmt::Debug for VerifiedRequest {
    /// Formats the parameters with secrets masked, and the length of the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedRequest")
            .field("app_key", &self.app_key)
            .field("timestamp", &self.timestamp)
            .field("params", &self.params)
            .field("body", &format_args!("{} bytes", self.body_text().unwrap_or_default().len()))
            .finish_non_exhaustive()
    }
}
