//! Where a request goes, and what its fields become.

use crate::protocol::names::path_segments;
use crate::protocol::{BodyFormat, HttpMethod};
use crate::protocol::{Protocol, TOP};

/// What a request is besides its parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route<'c> {
    pub(crate) protocol: &'static Protocol,
    /// Path of the API, with its variables in braces. Empty for an API with a name.
    pub(crate) path: &'c str,
    /// Version in the address, before the path.
    pub(crate) version: Option<&'c str>,
    pub(crate) http: HttpMethod,
    pub(crate) body: BodyFormat,
}

impl Route<'_> {
    /// Returns the route of an API with a name, whose fields are parameters.
    pub(crate) const fn form(protocol: &'static Protocol) -> Self {
        Self { protocol, path: "", version: None, http: HttpMethod::Post, body: BodyFormat::Form }
    }

    /// Whether the path has a variable of this name.
    pub(crate) fn has_variable(&self, name: &str) -> bool {
        path_segments(self.path).any(|(_, variable)| variable == Some(name))
    }
}

impl Default for Route<'_> {
    fn default() -> Self {
        Self::form(TOP.main())
    }
}

/// Where an encoded request goes.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) protocol: &'static Protocol,
    pub(crate) http: HttpMethod,
    pub(crate) body: BodyFormat,
    /// What follows the address of the gateway, percent-encoded. Empty for an API with a name.
    pub(crate) path: String,
}
