//! The result of `topctl sign --check`.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::Protocol;
use super::checks::{Finding, Severity};
use super::explain::masked_text;
use super::plan::Plan;
use super::request::Request;
use crate::sanitize::sanitize;

#[derive(Serialize)]
pub(super) struct Report {
    protocol: Protocol,
    method: Option<String>,
    refused: bool,
    findings: Vec<Finding>,
    string_to_sign: String,
}

impl Report {
    pub(super) fn new(
        request: &Request,
        protocol: Protocol,
        plan: &Plan<'_>,
        findings: Vec<Finding>,
    ) -> Self {
        let method = request.api_path().map(str::to_owned).or_else(|| request.text("method").map(Into::into));
        let refused = findings.iter().any(|finding| finding.severity == Severity::Mistake);
        Self { protocol, method, refused, findings, string_to_sign: masked_text(plan) }
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    pub(super) fn to_text(&self) -> String {
        let method = sanitize(self.method.as_deref().unwrap_or("the request"));
        let verdict = if self.refused { "is refused" } else { "has no mistake: its signature is right" };
        let mut text = format!("{} {method} {verdict}\n", self.protocol.name());
        for finding in &self.findings {
            let severity = match finding.severity {
                Severity::Mistake => "mistake",
                Severity::Note => "note",
            };
            let _ = writeln!(
                text,
                "\n{severity}: {}\n   help: {}",
                sanitize(&finding.title),
                sanitize(&finding.help)
            );
        }
        if self.refused {
            let _ = writeln!(
                text,
                "\nstring to sign of the request as it was sent:\n{}",
                sanitize(&self.string_to_sign)
            );
        }
        text
    }
}
