//! Detection of the format in which a table was copied.

use super::super::cell::{is_name, is_scalar, requiredness};
use super::super::limits;
use super::super::lines::{Lines, unmark};
use super::line::row;
use super::row::{Position, Side};
use crate::model::Limits;

/// Differences from the platform's own pages, where all flags are `false`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Cells have no bullets: each line that is not a row is a cell.
    pub(super) loose: bool,
    /// Nested rows are on one line each.
    pub(super) in_lines: bool,
    /// Each cell is on its own line, including top-level rows and the header.
    pub(super) split: bool,
}

impl Form {
    /// Detects the format from the lines after the header.
    pub(super) fn of(page: &Lines<'_>, lines: &[(usize, &str)], side: Side, split: bool) -> Self {
        let marked = |text: &'_ str| unmark(text).map(str::to_owned);
        let in_lines = lines.iter().any(|(line, text)| {
            let text = page.cell(text).unwrap_or(text);
            marked(text)
                .is_some_and(|text| row(side, (*line, &text), Position::Leaf, None, true, true).is_some())
        });
        let loose = split
            || (!in_lines && lines.iter().enumerate().any(|(at, _)| is_bare_cell(page, lines, at, side)));
        Self { loose, in_lines, split }
    }
}

/// Returns `true` if the line is a cell without its bullet that cannot continue the previous cell.
fn is_bare_cell(page: &Lines<'_>, lines: &[(usize, &str)], at: usize, side: Side) -> bool {
    let bare = |at: usize| lines.get(at).map(|(_, text)| *text).filter(|text| page.cell(text).is_none());
    let Some(text) = bare(at) else { return false };
    let before = at.checked_sub(1).and_then(bare);
    let behind_row =
        before.is_some_and(|before| row(side, (0, before), Position::Top, None, true, true).is_some());
    let is_limit = |text: &str| limits::read(text, &mut Limits::default());
    let last = at.checked_sub(1).and_then(|at| page.cell(lines.get(at)?.1));
    let behind_name = last.or(before).is_some_and(|last| is_name(unmark(last).unwrap_or(last)));
    let behind_limit =
        last.is_some_and(is_limit) && row(side, (0, text), Position::Top, None, true, true).is_none();
    unmark(text).is_some()
        || behind_limit
        || requiredness(text).is_some()
        || (behind_name && is_scalar(text))
        || (behind_row && is_limit(text))
}
