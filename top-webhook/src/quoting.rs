//! Foreign text in errors, on one line.

/// Limit: characters of a quoted text.
const MAX_QUOTED: usize = 60;

/// Quotes the beginning of a text, with control characters escaped.
pub(crate) fn quote(text: &str) -> String {
    let cut: String = text.chars().take(MAX_QUOTED).collect();
    let end = if cut.len() < text.len() { "…" } else { "" };
    format!("`{}{end}`", cut.escape_debug())
}
