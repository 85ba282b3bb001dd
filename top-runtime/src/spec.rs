//! Properties of an API that do not depend on a request.

use crate::protocol::names::is_path;
pub use crate::protocol::{BodyFormat, HttpMethod};
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
    /// Name, or path: a path begins with `/`.
    method: &'static str,
    session: SessionPolicy,
    idempotent: bool,
    http: HttpMethod,
    body: BodyFormat,
    /// `None` means [`DEFAULT_VERSION`]: one string less in each API of a program.
    version: Option<&'static str>,
}

impl ApiSpec {
    /// Creates the spec of an API: not idempotent, protocol version 2.0.
    #[must_use]
    pub const fn new<S: SessionKind>(method: &'static str) -> Self {
        Self {
            method,
            session: S::USE,
            idempotent: false,
            http: HttpMethod::Post,
            body: BodyFormat::Form,
            version: None,
        }
    }

    /// Sets the HTTP method to GET: all parameters are in the URL.
    #[must_use]
    pub const fn http_get(mut self) -> Self {
        self.http = HttpMethod::Get;
        self
    }

    /// Sends the fields as one JSON document.
    #[must_use]
    pub const fn json_body(mut self) -> Self {
        self.body = BodyFormat::Json;
        self
    }

    /// Sends the fields as one XML document.
    ///
    /// # Panics
    ///
    /// If the feature `xml` is off. In a constant, the panic is a compile error.
    #[must_use]
    pub const fn xml_body(mut self) -> Self {
        #[allow(clippy::assertions_on_constants)] // of the features
        {
            assert!(
                cfg!(feature = "xml"),
                "`body = xml` needs the feature `xml` of top-runtime: `top-runtime = {{ .., features = [\"xml\"] }}`"
            );
        }
        self.body = BodyFormat::Xml;
        self
    }

    /// Marks the API as idempotent: a call that may already have been executed may be retried.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// Sets the protocol version: the system parameter `v`, or of an API with a path the first
    /// segment of its address.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = Some(version);
        self
    }

    /// Returns the documented name of the API, such as `taobao.time.get`, or its path, such as
    /// `/orders/{order_id}`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Returns the path of an API that has one in place of a name, with the names of its variables
    /// in braces.
    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        if is_path(self.method) { Some(self.method) } else { None }
    }

    /// Returns the HTTP method. Default: POST.
    #[must_use]
    pub const fn http_method(&self) -> HttpMethod {
        self.http
    }

    /// Returns what the fields are sent as. Default: a form.
    #[must_use]
    pub const fn body(&self) -> BodyFormat {
        self.body
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

    /// Returns the version, if it is declared.
    pub(crate) const fn declared_version(&self) -> Option<&'static str> {
        self.version
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
