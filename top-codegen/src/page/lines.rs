//! The lines of a page.

mod bullet;

use std::borrow::Cow;
use std::ops::Range;

use bullet::Bullet;

/// Marks a member that has no members of its own.
const LEAF_MARKS: [char; 5] = ['└', '├', '┗', '┣', '∟'];

/// Text without what copying adds: other blanks become plain ones, and characters of no width are left out.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let odd = |char: char| char == '\r' || line_end(char) || blank(char) || invisible(char);
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let line_ends = if text.contains('\n') { ' ' } else { '\n' };
    let text = text.replace("\r\n", "\n");
    let kept = text.chars().filter(|char| !invisible(*char)).map(|char| match char {
        '\r' => line_ends,
        char if line_end(char) => '\n',
        char if blank(char) => ' ',
        char => char,
    });
    Cow::Owned(kept.collect())
}

/// Ends of lines that are none to most programs.
fn line_end(char: char) -> bool {
    matches!(char, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn blank(char: char) -> bool {
    matches!(char, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The lines of a page, and how it marks the cells of nested rows.
pub(super) struct Lines<'a> {
    lines: Vec<&'a str>,
    bullets: Vec<Bullet>,
}

impl<'a> Lines<'a> {
    /// Splits a page into lines.
    pub(super) fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let bullets = Bullet::of(&lines);
        Self { lines, bullets }
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
        self.bullets.iter().find_map(|bullet| bullet.behind(line.trim()))
    }
}

/// A name without the mark before it, if it has one.
pub(super) fn unmark(text: &str) -> Option<&str> {
    let name = text.trim_start_matches(LEAF_MARKS);
    (name.len() < text.len()).then(|| name.trim_start_matches(['─', '-']).trim())
}
