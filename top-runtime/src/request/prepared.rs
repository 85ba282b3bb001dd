//! A signed request that is not sent: for inspection.

use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;

use super::canonical::CanonicalParams;
use super::sign::{Signature, Signer};
use super::signed::{ParamPlacement, SignedRequest};
use crate::AppSecret;
use crate::protocol::HttpMethod;
use crate::quoting::escape_control;
use crate::secret::{MASK, Masker, is_sensitive, scrub};

/// A signed request that was not sent. Returned by [`Client::prepare`](crate::Client::prepare).
///
/// ```
/// use top_runtime::clock::FixedClock;
/// use top_runtime::{Client, TopApi};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.time.get")]
/// struct GetTime;
///
/// let client = Client::builder("12345678", "helloworld").clock(FixedClock::at_unix(1_763_308_800)).build()?;
/// let prepared = client.prepare(&GetTime)?;
/// assert_eq!(
///     prepared.string_to_sign(),
///     "app_key12345678formatjsonmethodtaobao.time.getsign_methodhmac-sha256timestamp2025-11-17 00:00:00v2.0"
/// );
/// println!("{}", prepared.explain());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Prepared {
    params: CanonicalParams,
    sign: Signature,
    url: Arc<str>,
    body: Bytes,
    content_type: Cow<'static, str>,
    app_secret: AppSecret,
}

impl Prepared {
    pub(crate) fn new(
        params: CanonicalParams,
        signer: &Signer,
        gateway: &Arc<str>,
        placement: ParamPlacement,
    ) -> Self {
        let app_secret = signer.secret().clone();
        let SignedRequest { sign, url, body, content_type } =
            SignedRequest::new(&params, signer, gateway, placement);
        Self { params, sign, url, body: body.into_bytes(), content_type, app_secret }
    }

    /// Iterates over the signed names and values, sorted by name. `sign` is not among them.
    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params.iter().map(|(name, value, _)| (name, value))
    }

    /// Returns the text that the signature is computed over. It contains the session, if any.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.params.text
    }

    /// Returns the signature in upper-case hex: 32 digits for MD5 and HMAC-MD5, 64 for HMAC-SHA256.
    #[must_use]
    pub fn sign(&self) -> &str {
        self.sign.as_str()
    }

    /// Returns the HTTP method: GET for some APIs with a path, else POST.
    #[must_use]
    pub fn http_method(&self) -> HttpMethod {
        self.params.target.http
    }

    /// Returns the URL of the request. With [`ParamPlacement::Query`] it contains session and
    /// signature.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the content type of the body: a form, a multipart form if there are files, or that of a
    /// document.
    #[must_use]
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Returns the body: form-encoded parameters, a multipart form, or a document. Empty for GET.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Describes the request line by line, for a log or a question to the platform's support.
    ///
    /// Session, signature, app secret and parameters with the name of a secret are masked, also
    /// inside of other values. Control characters are escaped.
    #[must_use]
    pub fn explain(&self) -> String {
        let tokens = self.params().filter(|(name, _)| is_sensitive(name)).map(|(_, value)| value);
        let secrets = Masker::new(tokens.chain([self.sign(), self.app_secret.expose()]));
        let sanitize = |text: &str| {
            let mut text = scrub(text);
            secrets.mask(&mut text);
            escape_control(&text)
        };
        let method = self.http_method().as_str();
        let mut out = format!("{method} {}\n", sanitize(self.url.split('?').next().unwrap_or_default()));
        for (name, value) in self.params() {
            let value = if is_sensitive(name) { MASK.to_owned() } else { sanitize(value) };
            let _ = writeln!(out, "  {} = {value}", sanitize(name));
        }
        for (name, file) in &self.params.files {
            let _ = writeln!(out, "  {} = {}", sanitize(name), sanitize(&format!("{file:?}")));
        }
        if !self.params.document().is_empty() {
            let _ = writeln!(out, "  body = {}", sanitize(self.params.document()));
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
