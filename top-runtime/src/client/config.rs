//! Settings of a client that its calls read.

use std::time::Duration;

use crate::retry::RetryPolicy;
use crate::{SignMethod, transport::ParamPlacement};

/// Default timeout of a call.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Default limit of a body in bytes. The largest replies seen have some hundred kilobytes.
const MAX_BODY: usize = 8 << 20;

/// Format of replies that the client requests.
///
/// Replies are decoded by the format that they have, whatever was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// XML. Requires the feature `xml`.
    Xml,
}

impl Format {
    /// Value of the system parameter `format`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// Settings of a client; [`ClientBuilder`](super::ClientBuilder) documents each.
pub(super) struct Config {
    pub(super) app_key: String,
    pub(super) sign_method: SignMethod,
    pub(super) format: Format,
    pub(super) simplify: bool,
    pub(super) placement: ParamPlacement,
    pub(super) partner_id: Option<String>,
    pub(super) target_app_key: Option<String>,
    pub(super) checks: bool,
    pub(super) timeout: Duration,
    pub(super) max_body: usize,
    pub(super) retry: RetryPolicy,
}

impl Config {
    pub(super) fn new(app_key: String) -> Self {
        Self {
            app_key,
            sign_method: SignMethod::default(),
            format: Format::default(),
            simplify: false,
            placement: ParamPlacement::default(),
            partner_id: None,
            target_app_key: None,
            checks: true,
            timeout: TIMEOUT,
            max_body: MAX_BODY,
            retry: RetryPolicy::default(),
        }
    }
}
