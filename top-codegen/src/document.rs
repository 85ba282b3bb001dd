//! Documents of either form.

use crate::{Api, Notice, Problem, definition, page};

/// What a document says, and what was decided on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The API.
    pub api: Api,
    /// Decisions and doubts, in the order of their lines.
    pub warnings: Vec<Notice>,
}

/// Reads a documentation page or a definition file: a definition starts with `{`. The name stands in the errors.
///
/// # Errors
/// [`Problem`], with the line and what was expected, for a document that is neither, is damaged, or contradicts itself.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Problem> {
    let problem = |notice| Problem::new(name, notice);
    let text = str::from_utf8(bytes).map_err(|error| problem(not_text(bytes, error.valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        let help = "copy the text of an API's page into it, from the method's name to the samples";
        return Err(problem(Notice::at(1, "the file is empty").with_help(help)));
    }
    if is_json(text.trim_start()) { definition::read(text) } else { page::read(text) }.map_err(problem)
}

/// Whether a text means to be JSON. A page can begin with a link (`[...](...)`), so brackets alone do not make it so.
fn is_json(text: &str) -> bool {
    let inside = |list: &str| list.trim_start().starts_with(['{', '[', '"', ']']);
    text.starts_with('{') || text.strip_prefix('[').is_some_and(inside)
}

/// What to say of bytes that are no text.
fn not_text(bytes: &[u8], valid: usize) -> Notice {
    let line = bytes[..valid].split(|byte| *byte == b'\n').count();
    Notice::at(line, format!("expected text in UTF-8, found the byte 0x{:02x}", bytes[valid]))
        .with_help("save the page as text, in UTF-8")
}
