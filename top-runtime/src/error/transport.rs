//! Error of a transport.

use std::fmt;

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
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl TransportError {
    /// Creates the error of a request that cannot have reached the gateway, for instance because
    /// there was no connection.
    pub fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: false, source: source.into() }
    }

    /// Creates the error of a request that may have reached the gateway, in whole or in part.
    pub fn maybe_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: true, permanent: false, source: source.into() }
    }

    /// Creates the error of a request that was not sent because of a mistake in the program.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    pub(crate) fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: true, source: source.into() }
    }

    /// Returns the error as that of a mistake in the program: a retry would fail in the same way.
    #[cfg(any(feature = "reqwest", feature = "tower"))]
    pub(crate) fn never_retried(mut self) -> Self {
        self.permanent = true;
        self
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.permanent
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
