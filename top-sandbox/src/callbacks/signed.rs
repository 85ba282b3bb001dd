//! Signed callbacks.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use hyper::Uri;
use top_runtime::{DateTime, Value};

use super::callback::{Callback, CallbackBody, Scheme, Timestamp};
use super::encode::{BOUNDARY, Encoder};
use super::send::CallbackError;
use super::sign::{self, Pair};
use crate::accounts::App;
use crate::blank::is_blank;

/// A signed callback: an HTTP request, ready to be sent, or to be passed to a server in the same
/// process.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedCallback {
    pub(super) http_method: &'static str,
    pub(super) url: Uri,
    /// Parameters of the URL, percent-encoded.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl SignedCallback {
    pub(super) fn new(
        url: &str,
        callback: &Callback,
        app: &App,
        now: SystemTime,
    ) -> Result<Self, CallbackError> {
        let uri: Uri = url.parse().map_err(|error| CallbackError::new(format!("URL `{url}`: {error}")))?;
        if uri.scheme_str() != Some("http") || uri.host().is_none() || uri.query().is_some() {
            let reason = format!("URL `{url}`: expected an http URL without a query");
            return Err(CallbackError::new(reason));
        }
        let builder = Builder {
            callback,
            app,
            encoder: Encoder { is_gbk: callback.is_gbk },
            time: timestamp(callback.timestamp, now),
        };
        builder.build(uri)
    }

    /// Returns the HTTP method.
    #[must_use]
    pub fn http_method(&self) -> &str {
        self.http_method
    }

    /// Returns the path, percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// Returns the query, percent-encoded. Contains the signature, except for a push.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Iterates over the headers.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns path and query, as in a request line.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        match self.query() {
            query if query.is_empty() => self.path().to_owned(),
            query => format!("{}?{query}", self.path()),
        }
    }

    /// Returns the signature, wherever it is.
    pub(super) fn signature_mut(&mut self) -> Option<&mut String> {
        let of_query = self.query.iter_mut().find(|(name, _)| is_sign(name));
        let of_headers = self.headers.iter_mut().find(|(name, _)| is_sign(name));
        of_query.or(of_headers).map(|(_, value)| value)
    }
}

/// Whether a parameter or header has the signature.
pub(super) fn is_sign(name: &str) -> bool {
    matches!(name, "sign" | "http_sign" | "authorization")
}

