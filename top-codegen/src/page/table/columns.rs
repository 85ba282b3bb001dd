//! Rows whose cells stand in columns: between the bars of Markdown, or with tabs between them, as browsers copy a table.

use crate::Diagnostic;
use crate::diagnostic::shortened;

use super::super::cell::{is_name, must};
use super::super::layout::unmark;
use super::super::section::COPY_ALL;
use super::header::{Columns, Parted};
use super::{Place, Rest, Row};

/// What a line of such a table is.
pub(super) enum Line {
    /// A row.
    Row(Row),
    /// The line under the first, or one without a word.
    Rule,
    /// Not one of the table's own: more of a description, or a row of another form.
    Other,
}

impl Columns {
    /// Reads a line of the table.
    pub(super) fn line(&self, line: usize, text: &str) -> Result<Line, Diagnostic> {
        let Some(cells) = self.parted.cells(text) else { return Ok(Line::Other) };
        if cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ', '—']).is_empty()) {
            return Ok(Line::Rule);
        }
        // without a bar before it, a line of a description can hold one as well
        let is_row = match self.parted {
            Parted::Bars => true,
            Parted::InnerBars => cells.len() + 1 >= self.count,
            Parted::Tabs => cells.get(self.name).is_some_and(|name| is_name(unmark(name).unwrap_or(name))),
        };
        if is_row { self.row(line, &cells).map(Line::Row) } else { Ok(Line::Other) }
    }

    fn row(&self, line: usize, cells: &[String]) -> Result<Row, Diagnostic> {
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let optional = |column: Option<usize>| column.map_or("", cell).to_owned();
        let name = cell(self.name);
        let (name, place) = unmark(name).map_or((name, Place::Any), |name| (name, Place::Leaf));
        let found = |what: &str, text: &str| {
            let what = format!("expected {what}, found `{}`", shortened(text));
            Diagnostic::at(line, what).with_help(COPY_ALL)
        };
        if !is_name(name) {
            return Err(found("the name of a parameter or member", name));
        }
        let required = match self.must {
            Some(column) => match cell(column) {
                "是" | "true" => true,
                "否" | "false" => false,
                text => must(text).ok_or_else(|| found("`必须` or `可选`", text))?,
            },
            None => false,
        };
        // a row with a cell too few has lost an empty one, and nobody knows which
        let behind = 1 + self.ty.max(self.must.unwrap_or_default());
        let rest = if cells.len() < self.count && self.parted == Parted::Tabs {
            let rest = cells.get(behind..).unwrap_or_default();
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
            must: required,
            rest,
            place,
            open: false,
        })
    }
}
