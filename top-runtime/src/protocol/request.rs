//! Forms of a request.

/// HTTP method of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HttpMethod {
    /// GET: all parameters are in the URL, session and signature included.
    Get,
    /// POST.
    #[default]
    Post,
}

impl HttpMethod {
    /// Returns the name of the method.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What the fields of a request are sent as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BodyFormat {
    /// Parameters of a form.
    #[default]
    Form,
    /// One JSON document.
    Json,
    /// One XML document with the root `request`.
    Xml,
}
