//! The decoded content of a verified request.

use std::fmt;
use std::ops::Deref;

use top_runtime::TopValue;
use top_runtime::error::Issue;

use crate::verified::VerifiedRequest;

/// The decoded content of a verified request. Dereferences to the content.
///
/// Only [`VerifiedRequest::decode`] creates one, so a function that takes `Verified<T>` is never
/// called with content of a stranger.
///
/// ```compile_fail
/// # use top_webhook::Verified;
/// fn ship(order: &Verified<i64>) {}
/// ship(&7); // not verified
/// ```
pub struct Verified<T> {
    value: T,
    request: VerifiedRequest,
    issues: Vec<Issue>,
}

impl<T> Verified<T> {
    pub(crate) fn new(value: T, request: VerifiedRequest, issues: Vec<Issue>) -> Self {
        Self { value, request, issues }
    }

    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> &VerifiedRequest {
        &self.request
    }

    /// Returns the parts that could not be decoded: optional fields, which are `None`, and list
    /// elements, which are missing.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Returns content and request.
    #[must_use]
    pub fn into_parts(self) -> (T, VerifiedRequest) {
        (self.value, self.request)
    }

    /// Returns the content.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Verified<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("value", &self.value)
            .field("request", &self.request)
            .field("issues", &self.issues)
            .finish()
    }
}

/// The error of verified content that is not a value of the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadError(Reason);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Issue(Issue),
    Unsigned,
}

impl PayloadError {
    pub(crate) fn new(issue: Issue) -> Self {
        Self(Reason::Issue(issue))
    }

    pub(crate) fn unsigned() -> Self {
        Self(Reason::Unsigned)
    }

    /// Returns the part that cannot be decoded. `None` if the content is not signed.
    #[must_use]
    pub fn issue(&self) -> Option<&Issue> {
        match &self.0 {
            Reason::Issue(issue) => Some(issue),
            Reason::Unsigned => None,
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Issue(issue) => issue.fmt(f),
            Reason::Unsigned => f.write_str(
                "the body is not signed, only path and parameters are: read `unsigned_body`, and check its content \
                 by a call to the platform",
            ),
        }
    }
}

impl std::error::Error for PayloadError {}

/// A message that IOP pushes (Lazada, AliExpress): an envelope around the data of its type.
///
/// ```
/// use top_runtime::TopValue;
/// use top_webhook::PushMessage;
///
/// /// Data of the message type of orders.
/// #[derive(Debug, TopValue)]
/// struct OrderChanged {
///     trade_order_id: String,
///     order_status: String,
/// }
///
/// type Message = PushMessage<OrderChanged>;
/// # let _ = |message: &Message| message.data.trade_order_id.len();
/// ```
#[derive(Debug, Clone, TopValue)]
pub struct PushMessage<T> {
    /// The seller. Text or a number on the wire.
    pub seller_id: Option<String>,
    /// Number of the message type, such as 0 for the status of orders on Lazada.
    pub message_type: i64,
    /// Content of the message.
    pub data: T,
    /// Time of the message in milliseconds or seconds since 1970.
    pub timestamp: Option<i64>,
    /// Site of the seller, such as `lazada_sg`.
    pub site: Option<String>,
}
