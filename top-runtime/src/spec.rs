//! Properties of an API that do not depend on a request.

use crate::session::{SessionKind, SessionPolicy};

/// Protocol version of nearly all APIs.
pub(crate) const DEFAULT_VERSION: &str = "2.0";

/// Name of an API, and how it may be called: the attribute `#[top_api(..)]` as a value.
///
/// ```
/// use top_runtime::{TopApi, session::SessionPolicy};
///
/// #[derive(TopApi)]
/// #[top_api(method = "taobao.user.seller.get", session = required, idempotent)]
/// struct GetSeller;
///
/// assert_eq!(GetSeller::SPEC.method(), "taobao.user.seller.get");
/// assert_eq!(GetSeller::SPEC.session_use(), SessionPolicy::Required);
/// assert!(GetSeller::SPEC.is_idempotent());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiSpec {
    method: &'static str,
    session: SessionPolicy,
    idempotent: bool,
    /// `None` means [`DEFAULT_VERSION`]: one string less in each API of a program.
    version: Option<&'static str>,
}

impl ApiSpec {
    /// Creates the spec of an API: not idempotent, protocol version 2.0.
    #[must_use]
    pub const fn new<S: SessionKind>(method: &'static str) -> Self {
        Self { method, session: S::USE, idempotent: false, version: None }
    }

    /// Marks the API as idempotent: a call that may already have been executed may be retried.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets the protocol version, the system parameter `v`.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = Some(version);
        self
    }

    /// Returns the documented name of the API, such as `taobao.time.get`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Returns whether a session is sent.
    #[must_use]
    pub const fn session_use(&self) -> SessionPolicy {
        self.session
    }

    /// Returns `true` if a call that may already have been executed may be retried.
    #[must_use]
    pub const fn is_idempotent(&self) -> bool {
        self.idempotent
    }

    /// Returns the protocol version, the system parameter `v`. Default: `2.0`.
    #[must_use]
    pub const fn protocol_version(&self) -> &'static str {
        match self.version {
            Some(version) => version,
            None => DEFAULT_VERSION,
        }
    }
}