impl fmt::Debug for SignedCallback {
    /// Formats the names of parameters and headers, and the length of the body: values may be
    /// secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("SignedCallback")
            .field("http_method", &self.http_method)
            .field("url", &self.url)
            .field("query", &names(&self.query))
            .field("headers", &names(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// Seconds and milliseconds since 1970.
type Time = Option<(i64, i64)>;

fn timestamp(timestamp: Timestamp, now: SystemTime) -> Time {
    let time = match timestamp {
        Timestamp::Missing => return None,
        Timestamp::Past(age) => now.checked_sub(age).unwrap_or(UNIX_EPOCH),
        Timestamp::Future(ahead) => now.checked_add(ahead).unwrap_or(now),
    };
    let millis = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let millis = i64::try_from(millis).unwrap_or(i64::MAX);
    Some((millis / 1000, millis))
}

struct Builder<'c> {
    callback: &'c Callback,
    app: &'c App,
    encoder: Encoder,
    time: Time,
}

impl Builder<'_> {
    fn build(&self, url: Uri) -> Result<SignedCallback, CallbackError> {
        let query = self.query();
        let (content_type, body) = self.body()?;
        let mut headers = Vec::from_iter(content_type.map(|value| ("content-type".to_owned(), value)));
        let encoded = |(name, value): &(String, String)| {
            Ok::<_, CallbackError>((self.encoder.percent(name)?, self.encoder.percent(value)?))
        };
        let mut encoded_query = query.iter().map(encoded).collect::<Result<Vec<_>, _>>()?;
        match self.callback.scheme {
            Scheme::Spi => {
                headers.extend(self.signed_headers()?);
                encoded_query.push(("sign".to_owned(), self.spi_signature(&query, &body)?));
            }
            Scheme::Iop => {
                encoded_query.push(("http_sign".to_owned(), self.iop_signature(url.path(), &query)?));
            }
            Scheme::Push => headers.push(("authorization".to_owned(), self.push_signature(&body))),
        }
        let http_method = self.callback.http_method;
        Ok(SignedCallback { http_method, url, query: encoded_query, headers, body })
    }

    /// Returns the parameters of the URL: those of the protocol, then those of the callback.
    fn query(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: String| (name.to_owned(), value);
        let key = || pair("app_key", self.app.key.clone());
        let mut query = match self.callback.scheme {
            Scheme::Spi => vec![key(), pair("sign_method", "md5".to_owned())],
            Scheme::Iop => vec![key(), pair("sign_method", "sha256".to_owned())],
            Scheme::Push => Vec::new(),
        };
        match (self.callback.scheme, self.time) {
            (Scheme::Spi, Some((seconds, _))) => {
                query.push(pair("timestamp", DateTime::from_unix(seconds).to_string()));
            }
            (Scheme::Iop, Some((_, millis))) => query.push(pair("timestamp", millis.to_string())),
            _ => {}
        }
        query.extend(self.callback.query.iter().cloned());
        query
    }

    /// Returns content type and body.
    fn body(&self) -> Result<(Option<String>, Vec<u8>), CallbackError> {
        let charset = self.encoder.name();
        match &self.callback.body {
            // The charset of the URL is declared by the content type alone.
            CallbackBody::None if self.encoder.is_gbk => {
                Ok((Some(format!("application/x-www-form-urlencoded;charset={charset}")), Vec::new()))
            }
            CallbackBody::None => Ok((None, Vec::new())),
            CallbackBody::Text(media_type, text) => {
                let text = if self.callback.scheme == Scheme::Push { &self.message(text)? } else { text };
                Ok((Some(format!("{media_type};charset={charset}")), self.encoder.bytes(text)?))
            }
            CallbackBody::Form(pairs) => {
                let content_type = format!("application/x-www-form-urlencoded;charset={charset}");
                Ok((Some(content_type), self.encoder.pairs(pairs)?.into_bytes()))
            }
            CallbackBody::Multipart(pairs) => {
                let content_type = format!("multipart/form-data;charset={charset};boundary={BOUNDARY}");
                Ok((Some(content_type), self.encoder.multipart(pairs)?))
            }
        }
    }

    /// Adds the timestamp to the message of a push.
    fn message(&self, text: &str) -> Result<String, CallbackError> {
        let value: Value = text.parse().map_err(|error| CallbackError::new(format!("push: {error}")))?;
        let Value::Object(mut members) = value else {
            return Err(CallbackError::new("push: expected a JSON object"));
        };
        members.retain(|(name, _)| name != "timestamp");
        members.extend(self.time.map(|(_, millis)| ("timestamp".to_owned(), millis.into())));
        Ok(Value::Object(members).to_string())
    }

    fn signed_headers(&self) -> Result<Vec<(String, String)>, CallbackError> {
        let headers = &self.callback.signed_headers;
        if headers.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
        let list = ("top-sign-list".to_owned(), names.join(","));
        let encoded = headers.iter().map(|(name, value)| Ok((name.clone(), self.encoder.percent(value)?)));
        std::iter::once(Ok(list)).chain(encoded).collect()
    }

    fn pairs<'p>(
        &self,
        pairs: impl Iterator<Item = &'p (String, String)>,
    ) -> Result<Vec<Pair>, CallbackError> {
        pairs
            .map(|(name, value)| {
                let bytes = (self.encoder.bytes(name)?, self.encoder.bytes(value)?);
                Ok(Pair { name: name.clone(), bytes })
            })
            .collect()
    }

    fn form(&self) -> &[(String, String)] {
        match &self.callback.body {
            CallbackBody::Form(pairs) | CallbackBody::Multipart(pairs) => pairs,
            _ => &[],
        }
    }

    /// Later pairs win: the URL over the form, and both over headers.
    fn spi_signature(&self, query: &[(String, String)], body: &[u8]) -> Result<String, CallbackError> {
        // A value of blanks only in a form is signed as empty, by the SDK's definition of blank.
        let is_form = matches!(self.callback.body, CallbackBody::Form(_));
        let mut form = self.form().to_vec();
        form.iter_mut().filter(|(_, value)| is_form && is_blank(value)).for_each(|(_, value)| value.clear());
        let pairs = self.callback.signed_headers.iter().chain(&form).chain(query);
        let mut text = sign::sorted(self.pairs(pairs)?);
        if let CallbackBody::Text(..) = self.callback.body {
            text.extend(body);
        }
        Ok(sign::md5(&self.encoder.bytes(self.app.secret.expose())?, &text))
    }

    fn iop_signature(&self, path: &str, query: &[(String, String)]) -> Result<String, CallbackError> {
        let pairs = self.pairs(self.form().iter().chain(query))?;
        let text = [path.as_bytes(), &sign::sorted(pairs)].concat();
        let secret = self.encoder.bytes(self.app.secret.expose())?;
        Ok(sign::hmac_sha256(&secret, &text).to_uppercase())
    }

    fn push_signature(&self, body: &[u8]) -> String {
        let text = [self.app.key.as_bytes(), body].concat();
        sign::hmac_sha256(self.app.secret.expose().as_bytes(), &text)
    }
}
