//! The table of error codes.

use crate::model::ErrorCode;

use super::columns::{CodeColumns, text};
use super::section::{Section, Sections};

/// Reads the error codes of a page; none without their table.
pub(super) fn read(sections: &Sections<'_>) -> Vec<ErrorCode> {
    let lines = sections.get(Section::Codes).unwrap_or_default();
    let header = lines.iter().enumerate().find_map(|(at, (_, line))| Some((at, CodeColumns::of(line)?)));
    let Some((at, columns)) = header else { return Vec::new() };
    let rows = lines[at + 1..].iter().filter_map(|(_, line)| columns.cells(line));
    let codes = rows.map(|cells| {
        let cell = |column: Option<usize>| {
            column.and_then(|at| cells.get(at)).map(|cell| text(cell)).unwrap_or_default()
        };
        ErrorCode {
            code: cell(Some(columns.code)),
            description: cell(columns.description),
            solution: cell(columns.solution),
        }
    });
    codes.filter(|code| !code.code.is_empty()).collect()
}
