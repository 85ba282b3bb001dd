//! Tables as a sequence of rows and cells.

mod columns;
mod form;
pub(super) mod header;
mod line;
mod row;

use std::ops::Range;

use crate::Diagnostic;
use crate::text::shortened;

use super::lines::{Lines, unmark};
use super::sample::Sample;
use super::section::COPY_ALL;
use columns::Line;
use form::Form;
use header::Columns;
use line::row;
pub(super) use row::{Cell, Item, Position, Rest, Row, Side};

/// One table.
pub(super) struct Table {
    pub(super) side: Side,
    pub(super) items: Vec<Item>,
    /// `true` if leaf members are marked, so that unmarked ones have members.
    pub(super) marked: bool,
    /// `true` if top-level rows have one line per cell, like nested ones.
    pub(super) split: bool,
}

impl Table {
    /// Reads the table in a range of lines.
    pub(super) fn read(
        page: &Lines<'_>,
        lines: Range<usize>,
        side: Side,
        sample: Option<&Sample>,
    ) -> Result<Self, Diagnostic> {
        let mut filled: Vec<(usize, &str)> = page.filled(lines).collect();
        let mut table = Self { side, items: Vec::new(), marked: false, split: false };
        let Some((line, header)) = filled.first().copied() else { return Ok(table) };
        let columns = Columns::of(header);
        let title = page.cell(header).unwrap_or(header);
        if columns.is_none() && !title.contains("名称") && !header::is_name_title(title) {
            return Err(table.without_header(line, header));
        }
        table.split = header::is_name_title(title);
        let is_title = |(_, text): &(usize, &str)| header::is_title(page.cell(text).unwrap_or(text));
        let titles = if table.split { filled.iter().take_while(|line| is_title(line)).count() } else { 1 };
        filled.drain(..titles);
        let form = Form::of(page, &filled, side, table.split);
        // A bullet can be on its own line, with its cell on the next.
        let mut alone = None;
        for (line, text) in filled {
            if let Some(cell) = page.cell(text) {
                table.items.extend(alone.take().map(empty));
                if cell.is_empty() {
                    alone = Some(line);
                } else {
                    table.push_cell(line, cell, form)?;
                }
                continue;
            }
            // A trailing tab precedes an empty cell.
            let whole = page
                .raw(line..line + 1)
                .next()
                .map_or(text, |(_, raw)| raw.trim_start().trim_end_matches(' '));
            match columns.as_ref().map_or(Ok(Line::Other), |columns| columns.line(line, whole))? {
                Line::Row(row) => table.push_row(row, &mut alone),
                Line::Rule => {}
                Line::Other => {
                    if let Some(row) = table.top_row(line, text, sample, form) {
                        if form.loose && table.may_be_description(&row, sample) {
                            let text = text.to_owned();
                            table.items.push(Item::Cell(Cell {
                                line,
                                text,
                                leaf: false,
                                loose: true,
                                row: Some(row),
                            }));
                        } else {
                            table.push_row(row, &mut alone);
                        }
                    } else if alone.take().is_some() || form.loose || unmark(text).is_some() {
                        table.push_cell(line, text, form)?;
                        if let Some(Item::Cell(cell)) = table.items.last_mut() {
                            cell.loose = true;
                        }
                    } else {
                        table.continue_with(line, text)?;
                    }
                }
            }
        }
        table.items.extend(alone.map(empty));
        table.marked = table.items.iter().any(Item::is_leaf);
        table.mark_open_rows();
        Ok(table)
    }

    /// Creates the error for a table without a header.
    fn without_header(&self, line: usize, found: &str) -> Diagnostic {
        let expected = self.side.spec().header;
        let what = format!("expected the table's first line, `{expected}`, found `{}`", shortened(found));
        Diagnostic::at(line, what).with_help(COPY_ALL)
    }

    fn push_row(&mut self, row: Row, alone: &mut Option<usize>) {
        self.items.extend(alone.take().map(empty));
        self.items.push(Item::Row(row));
    }

    /// Adds a cell, or a nested row on one line.
    fn push_cell(&mut self, line: usize, text: &str, form: Form) -> Result<(), Diagnostic> {
        let leaf = unmark(text);
        if self.items.is_empty() && !self.split {
            let what =
                format!("expected a parameter before its members, found the cell `{}`", shortened(text));
            return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
        }
        if form.in_lines {
            let (text, place) = leaf.map_or((text, Position::Inside), |text| (text, Position::Leaf));
            if let Some(row) = row(self.side, (line, text), place, None, true, true) {
                self.items.push(Item::Row(row));
                return Ok(());
            }
        }
        self.items.push(Item::Cell(Cell {
            line,
            text: leaf.unwrap_or(text).to_owned(),
            leaf: leaf.is_some(),
            loose: false,
            row: None,
        }));
        Ok(())
    }

    /// Reads a row without a bullet. It is a top-level row, unless nested rows are on one line as
    /// well.
    fn top_row(&self, line: usize, text: &str, sample: Option<&Sample>, form: Form) -> Option<Row> {
        let certain = !form.loose && !self.in_description();
        let place = if form.in_lines { Position::Any } else { Position::Top };
        row(self.side, (line, text), place, sample, certain, form.loose)
    }

    /// Returns `true` if a row of a reply table without bullets may be a description: the sample,
    /// which omits members without examples, does not contain it.
    fn may_be_description(&self, row: &Row, sample: Option<&Sample>) -> bool {
        let is_shown = |sample: &Sample| sample.find(0, &row.name, 0).is_some();
        self.side == Side::Response
            && !self.items.is_empty()
            && sample.is_some_and(|sample| !is_shown(sample))
    }

    /// Returns `true` if the next line can continue a description.
    fn in_description(&self) -> bool {
        match self.items.last() {
            None => false,
            Some(Item::Cell(cell)) => crate::text::contains_chinese(&cell.text),
            Some(Item::Row(row)) => matches!(&row.rest, Rest::Joined(rest) if rest.contains('\n')),
        }
    }

    /// Appends a line to the last cell.
    fn continue_with(&mut self, line: usize, text: &str) -> Result<(), Diagnostic> {
        let last = match self.items.last_mut() {
            Some(Item::Cell(cell)) => &mut cell.text,
            Some(Item::Row(row)) => match &mut row.rest {
                Rest::Joined(rest) | Rest::Columns { description: rest, .. } => rest,
                Rest::Cells(cells) if cells.is_empty() => {
                    cells.push(text.to_owned());
                    return Ok(());
                }
                Rest::Cells(cells) => match cells.last_mut() {
                    Some(last) => last,
                    None => return Ok(()),
                },
            },
            None => {
                let expected = self.side.spec().first_row;
                let what = format!("expected {expected}; found `{}`", shortened(text));
                return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
            }
        };
        last.push('\n');
        last.push_str(text);
        Ok(())
    }

    /// Sets `open` of each whole row.
    fn mark_open_rows(&mut self) {
        let mut members = false;
        for item in self.items.iter_mut().rev() {
            match item {
                Item::Cell(cell) => members |= cell.leaf,
                Item::Row(row) => {
                    row.open = members;
                    members = match row.place {
                        Position::Leaf | Position::Inside => true,
                        Position::Any => members,
                        Position::Top => false,
                    };
                }
            }
        }
    }
}

/// Creates a cell without text.
fn empty(line: usize) -> Item {
    Item::Cell(Cell { line, text: String::new(), leaf: false, loose: false, row: None })
}
