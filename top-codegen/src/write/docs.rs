//! Doc comments from documented texts: readable, and plain text to rustdoc.

mod clean;
mod lines;

pub(super) use clean::{clean, one_line};
pub(super) use lines::lines;

/// Returns `true` for a placeholder that pages show instead of a missing example.
pub(super) fn is_placeholder(example: &str) -> bool {
    matches!(example.trim(), "" | "{}" | "[]" | "null" | "xxxxx" | "xxx" | "无" | "如下" | "-")
}

/// Formats a value as inline code, cut to 80 characters.
pub(super) fn code(text: &str) -> String {
    const MOST: usize = 80;
    let line = one_line(text);
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    // A backtick ends inline code, unless the delimiter has more backticks.
    match (shown.contains("``"), shown.contains('`')) {
        (true, _) => format!("`{}`", shown.replace('`', "'")),
        (false, true) => format!("`` {shown} ``"),
        (false, false) => format!("`{shown}`"),
    }
}
