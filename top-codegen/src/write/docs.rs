//! Texts of documents as doc comments that read well and that rustdoc takes for nothing but text.

mod clean;
mod lines;

pub(super) use clean::{clean, one_line};
pub(super) use lines::lines;

/// Whether an example is what pages fill in where nobody wrote one.
pub(super) fn is_placeholder(example: &str) -> bool {
    matches!(example.trim(), "" | "{}" | "[]" | "null" | "xxxxx" | "xxx" | "无" | "如下" | "-")
}

/// A value in a doc comment, as code; cut where it is long.
pub(super) fn code(text: &str) -> String {
    const MOST: usize = 80;
    let line = one_line(text);
    let mut shown: String = line.chars().take(MOST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    // Inside of code a backtick ends it, unless the code stands between more of them.
    match (shown.contains("``"), shown.contains('`')) {
        (true, _) => format!("`{}`", shown.replace('`', "'")),
        (false, true) => format!("`` {shown} ``"),
        (false, false) => format!("`{shown}`"),
    }
}
