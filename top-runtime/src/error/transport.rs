//! The error of a transport.

use std::fmt;

use crate::issue::escape_control;
use crate::secret::Masker;

/// Why a request brought no reply.
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    /// Whether another attempt from the same place could only fail in the same way.
    permanent: bool,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl TransportError {
    /// The request surely did not reach the gateway: no connection was made.
    pub fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: false, source: source.into() }
    }

    /// The request, or a part of it, may have reached the gateway.
    pub fn maybe_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: true, permanent: false, source: source.into() }
    }

    /// The request was not sent, as the program has to be changed first.
    #[cfg(feature = "reqwest")]
    pub(crate) fn permanent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { sent: false, permanent: true, source: source.into() }
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Replaces what carries a secret by its text with the secrets masked.
    pub(crate) fn mask(&mut self, secrets: &Masker) {
        let mut text = self.to_string();
        if secrets.is_in(&text) || secrets.is_in(&format!("{:?}", self.source)) {
            secrets.mask(&mut text);
            self.source = text.into();
        }
    }

    /// What went wrong, to be looked into: its text, and those of its sources, stand in the text of
    /// this error.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.source
    }

    /// Whether the request may have reached the gateway.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.sent
    }
}

impl fmt::Display for TransportError {
    /// The whole chain on one line, as the outermost error alone says next to nothing; what an
    /// error repeats of its source stands there once.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.source.to_string();
        let mut next = self.source.source();
        while let Some(source) = next {
            next = source.source();
            let more = source.to_string();
            if (next.is_none() || !is_wrapper(source)) && !text.ends_with(&more) {
                text.push_str(": ");
                text.push_str(&more);
            }
        }
        f.write_str(&escape_control(&text))
    }
}

/// Whether an error within another one says no more than that there was one: reqwest puts three around the cause of a broken body.
#[cfg(feature = "reqwest")]
fn is_wrapper(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<::reqwest::Error>()
}

#[cfg(not(feature = "reqwest"))]
fn is_wrapper(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// Without a source: the text has all of them, and who prints a chain prints each error once.
/// [`TransportError::get_ref`] leads on.
impl std::error::Error for TransportError {}
