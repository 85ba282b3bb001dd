//! Compares parameters with a page, before they are sent.

use serde_json::Value;
use top_codegen::model::{Field, Kind};
use top_codegen::{Api, Diagnostic};

use crate::diagnostic::{Diagnostics, SourceDiagnostic};

/// Least similarity of a name that is suggested.
const SIMILAR: f64 = 0.8;

/// Checks the method, and the names, presence and types of parameters at the top level.
pub(super) fn check(
    file: &str,
    api: &Api,
    method: &str,
    params: &[(String, String)],
) -> Result<(), Diagnostics> {
    let mut errors = Vec::new();
    let name = method.split_whitespace().last().unwrap_or_default();
    if api.method != name {
        let help = format!("pass the page of `{name}`");
        errors.push(Diagnostic::new(format!("the page describes `{}`", api.method)).with_help(help));
    }
    let names: Vec<&str> = api.request.iter().map(|field| field.name.as_str()).collect();
    for (name, value) in params {
        match api.request.iter().find(|field| field.name == *name) {
            Some(field) => errors.extend(check_value(name, field, value)),
            None => errors.push(unknown(name, &names)),
        }
    }
    for field in api.request.iter().filter(|field| field.required) {
        let name = &field.name;
        if !params.iter().any(|(given, value)| given == name && !value.trim().is_empty()) {
            let message = format!("the required parameter `{name}` is missing");
            errors.push(Diagnostic::new(message).with_help(format!("add `-p {name}=…`")));
        }
    }
    if errors.is_empty() {
        return Ok(());
    }
    Err(Diagnostics(errors.into_iter().map(|error| SourceDiagnostic::for_file(file, error)).collect()))
}

fn unknown(name: &str, names: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(format!("the API has no parameter `{name}`"));
    let similar = names.iter().map(|known| (strsim::jaro_winkler(known, name), *known));
    match similar.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((similarity, known)) if similarity >= SIMILAR => {
            diagnostic.with_help(format!("did you mean `{known}`?"))
        }
        _ if names.is_empty() => diagnostic.with_help("the API has no parameters"),
        _ => diagnostic.with_help(format!("its parameters are {}", names.join(", "))),
    }
}

fn check_value(name: &str, field: &Field, value: &str) -> Option<Diagnostic> {
    let is_list = field.ty.is_list();
    if !field.fields.is_empty() {
        let json = serde_json::from_str::<Value>(value);
        let fits = json.is_ok_and(|json| if is_list { json.is_array() } else { json.is_object() });
        let expected = if is_list { "a JSON array" } else { "a JSON object" };
        return (!fits).then(|| expected_diagnostic(name, expected, value));
    }
    let expected = match field.ty.kind() {
        // A number may have a fraction: documents call prices and rates numbers, too.
        Kind::Number | Kind::Byte | Kind::Decimal | Kind::Price
            if !is_list && value.trim().parse::<f64>().is_err() =>
        {
            "a number"
        }
        Kind::Boolean if !is_list && !matches!(value, "true" | "false") => "`true` or `false`",
        _ => return None,
    };
    Some(expected_diagnostic(name, expected, value))
}

fn expected_diagnostic(name: &str, expected: &str, value: &str) -> Diagnostic {
    let found: String = value.chars().take(60).collect();
    Diagnostic::new(format!("`{name}`: expected {expected}, found `{found}`"))
}
