//! Rows that stand in one line, with blanks between their cells.

use super::super::cell::{is_name, is_scalar, is_type, requiredness};
use super::super::sample::Sample;
use super::row::{Position, Rest, Row, Side};

/// The row that a line is, if it is one. Of a reply's row `certain` says that nothing else can be meant, and `typed` that it must have a
/// type, be it shown in the sample or not: without bullets the name of a member is such a line.
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
            let shown =
                place == Position::Top && sample.is_some_and(|sample| sample.find(0, name, 0).is_some());
            let untyped = (shown && !typed).then_some((String::new(), rest));
            let (ty, rest) = leading_type(rest).or(untyped)?;
            // a line of a description can look like a row: then its type is none of the well-known ones
            (ty.clone(), false, (certain || shown || is_scalar(&ty)).then_some(rest)?)
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

/// The first word of a text, and the rest.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// The type before `必须` or `可选`, which of them it is, and what follows.
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

/// The type that a text starts with, its brackets, and what follows.
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
