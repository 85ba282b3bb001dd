//! Rows with separated columns: bars (Markdown) or tabs (text copied from a browser).

use crate::Diagnostic;
use crate::text::shortened;

use super::super::cell::{is_name, requiredness};
use super::super::lines::unmark;
use super::super::section::COPY_ALL;
use super::header::{Columns, Separator};
use super::row::{Position, Rest, Row};

/// A classified line of such a table.
pub(super) enum Line {
    /// A row.
    Row(Row),
    /// The separator below the header, or an empty row.
    Rule,
    /// Anything else: a continued description, or a row in another format.
    Other,
}

impl Columns {
    /// Reads a line of the table.
    pub(super) fn line(&self, line: usize, text: &str) -> Result<Line, Diagnostic> {
        let Some(cells) = self.separator.cells(text) else { return Ok(Line::Other) };
        if cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ', '—']).is_empty()) {
            return Ok(Line::Rule);
        }
        // Without a leading bar, a description line can contain a bar as well.
        let is_row = match self.separator {
            Separator::Bars => true,
            Separator::InnerBars => cells.len() + 1 >= self.count,
            Separator::Tabs => cells.get(self.name).is_some_and(|name| is_name(unmark(name).unwrap_or(name))),
        };
        if is_row { self.row(line, &cells).map(Line::Row) } else { Ok(Line::Other) }
    }

    fn row(&self, line: usize, cells: &[String]) -> Result<Row, Diagnostic> {
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let optional = |column: Option<usize>| column.map_or("", cell).to_owned();
        let name = cell(self.name);
        let (name, place) = unmark(name).map_or((name, Position::Any), |name| (name, Position::Leaf));
        let unexpected = |what: &str, text: &str| {
            let what = format!("expected {what}, found `{}`", shortened(text));
            Diagnostic::at(line, what).with_help(COPY_ALL)
        };
        if !is_name(name) {
            return Err(unexpected("the name of a parameter or member", name));
        }
        let required = match self.required {
            Some(column) => match cell(column) {
                "是" | "true" => true,
                "否" | "false" => false,
                text => requiredness(text).ok_or_else(|| unexpected("`必须` or `可选`", text))?,
            },
            None => false,
        };
        // A row with too few cells lost an empty one; which one is unknown.
        let first_rest = 1 + self.ty.max(self.required.unwrap_or_default());
        let rest = if cells.len() < self.count && self.separator == Separator::Tabs {
            let rest = cells.get(first_rest..).unwrap_or_default();
            Rest::Cells(rest.iter().filter(|cell| !cell.is_empty()).cloned().collect())
        } else {
            Rest::Columns {
                example: optional(self.example),
                limits: optional(self.limits),
                description: optional(self.description),
            }
        };
        Ok(Row {
            line,
            name: name.to_owned(),
            ty: cell(self.ty).to_owned(),
            required,
            rest,
            place,
            open: false,
        })
    }
}
