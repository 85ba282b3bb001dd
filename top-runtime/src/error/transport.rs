//! Error of a transport.

use std::{fmt, io};

use crate::issue::escape_control;
use crate::secret::Masker;

/// Why there is no reply to a request.
///
/// ```
/// use top_runtime::transport::TransportError;
///
/// let error = TransportError::not_sent("no route to host");
/// assert!(!error.may_have_been_sent());
/// assert_eq!(error.to_string(), "no route to host");
/// ```
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    /// Whether a retry would fail in the same way.
    permanent: bool,
    timeout: bool,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl TransportError {
    /// Creates the error of a request that cannot have reached the gateway, for instance because
    /// there was no connection.
    pub fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(false, false, source.into())
    }

    /// Creates the error of a request that may have reached the gateway, in whole or in part.
    pub fn maybe_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(true, false, source.into())
    }

    /// Creates the error of a request that was not sent and would fail again, because of a mistake
    /// in the program. The client does not retry it.
    pub fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::new(false, true, source.into())
    }

    fn new(sent: bool, permanent: bool, source: Box<dyn std::error::Error + Send + Sync>) -> Self {
        let timeout = is_timeout(&*source);
        Self { sent, permanent, timeout, source }
    }

    /// Returns the error as that of a mistake in the program: a retry would fail in the same way.
    #[cfg(any(feature = "reqwest", feature = "tower"))]
    pub(crate) fn never_retried(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Returns `true` if the same request would fail again, because of a mistake in the program.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Returns `true` if a time limit ended the request: the cause is an error of reqwest or tokio
    /// that says so, or a [`std::io::Error`] of kind `TimedOut`.
    ///
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// use top_runtime::transport::TransportError;
    ///
    /// assert!(TransportError::maybe_sent(Error::from(ErrorKind::TimedOut)).is_timeout());
    /// assert!(!TransportError::maybe_sent("connection reset").is_timeout());
    /// ```
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// Masks secrets: a source that contains one is replaced by its masked text.
    pub(crate) fn mask(&mut self, secrets: &Masker) {
        let mut text = self.to_string();
        if secrets.is_in(&text) || secrets.is_in(&format!("{:?}", self.source)) {
            secrets.mask(&mut text);
            self.source = text.into();
        }
    }

    /// Returns the cause, for downcasts. The text of this error contains that of the cause and of
    /// its sources.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.source
    }

    /// Returns `true` if the request may have reached the gateway.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }
}

impl fmt::Display for TransportError {
    /// Writes the chain of sources on one line, because the outermost error rarely names the cause.
    /// A text that an error repeats from its source is written once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.source.to_string();
        let mut next = self.source.source();
        while let Some(source) = next {
            next = source.source();
            let cause = source.to_string();
            if (next.is_none() || !is_wrapper(source)) && !text.ends_with(&cause) {
                text.push_str(": ");
                text.push_str(&cause);
            }
        }
        f.write_str(&escape_control(&text))
    }
}

/// Returns `true` if an error or one of its sources is that of a time limit.
fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let io_error = error.downcast_ref::<io::Error>();
        if io_error.is_some_and(|e| e.kind() == io::ErrorKind::TimedOut) || is_timeout_of_http(error) {
            return true;
        }
        // The source of an `io::Error` is that of the error inside of it.
        let inner = io_error.and_then(io::Error::get_ref);
        next = inner.map(|inner| inner as _).or_else(|| error.source());
    }
    false
}

#[cfg(feature = "reqwest")]
fn is_timeout_of_http(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<tokio::time::error::Elapsed>()
        || error.downcast_ref::<::reqwest::Error>().is_some_and(::reqwest::Error::is_timeout)
}

#[cfg(not(feature = "reqwest"))]
fn is_timeout_of_http(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Returns `true` for an error that adds nothing to its source: reqwest wraps the cause of a broken
/// body three times.
#[cfg(feature = "reqwest")]
fn is_wrapper(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<::reqwest::Error>()
}

#[cfg(not(feature = "reqwest"))]
fn is_wrapper(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Has no `source`: `Display` already contains the text of every cause once.
/// [`TransportError::get_ref`] returns the cause.
impl std::error::Error for TransportError {}
