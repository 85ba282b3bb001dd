//! JSON documents that are not definitions.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::raw::RawDefinition;
use super::source::Source;
use crate::Diagnostic;

/// Maximum number of members that a message lists.
const MAX_LISTED: usize = 6;

/// Rejects an object without definition members, and names its kind if known.
pub(super) fn refuse(raw: &RawDefinition<'_>, source: &Source<'_>) -> Result<(), Diagnostic> {
    let described =
        raw.api_chinese_name.is_some() || raw.request_params.is_some() || raw.response_params.is_some();
    if raw.name.is_some() && described {
        return Ok(());
    }
    let members: BTreeMap<String, &RawValue> = source.whole()?;
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    let line = source.first_line();
    if described {
        return Err(Diagnostic::at(line, "expected the API's name in `name`, found none")
            .with_help("add `\"name\": \"the.method.name\"` as the API's page has it"));
    }
    let (found, help) = kind(&names);
    Err(Diagnostic::at(
        line,
        format!("expected a definition with `name`, `requestParams` and `responseParams`, {found}"),
    )
    .with_help(help))
}

fn kind(names: &[&str]) -> (String, &'static str) {
    let has = |name: &str| names.contains(&name);
    if names.is_empty() || names == ["id"] {
        return ("found an empty one".to_owned(), "the download gave nothing; download it again");
    }
    if has("openapi") || has("swagger") {
        return ("found an OpenAPI document".to_owned(), "give the API's page or its definition instead");
    }
    if has("$schema") || has("$defs") {
        return ("found a JSON Schema".to_owned(), "give the API's page or its definition instead");
    }
    if names.iter().any(|name| name.ends_with("_response")) {
        return ("found a reply".to_owned(), "give the API's page or its definition instead");
    }
    let listed = names.iter().take(MAX_LISTED).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let more = if names.len() > MAX_LISTED { " and more" } else { "" };
    let help = if has("data") || has("result") || has("model") {
        "if one of these is the definition, save that object as the file"
    } else {
        "save the definition as downloaded from the document service, one API per file"
    };
    (format!("found an object with {listed}{more}"), help)
}
