//! Detection of the kind of a file.

mod bytes;
mod text;

use serde::de::IgnoredAny;

use crate::definition::iop;
use crate::{Diagnostic, outline, page};

/// A form of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A page of TOP.
    Page,
    /// A page of IOP, or of a topic.
    Outline,
    Definition,
}

/// Decodes the text of a file.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Diagnostic> {
    let text = str::from_utf8(bytes).map_err(|error| bytes::not_text(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let help = "copy the text of an API's page into it, from the method's name to the samples";
        return Err(Diagnostic::at(1, "the file is empty").with_help(help));
    }
    if text.contains('\0') {
        return Err(bytes::with_zeros(bytes));
    }
    Ok(text)
}

/// Detects the kind of a document, even a damaged one. The error names what the file is instead.
pub(crate) fn form(text: &str) -> Result<Form, Diagnostic> {
    if is_json(text) {
        return Ok(Form::Definition);
    }
    if outline::is_page(text) {
        return Ok(Form::Outline);
    }
    if let Some(other) = text::other(text) {
        return Err(other);
    }
    if page::is_page(text) {
        return Ok(Form::Page);
    }
    let what = "expected the heading `请求参数` after the method's name, found a text without the headings of a page";
    Err(Diagnostic::at(1, what).with_help(page::COPY_ALL))
}

/// Returns `true` if the text looks like JSON. A page can start with a link (`[...](...)`), so
/// brackets alone do not suffice.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = |list: &str| list.trim_start().starts_with(['{', '[', '"', ']']);
    let object = text.strip_prefix('{').is_some_and(|inner| !inner.starts_with("\\rtf"));
    object || text.strip_prefix('[').is_some_and(inside)
}

/// Returns `true` if JSON is a definition, even a damaged one.
pub(crate) fn is_definition(text: &str) -> bool {
    let described = ["\"requestParams\"", "\"responseParams\"", "\"messageParams\"", "\"apiChineseName\""];
    if iop::is_definition(text) || described.iter().any(|member| text.contains(member)) {
        return true;
    }
    let is_damaged = || serde_json::from_str::<IgnoredAny>(text).is_err();
    names_a_method(text) && is_damaged()
}

/// Returns `true` if the text has a method as `name`.
fn names_a_method(text: &str) -> bool {
    let named = text.split_once("\"name\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let value = named.and_then(|rest| rest.trim_start().strip_prefix('"'));
    let value = value.and_then(|rest| rest.split('"').next()).unwrap_or_default();
    value.contains('.') && crate::model::method_name_error(value).is_none()
}
