//! A request that is signed and ready to be sent, for whoever wants to look at it first.

use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;

use super::canonical::CanonicalParams;
use super::form::FormText;
use super::multipart::Multipart;
use super::sign::{Signature, Signer};
use crate::AppSecret;
use crate::quoting::escape_control;
use crate::secret::{MASK, Masker, is_sensitive, scrub};

/// Where the protocol's own parameters stand in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParamPlacement {
    /// In the body, with those of the API: no session and no signature stands in a URL, or in anybody's log of URLs.
    #[default]
    Body,
    /// In the URL's query, as the official SDK does.
    Query,
}

/// A signed request.
///
/// ```
/// use top_runtime::{Client, SystemParam, TopApi};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.time.get")]
/// struct GetTime;
///
/// let client = Client::builder("12345678", "helloworld").clock(SystemParam::at_unix(1_763_308_800)).build()?;
/// let prepared = client.prepare(&GetTime)?;
/// assert_eq!(
///     prepared.string_to_sign(),
///     "app_key12345678formatjsonmethodtaobao.time.getsign_methodhmac-sha256timestamp2025-11-17 00:00:00v2.0"
/// );
/// println!("{}", prepared.explain());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Prepared {
    list: CanonicalParams,
    signed: Signed,
    app_secret: AppSecret,
}

/// What is sent of a list.
pub(crate) struct Signed {
    pub(crate) sign: Signature,
    pub(crate) url: Arc<str>,
    pub(crate) body: Bytes,
    pub(crate) content_type: Cow<'static, str>,
}

/// The type of a body without files.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

impl Signed {
    /// Signs a list and cuts URL and body out of it, so that what is signed is what is sent.
    pub(crate) fn of(
        list: &CanonicalParams,
        signer: &Signer,
        gateway: &Arc<str>,
        placement: ParamPlacement,
    ) -> Self {
        let sign = signer.sign(&list.text);
        let url = match placement {
            ParamPlacement::Body => Arc::clone(gateway),
            ParamPlacement::Query => with_query(gateway, list, &sign),
        };
        let in_body = |public: bool| placement == ParamPlacement::Body || !public;
        let own_sign = (placement == ParamPlacement::Body).then(|| ("sign", sign.as_str()));
        let (body, content_type) = if list.files.is_empty() {
            let mut body = FormText::after(Vec::new(), list.text.len() * 3 + 256);
            list.encode(in_body, &mut body);
            if let Some((name, value)) = own_sign {
                body.pair(name, value);
            }
            (body.finish(), FORM.into())
        } else {
            let Multipart { body, content_type } = Multipart::new(list, in_body, own_sign);
            (body, content_type.into())
        };
        Self { sign, url, body: body.into(), content_type }
    }
}

/// The gateway's URL with the protocol's parameters behind what query it has.
fn with_query(gateway: &str, list: &CanonicalParams, sign: &Signature) -> Arc<str> {
    let (base, query) = gateway.split_once('?').unwrap_or((gateway, ""));
    let mut query = FormText::after(query.into(), 512);
    list.encode(|public| public, &mut query);
    query.pair("sign", sign.as_str());
    format!("{base}?{}", String::from_utf8_lossy(&query.finish())).into()
}

impl Prepared {
    pub(crate) fn new(
        list: CanonicalParams,
        signer: &Signer,
        gateway: &Arc<str>,
        placement: ParamPlacement,
    ) -> Self {
        let app_secret = signer.secret().clone();
        Self { signed: Signed::of(&list, signer, gateway, placement), list, app_secret }
    }

    /// Names and values as they are signed, sorted by name, without `sign`.
    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, value, _)| (name, value))
    }

    /// The text that the signature is computed over. It holds the session, if there is one.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.list.text
    }

    /// The signature: upper-case hex.
    #[must_use]
    pub fn sign(&self) -> &str {
        self.signed.sign.as_str()
    }

    /// The URL that the request is sent to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.signed.url
    }

    /// The content type of the body: a form, or a multipart form where there are files.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.signed.content_type
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.signed.body
    }

    /// The request line by line, for a log or a question to support. Session, signature and
    /// whatever has the name of a secret are masked, also inside of other values; what would break
    /// a line or colour a terminal is escaped.
    #[must_use]
    pub fn explain(&self) -> String {
        let tokens = self.params().filter(|(name, _)| is_sensitive(name)).map(|(_, value)| value);
        let secrets = Masker::new(tokens.chain([self.sign(), self.app_secret.expose()]));
        let shown = |text: &str| {
            let mut text = scrub(text);
            secrets.mask(&mut text);
            escape_control(&text)
        };
        let mut out = format!("POST {}\n", self.signed.url.split('?').next().unwrap_or_default());
        for (name, value) in self.params() {
            let value = if is_sensitive(name) { MASK.to_owned() } else { shown(value) };
            let _ = writeln!(out, "  {} = {value}", shown(name));
        }
        for (name, file) in &self.list.files {
            let _ = writeln!(out, "  {} = {}", shown(name), shown(&format!("{file:?}")));
        }
        let _ = writeln!(out, "  sign = {MASK} ({} hex digits)", self.sign().len());
        out
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.explain())
    }
}
