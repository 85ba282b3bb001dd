//! Names of parameters: missing, misspelt, sent twice, or with brackets.

use std::collections::BTreeMap;

use super::Finding;
use crate::sign::args::Protocol;
use crate::sign::mistake::SYSTEM;
use crate::sign::request::{Request, is_blank};

pub(super) fn check(request: &Request, protocol: Protocol, findings: &mut Vec<Finding>) {
    let misspelt = misspelt(request, findings);
    for name in required(request, protocol) {
        let is_blank = request.param(name).is_none_or(|param| is_blank(&param.value));
        if is_blank && !misspelt.contains(&name) {
            findings.push(Finding::mistake(
                format!("the system parameter `{name}` is missing"),
                format!("send `{name}` with every request of {}", protocol.name()),
            ));
        }
    }
    repeated(request, findings);
}

/// Returns the system parameters that a request must have.
fn required(request: &Request, protocol: Protocol) -> Vec<&'static str> {
    let mut names = vec!["app_key", "sign", "sign_method", "timestamp"];
    let has_method = protocol != Protocol::Iop || request.api_path().is_none();
    if has_method {
        names.push("method");
    }
    if protocol != Protocol::Iop {
        names.push("v");
    }
    if protocol == Protocol::Qimen {
        names.push(if request.path().starts_with("/router/qm") { "target_app_key" } else { "customerId" });
    }
    names
}

/// Finds names that differ from a system parameter in case and separators only.
fn misspelt(request: &Request, findings: &mut Vec<Finding>) -> Vec<&'static str> {
    let key = |name: &str| name.replace(['_', '-', ' '], "").to_lowercase();
    let mut found = Vec::new();
    for param in &request.params {
        // A business parameter may have such a name beside the system parameter.
        let system = SYSTEM.iter().find(|system| key(system) == key(&param.name));
        let system = system.filter(|system| **system != param.name && request.param(system).is_none());
        if let Some(system) = system {
            findings.push(Finding::mistake(
                format!("wrong name: `{}` in place of `{system}`", param.name),
                format!("write `{system}`: names are compared byte for byte"),
            ));
            found.push(*system);
        }
    }
    found
}

fn repeated(request: &Request, findings: &mut Vec<Finding>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for param in &request.params {
        *counts.entry(&param.name).or_default() += 1;
        if param.name.contains('[') {
            findings.push(Finding::mistake(
                format!("an array was sent as `{}`", param.name),
                "send a list as one parameter: scalars joined with commas, objects as JSON",
            ));
        }
    }
    for (name, _) in counts.into_iter().filter(|(name, count)| *count > 1 && !name.contains('[')) {
        findings.push(Finding::mistake(
            format!("`{name}` is sent more than once"),
            "send each parameter once, in the query or in the body; a list is one parameter",
        ));
    }
}
