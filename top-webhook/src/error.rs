//! Why a request is refused.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use crate::replay::ReplayStoreError;

/// Why a request is not accepted. For logs and alarms of the receiver: **the sender must not be told.**
/// Replies of this crate are equal for all reasons.
///
/// Contains no secret and no signature. Quoted texts of the request are cut and on one line.
#[derive(Debug)]
#[non_exhaustive]
pub enum VerifyError {
    /// The HTTP method is not one of the scheme.
    Method {
        /// The received method, quoted.
        found: String,
        /// The accepted methods.
        expected: &'static str,
    },
    /// The address of the sender is outside of [`Verifier::sources`](crate::Verifier::sources).
    Source {
        /// The address. `None` if the request was created without one.
        found: Option<IpAddr>,
    },
    /// The body is longer than [`Verifier::max_body`](crate::Verifier::max_body).
    BodyTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body ended early, or could not be received.
    IncompleteBody,
    /// A body where none is signed: with GET, or of another type than the scheme's.
    UnsupportedContentType {
        /// The content type, quoted.
        found: String,
    },
    /// The charset of the content type is neither UTF-8 nor GBK.
    UnsupportedCharset {
        /// The charset, quoted.
        found: String,
    },
    /// Bytes that are no text in the charset of the request.
    InvalidText {
        /// The part of the request.
        part: &'static str,
    },
    /// A `%` without two hex digits.
    InvalidEscape {
        /// The part of the request.
        part: &'static str,
    },
    /// A multipart form, or the JSON of a push, that cannot be read.
    MalformedBody {
        /// The mistake.
        reason: String,
    },
    /// Two parameters of one name. Parsers differ in which one counts.
    DuplicateParameter {
        /// The name, quoted.
        name: String,
    },
    /// Two names without `=`: the signature cannot tell `a&b` from `a=b`.
    AmbiguousNames {
        /// The part of the request.
        part: &'static str,
    },
    /// Two headers of one name that decides or is signed.
    DuplicateHeader {
        /// The name, quoted.
        name: String,
    },
    /// More than 1,000 parameters or signed headers.
    TooManyParameters,
    /// No signature: `sign`, `http_sign` or the header `Authorization`.
    MissingSignature,
    /// The signature has another length, as one that was cut.
    SignatureLength {
        /// The length in characters of a signature of the scheme.
        expected: usize,
        /// The received length in bytes.
        found: usize,
    },
    /// The signature has letters of the other case than the scheme's.
    SignatureCase {
        /// `upper-case` or `lower-case`.
        expected: &'static str,
    },
    /// The signature has other characters than hex digits.
    SignatureDigits,
    /// A sign method that the scheme does not have.
    UnsupportedSignMethod {
        /// The method, quoted.
        found: String,
        /// The method of the scheme.
        expected: &'static str,
    },
    /// The request names an app that is not in [`AppSecrets`](crate::AppSecrets).
    UnknownApp {
        /// The app key, quoted.
        found: String,
    },
    /// The signature is that of other content or of another secret.
    WrongSignature,
    /// No timestamp.
    MissingTimestamp,
    /// The timestamp is not a time.
    InvalidTimestamp {
        /// The timestamp, quoted.
        found: String,
    },
    /// The timestamp is before the window.
    TooOld {
        /// The age.
        age: Duration,
        /// The limit.
        limit: Duration,
    },
    /// The timestamp is after the window.
    FromFuture {
        /// The time until the timestamp.
        ahead: Duration,
        /// The limit.
        limit: Duration,
    },
    /// The request was accepted before.
    Replayed,
    /// The store of accepted requests failed, so a replay cannot be excluded.
    ReplayStore(ReplayStoreError),
}

impl VerifyError {
    /// Returns `true` if the cause is on the receiver's side: the store of accepted requests failed.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        matches!(self, Self::ReplayStore(_))
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method { found, expected } => write!(f, "HTTP method {found}: expected {expected}"),
            Self::Source { found: Some(address) } => {
                write!(f, "address {address} is not one of the platform")
            }
            Self::Source { found: None } => f.write_str(
                "the address of the sender is not known: set it with `IncomingRequest::with_peer`",
            ),
            Self::BodyTooLong { limit } => write!(f, "body longer than the {limit} bytes of `max_body`"),
            Self::IncompleteBody => f.write_str("the body ended early"),
            Self::UnsupportedContentType { found } => {
                write!(
                    f,
                    "content type {found}: expected a form, JSON, XML or plain text, and no body with GET"
                )
            }
            Self::UnsupportedCharset { found } => write!(f, "charset {found}: expected UTF-8 or GBK"),
            Self::InvalidText { part } => write!(f, "{part}: bytes that are no text in the declared charset"),
            Self::InvalidEscape { part } => write!(f, "{part}: `%` without two hex digits"),
            Self::MalformedBody { reason } => write!(f, "body: {reason}"),
            Self::DuplicateParameter { name } => write!(f, "parameter {name} comes twice"),
            Self::AmbiguousNames { part } => {
                write!(f, "{part}: two names without `=`, which are signed like a name and its value")
            }
            Self::DuplicateHeader { name } => write!(f, "header {name} comes twice"),
            Self::TooManyParameters => f.write_str("more than 1,000 parameters"),
            Self::MissingSignature => f.write_str("no signature"),
            Self::SignatureLength { expected, found } => {
                write!(f, "signature of {found} bytes: expected {expected} hex digits")
            }
            Self::SignatureCase { expected } => write!(f, "signature: expected {expected} hex digits"),
            Self::SignatureDigits => f.write_str("signature with other characters than hex digits"),
            Self::UnsupportedSignMethod { found, expected } => {
                write!(f, "sign method {found}: expected `{expected}`")
            }
            Self::UnknownApp { found } => write!(f, "app {found} is not one of this receiver"),
            Self::WrongSignature => f.write_str("signature of other content or of another secret"),
            Self::MissingTimestamp => f.write_str("no timestamp"),
            Self::InvalidTimestamp { found } => write!(f, "timestamp {found} is not a time"),
            Self::TooOld { age, limit } => {
                write!(f, "timestamp {} s old: at most {} s are accepted", age.as_secs(), limit.as_secs())
            }
            Self::FromFuture { ahead, limit } => {
                write!(f, "timestamp {} s ahead: at most {} s are accepted", ahead.as_secs(), limit.as_secs())
            }
            Self::Replayed => f.write_str("the request was accepted before"),
            Self::ReplayStore(error) => write!(f, "store of accepted requests: {error}"),
        }
    }
}

impl std::error::Error for VerifyError {}
