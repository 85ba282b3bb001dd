//! Doc comments.

use crate::Api;
use crate::model::{Field, Kind};
use crate::write::docs;
use crate::write::types::Base;

/// Returns the doc comment of the request.
pub(super) fn api(api: &Api) -> Vec<String> {
    let title = docs::clean(&api.title);
    let description = docs::clean(&api.description);
    let mut text = if title.is_empty() { vec![api.method.clone()] } else { title };
    if !description.is_empty() && description != text {
        text.push(String::new());
        text.extend(description);
    }
    docs::lines(&text)
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
