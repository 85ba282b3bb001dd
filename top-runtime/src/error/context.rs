//! Properties of the call that an error belongs to.

use std::fmt;

use super::Earlier;

/// Facts about the call, common to all kinds of errors.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) method: String,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) attempts: usize,
    pub(crate) earlier: Earlier,
    /// Whether the error concerns a whole batch.
    #[cfg(feature = "batch")]
    pub(crate) is_of_batch: bool,
}

impl Context {
    pub(crate) fn new(method: &str) -> Self {
        Self {
            method: method.to_owned(),
            request_id: None,
            body: None,
            attempts: 0,
            earlier: Earlier::NotSent,
            #[cfg(feature = "batch")]
            is_of_batch: false,
        }
    }

    pub(crate) fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: &str) -> Self {
        self.request_id = (!request_id.is_empty()).then(|| request_id.to_owned());
        self
    }
}

impl fmt::Debug for Context {
    /// Prints the length of the body only: old replies repeat the parameters of the request,
    /// session included.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Context");
        debug
            .field("method", &self.method)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("earlier", &self.earlier)
            .field("body_len", &self.body.as_ref().map(String::len));
        #[cfg(feature = "batch")]
        if self.is_of_batch {
            debug.field("is_of_batch", &true);
        }
        debug.finish()
    }
}
