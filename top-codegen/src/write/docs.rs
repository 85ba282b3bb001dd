//! Doc comments from documented texts: readable, and plain text to rustdoc.

mod clean;
mod lines;

pub(super) use clean::{clean, one_line};
pub(super) use lines::{cell, lines};

/// Returns `true` for a placeholder that pages show instead of a missing example.
pub(super) fn is_placeholder(example: &str) -> bool {
    matches!(example.trim(), "" | "{}" | "[]" | "null" | "xxxxx" | "xxx" | "无" | "如下" | "-")
}

/// Formats a value as inline code, cut to 80 characters.
pub(super) fn code(text: &str) -> String {
    const MAX_LEN: usize = 80;
    let line = one_line(text);
    let mut quoted: String = line.chars().take(MAX_LEN).collect();
    if quoted.len() < line.len() {
        quoted.push('…');
    }
    // A backtick ends inline code, unless the delimiter has more backticks.
    match (quoted.contains("``"), quoted.contains('`')) {
        (true, _) => format!("`{}`", quoted.replace('`', "'")),
        (false, true) => format!("`` {quoted} ``"),
        (false, false) => format!("`{quoted}`"),
    }
}
