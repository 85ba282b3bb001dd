//! Rows on one line, with blanks between their cells.

use super::super::cell::{is_name, is_scalar, is_type, requiredness};
use super::super::sample::Sample;
use super::row::{Position, Rest, Row, Side};

/// Reads a line as a row. For a reply, `certain` means that the line cannot be anything else, and
/// `typed` that a type is mandatory even if the sample contains the row: without bullets, the name
/// of a member is such a line.
pub(super) fn row(
    side: Side,
    (line, text): (usize, &str),
    place: Position,
    sample: Option<&Sample>,
    certain: bool,
    typed: bool,
) -> Option<Row> {
    let (name, rest) = word(text);
    if !is_name(name) {
        return None;
    }
    let (ty, required, rest) = match side {
        Side::Request => split_requiredness(rest)?,
        Side::Response => {
            let is_in_sample =
                place == Position::Top && sample.is_some_and(|sample| sample.find(0, name, 0).is_some());
            let untyped = (is_in_sample && !typed).then_some((String::new(), rest));
            let (ty, rest) = leading_type(rest).or(untyped)?;
            // A description line can look like a row; its type is then not a well-known one.
            (ty.clone(), false, (certain || is_in_sample || is_scalar(&ty)).then_some(rest)?)
        }
    };
    Some(Row {
        line,
        name: name.to_owned(),
        ty,
        required,
        rest: Rest::Joined(rest.to_owned()),
        place,
        open: false,
    })
}

/// Splits off the first word.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Splits a text at `必须` or `可选`: type, requiredness, rest.
fn split_requiredness(text: &str) -> Option<(String, bool, &str)> {
    let mut rest = text;
    for _ in 0..5 {
        let before = text[..text.len() - rest.len()].trim();
        let (first, after) = word(rest);
        if let Some(required) = requiredness(first) {
            return (before.is_empty() || is_type(before)).then(|| (before.to_owned(), required, after));
        }
        rest = after;
    }
    None
}

/// Splits off a leading type with its brackets.
fn leading_type(text: &str) -> Option<(String, &str)> {
    let (mut ty, mut rest) = match text.strip_prefix("Field List") {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '[']) => {
            ("Field List".to_owned(), rest.trim_start())
        }
        _ => {
            let (first, rest) = word(text);
            (first.to_owned(), rest)
        }
    };
    if let Some(after) = rest.strip_prefix("[]").filter(|_| !ty.ends_with("[]")) {
        ty.push_str(" []");
        rest = after.trim_start();
    }
    is_type(&ty).then_some((ty, rest))
}
