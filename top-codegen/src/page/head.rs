//! The top of a page: category, method, title and description.

use std::ops::Range;

use crate::Diagnostic;

use super::lines::Lines;

/// Content of the top of a page.
pub(super) struct Head {
    pub(super) method: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) category: String,
}

/// Reads the top of a page.
pub(super) fn read(page: &Lines<'_>, lines: Range<usize>) -> Result<Head, Diagnostic> {
    let end = lines.end;
    let mut head = Head {
        method: String::new(),
        title: String::new(),
        description: String::new(),
        category: String::new(),
    };
    let mut malformed = None;
    for (number, line) in page.filled(lines) {
        let line = line.trim_start_matches('#').trim();
        if !head.method.is_empty() {
            append(&mut head.description, line);
        } else if let Some((_, category)) = line.rsplit_once(['>', '›']) {
            category.trim().clone_into(&mut head.category);
        } else if let Some((name, title)) = titled(line) {
            match fault(name) {
                None => (head.method, head.title) = (name.to_owned(), title.to_owned()),
                Some(fault) => malformed = malformed.or(Some((number, name.to_owned(), fault))),
            }
        }
    }
    if !head.method.is_empty() {
        return Ok(head);
    }
    let help =
        "the first line of an API's page is its name and its title: `taobao.time.get (获取前台系统时间)`";
    Err(match malformed {
        Some((number, name, fault)) => {
            Diagnostic::at(number, format!("expected the method's name, found `{name}`: {fault}"))
        }
        None => Diagnostic::at(end, "expected a line with the method's name above the tables, found none"),
    }
    .with_help(help))
}

/// Returns `true` if the line is a method name with a Chinese title.
pub(super) fn is_title(line: &str) -> bool {
    let line = line.trim_start_matches('#').trim();
    titled(line).is_some_and(|(name, title)| fault(name).is_none() && crate::text::contains_chinese(title))
}

/// Splits a method name and its title in brackets. A line with neither brackets nor dots is
/// something else.
fn titled(line: &str) -> Option<(&str, &str)> {
    match line.split_once(['(', '\u{ff08}']) {
        Some((name, title)) => {
            let title = title.trim_end().strip_suffix([')', '\u{ff09}'])?;
            let name = name.trim();
            let named = name.contains('.') || !name.contains(char::is_whitespace);
            (named && name.is_ascii() && !name.is_empty()).then_some((name, title.trim()))
        }
        None => (fault(line).is_none()).then_some((line, "")),
    }
}

/// Returns why a text is not a method name.
fn fault(name: &str) -> Option<&'static str> {
    if let Some(_odd) =
        name.chars().find(|char| !char.is_ascii_alphanumeric() && !matches!(char, '.' | '_' | '-'))
    {
        return Some("a method's name has only letters, digits, `.`, `_` and `-`");
    }
    if !name.contains('.') {
        return Some("a method's name has parts joined by dots");
    }
    name.split('.').any(str::is_empty).then_some("a part between its dots is empty")
}

fn append(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
