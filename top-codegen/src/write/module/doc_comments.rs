//! Doc comments.

use crate::Api;
use crate::model::{ErrorCode, Field, Kind, Protocol};
use crate::write::docs;
use crate::write::types::Base;

/// Maximum number of rows of a table of error codes.
const MAX_CODES: usize = 500;

/// Returns the doc comment of the request, or of the message of a topic.
pub(super) fn api(api: &Api) -> Vec<String> {
    let title = docs::clean(&api.title);
    let description = docs::clean(&api.description);
    // The title of a path is often its name in one word, which the struct has already.
    let is_name = matches!(api.protocol, Protocol::IopRest(_)) && !api.title.trim().contains(' ');
    let mut text = match (title.is_empty(), description.is_empty()) {
        (false, false) if is_name => Vec::new(),
        (false, _) => title,
        (true, false) if matches!(api.protocol, Protocol::IopRest(_)) => Vec::new(),
        (true, _) => vec![api.method.clone()],
    };
    if !description.is_empty() && description != text {
        text.extend((!text.is_empty()).then(String::new));
        text.extend(description);
    }
    let mut lines = docs::lines(&text);
    lines.extend(error_codes(&api.error_codes));
    lines
}

/// Returns the table of error codes; nothing without codes.
fn error_codes(codes: &[ErrorCode]) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let has_solution = codes.iter().any(|code| !docs::clean(&code.solution).is_empty());
    for code in codes {
        let mut row = format!(
            "| {} | {} |",
            docs::code(&code.code).replace('|', "\\|"),
            docs::cell(&docs::clean(&code.description))
        );
        if has_solution {
            row.extend([" ", &docs::cell(&docs::clean(&code.solution)), " |"]);
        }
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return rows;
    }
    let header = if has_solution {
        ["| code | meaning | solution |", "|---|---|---|"]
    } else {
        ["| code | meaning |", "|---|---|"]
    };
    let more = rows.len().saturating_sub(MAX_CODES);
    let mut lines = vec![String::new(), "# Error codes".to_owned(), String::new()];
    lines.extend(header.map(str::to_owned));
    lines.extend(rows.into_iter().take(MAX_CODES));
    if more > 0 {
        lines.extend([String::new(), format!("The document lists {more} more.")]);
    }
    lines
}

/// Returns the doc comment of a field: description, facts that the type does not express, example.
pub(super) fn member(field: &Field, base: &Base, limit_docs: &[String]) -> Vec<String> {
    let description = docs::clean(&field.description);
    let mut lines = if description.is_empty() {
        vec![format!("{}.", docs::code(&field.name))]
    } else {
        docs::lines(&description)
    };
    let is_bytes = matches!(field.ty.kind(), Kind::Bytes) && *base == Base::Text;
    let bytes = is_bytes
        .then(|| "Bytes as text, probably Base64; the document does not specify the encoding.".to_owned());
    let json = matches!(field.ty.kind(), Kind::Json).then(|| "JSON text.".to_owned());
    lines.extend(limit_docs.iter().cloned().chain(bytes).chain(json));
    let example = docs::one_line(&field.example);
    if !docs::is_placeholder(&example) && description.iter().all(|line| *line != example) {
        lines.push(format!("Example: {}", docs::code(&example)));
    }
    lines
}

/// Returns `name: text`, wrapped.
pub(super) fn prefixed(name: &str, text: &str) -> Vec<String> {
    let mut lines = docs::lines(&[text.to_owned()]);
    if let Some(first) = lines.first_mut() {
        *first = format!("{name}: {first}");
    }
    lines
}
