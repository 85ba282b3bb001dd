//! Mistakes that are visible without the secret.

mod clock;
mod names;
mod values;

use super::args::Protocol;
use super::request::Request;

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Severity {
    /// The platform refuses the request.
    Mistake,
    /// The platform may accept the request.
    Note,
}

/// A mistake with its remedy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Finding {
    pub(super) severity: Severity,
    pub(super) title: String,
    pub(super) help: String,
}

impl Finding {
    pub(super) fn mistake(title: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Mistake, title: title.into(), help: help.into() }
    }

    pub(super) fn note(title: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Note, title: title.into(), help: help.into() }
    }
}

/// Returns the visible mistakes of a request that was sent at a time.
pub(super) fn check(request: &Request, protocol: Protocol, at: Option<i64>, now: i64) -> Vec<Finding> {
    let mut findings = Vec::new();
    names::check(request, protocol, &mut findings);
    values::check(request, protocol, &mut findings);
    clock::check(request, protocol, at.or(request.sent_at), now, &mut findings);
    findings
}
