//! Lines of a page.

mod bullet;

use std::borrow::Cow;
use std::ops::Range;

use bullet::Bullet;

/// Marks of a leaf member.
const LEAF_MARKS: [char; 5] = ['└', '├', '┗', '┣', '∟'];

/// Normalises copied text: special blanks become spaces, zero-width characters are removed.
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

/// Returns `true` for line ends that few programs recognise.
fn line_end(char: char) -> bool {
    matches!(char, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn blank(char: char) -> bool {
    matches!(char, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The lines of a page, and the bullets of its nested rows.
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

    /// Returns the number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Iterates over a range of lines with their numbers, both counted from 1.
    pub(super) fn raw(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a str)> {
        range.filter_map(|number| Some((number, *self.lines.get(number.checked_sub(1)?)?)))
    }

    /// Iterates over the non-empty lines of a range, trimmed.
    pub(super) fn filled(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &'a str)> {
        self.raw(range).map(|(number, line)| (number, line.trim())).filter(|(_, line)| !line.is_empty())
    }

    /// Returns the text after the bullet, if the line has one.
    pub(super) fn cell(&self, line: &'a str) -> Option<&'a str> {
        self.bullets.iter().find_map(|bullet| bullet.text_after(line.trim()))
    }
}

/// Removes the leaf mark of a name; `None` if it has none.
pub(super) fn unmark(text: &str) -> Option<&str> {
    let name = text.trim_start_matches(LEAF_MARKS);
    (name.len() < text.len()).then(|| name.trim_start_matches(['─', '-']).trim())
}
