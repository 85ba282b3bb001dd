//! The lines of a page.

use std::borrow::Cow;
use std::ops::Range;

/// Marks a member that has no members of its own.
const LEAF_MARKS: [char; 5] = ['└', '├', '┗', '┣', '∟'];

/// Text without what copying adds: other blanks become plain ones, and characters of no width are left out.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let odd = |char: char| char == '\r' || blank(char) || invisible(char);
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let line_ends = if text.contains('\n') { ' ' } else { '\n' };
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter(|char| !invisible(*char)).map(|char| match char {
        '\r' => line_ends,
        char if blank(char) => ' ',
        char => char,
    });
    Cow::Owned(kept.collect())
}

fn blank(char: char) -> bool {
    matches!(char, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The lines of a page, and how it marks the cells of nested rows.
pub(super) struct Layout<'a> {
    lines: Vec<&'a str>,
    bullet: char,
}

impl<'a> Layout<'a> {
    /// Splits a page into lines.
    pub(super) fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let bullet = lines.iter().find_map(|line| bullet_before_mark(line)).unwrap_or('•');
        Self { lines, bullet }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// These lines as they stand, each with its number counted from 1. The range counts from 1 as well.
    pub(super) fn raw(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a str)> {
        range.filter_map(|number| Some((number, *self.lines.get(number.checked_sub(1)?)?)))
    }

    /// These lines without the blank ones and the blanks around each.
    pub(super) fn filled(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a str)> {
        self.raw(range).map(|(number, line)| (number, line.trim())).filter(|(_, line)| !line.is_empty())
    }

    /// The text of a cell, if the line is one: a bullet stands before it.
    pub(super) fn cell(&self, line: &'a str) -> Option<&'a str> {
        let rest = line.trim().strip_prefix(self.bullet)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
    }
}

/// The character that stands as a bullet before the mark of a nested row.
fn bullet_before_mark(line: &str) -> Option<char> {
    let mut chars = line.trim_start().chars();
    let bullet =
        chars.next().filter(|char| !char.is_alphanumeric() && !LEAF_MARKS.contains(char) && *char != '|')?;
    unmark(chars.as_str().trim_start()).map(|_| bullet)
}

/// A name without the mark before it, if it has one.
pub(super) fn unmark(text: &str) -> Option<&str> {
    let name = text.trim_start_matches(LEAF_MARKS);
    (name.len() < text.len()).then(|| name.trim_start_matches(['─', '-']).trim())
}
