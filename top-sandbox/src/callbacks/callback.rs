//! What a callback consists of before it is signed.

use std::time::Duration;

/// A request of the platform to a server under test.
#[derive(Debug, Clone)]
pub struct Callback {
    pub(super) scheme: Scheme,
    pub(super) http_method: &'static str,
    /// Parameters of the URL.
    pub(super) query: Vec<(String, String)>,
    /// Headers that `top-sign-list` names.
    pub(super) signed_headers: Vec<(String, String)>,
    pub(super) body: CallbackBody,
    pub(super) is_gbk: bool,
    pub(super) timestamp: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Spi,
    Iop,
    Push,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CallbackBody {
    None,
    /// A text with its media type.
    Text(&'static str, String),
    Form(Vec<(String, String)>),
    Multipart(Vec<(String, String)>),
}

/// The timestamp, relative to the clock of the sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timestamp {
    Missing,
    Past(Duration),
    Future(Duration),
}

impl Callback {
    /// Creates a call of an SPI of TOP: signed with MD5, in the parameter `sign`. A GET without a
    /// body, unless one is set.
    pub fn spi(method: impl Into<String>) -> Self {
        Self::new(Scheme::Spi).param("method", method)
    }

    /// Creates a call of an API of Qimen with an XML body: signed as an SPI.
    pub fn qimen(method: impl Into<String>, customer_id: impl Into<String>, xml: impl Into<String>) -> Self {
        let call =
            Self::spi(method).param("v", "2.0").param("format", "xml").param("customerId", customer_id);
        call.xml(xml)
    }

    /// Creates a call of IOP: signed with HMAC-SHA256 over path and parameters, in the parameter
    /// `http_sign`.
    #[must_use]
    pub fn iop() -> Self {
        Self::new(Scheme::Iop)
    }

    /// Creates a push of IOP with a JSON object: signed with HMAC-SHA256 in the header
    /// `Authorization`. The member `timestamp` is added, in milliseconds.
    pub fn push(json: impl Into<String>) -> Self {
        Self::new(Scheme::Push).json(json)
    }

    fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            http_method: "GET",
            query: Vec::new(),
            signed_headers: Vec::new(),
            body: CallbackBody::None,
            is_gbk: false,
            timestamp: Timestamp::Past(Duration::ZERO),
        }
    }

    /// Adds a parameter of the URL.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header that an SPI signs: it is named in `top-sign-list`, and its value is
    /// percent-encoded. Without an effect on the schemes of IOP.
    #[must_use]
    pub fn signed_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.signed_headers.push((name.into(), value.into()));
        self
    }

    /// Sets a JSON body.
    #[must_use]
    pub fn json(self, text: impl Into<String>) -> Self {
        self.body(CallbackBody::Text("application/json", text.into()))
    }

    /// Sets an XML body.
    #[must_use]
    pub fn xml(self, text: impl Into<String>) -> Self {
        self.body(CallbackBody::Text("text/xml", text.into()))
    }

    /// Sets a body of plain text.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.body(CallbackBody::Text("text/plain", text.into()))
    }

    /// Sets a URL-encoded form as body.
    #[must_use]
    pub fn form<N: Into<String>, V: Into<String>>(self, pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        self.body(CallbackBody::Form(pairs.collect()))
    }

    /// Sets a multipart form of texts as body.
    #[must_use]
    pub fn multipart<N: Into<String>, V: Into<String>>(
        self,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        self.body(CallbackBody::Multipart(pairs.collect()))
    }

    fn body(self, body: CallbackBody) -> Self {
        Self { http_method: "POST", body, ..self }
    }

    /// Writes and signs the callback in GBK. Default: UTF-8.
    #[must_use]
    pub fn gbk(self) -> Self {
        Self { is_gbk: true, ..self }
    }

    /// Sets the age of the timestamp. Default: 0.
    #[must_use]
    pub fn aged(self, age: Duration) -> Self {
        Self { timestamp: Timestamp::Past(age), ..self }
    }

    /// Sets how far ahead of the clock the timestamp is.
    #[must_use]
    pub fn ahead(self, time: Duration) -> Self {
        Self { timestamp: Timestamp::Future(time), ..self }
    }

    /// Leaves the timestamp out.
    #[must_use]
    pub fn without_timestamp(self) -> Self {
        Self { timestamp: Timestamp::Missing, ..self }
    }
}
