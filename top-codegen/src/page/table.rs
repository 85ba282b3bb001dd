//! The two tables, as rows and cells in the order of their lines.

mod columns;
mod form;
pub(super) mod header;
mod line;

use std::ops::Range;

use crate::Diagnostic;
use crate::diagnostic::shortened;

use super::layout::{Layout, unmark};
use super::sample::Sample;
use super::section::COPY_ALL;
use columns::Line;
use form::Form;
use header::Columns;
use line::row;

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Parameters: each says whether it must be given.
    Request,
    /// Members of the reply.
    Response,
}

/// One table.
pub(super) struct Table {
    pub(super) side: Side,
    pub(super) items: Vec<Item>,
    /// Whether members without members are marked: then what is not marked has some.
    pub(super) marked: bool,
    /// Whether the cells of rows at the top stand in lines of their own, as those of members do.
    pub(super) split: bool,
}

/// A line of a table.
#[derive(Debug)]
pub(super) enum Item {
    /// A whole row.
    Row(Row),
    /// A cell of a row whose cells stand in lines of their own, or one that follows a whole row.
    Cell(Cell),
}

/// A row whose name, type and requiredness stand in one line.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) name: String,
    /// Its type. In a reply's table without borders, `[]` behind it may be the example.
    pub(super) ty: String,
    pub(super) must: bool,
    pub(super) rest: Rest,
    pub(super) place: Place,
    /// Whether rows that are marked as members follow before the next row without a mark.
    pub(super) open: bool,
}

/// What follows the type of a whole row.
#[derive(Debug)]
pub(super) enum Rest {
    /// Example and description, with a blank between them.
    Joined(String),
    /// Each in its column.
    Columns { example: String, limits: String, description: String },
    /// Each apart, without the empty ones.
    Cells(Vec<String>),
}

/// Where a whole row can belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top.
    Top,
    /// In an object, as a member without members.
    Leaf,
    /// In an object: as a member with members, where members without are marked.
    Inside,
    /// At the top, or in an object as a member that has members.
    Any,
}

/// A cell in a line of its own.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) line: usize,
    pub(super) text: String,
    /// Whether it is the name of a member without members.
    pub(super) leaf: bool,
    /// Whether it lost its bullet, and can be another line of the cell before it.
    pub(super) loose: bool,
    /// The row at the top that it can be as well, where nothing tells it from a description that looks like one.
    pub(super) row: Option<Row>,
}

impl Table {
    /// Reads the table in these lines.
    pub(super) fn read(
        layout: &Layout<'_>,
        lines: Range<usize>,
        side: Side,
        sample: Option<&Sample>,
    ) -> Result<Self, Diagnostic> {
        let mut filled: Vec<(usize, &str)> = layout.filled(lines).collect();
        let mut table = Self { side, items: Vec::new(), marked: false, split: false };
        let Some((line, header)) = filled.first().copied() else { return Ok(table) };
        let columns = Columns::of(header);
        let title = layout.cell(header).unwrap_or(header);
        if columns.is_none() && !title.contains("名称") && !header::is_name_title(title) {
            return Err(table.without_header(line, header));
        }
        table.split = header::is_name_title(title);
        let is_title = |(_, text): &(usize, &str)| header::is_title(layout.cell(text).unwrap_or(text));
        let titles = if table.split { filled.iter().take_while(|line| is_title(line)).count() } else { 1 };
        filled.drain(..titles);
        let form = Form::of(layout, &filled, side, table.split);
        // a bullet can stand in a line of its own, with its cell in the next
        let mut alone = None;
        for (line, text) in filled {
            if let Some(cell) = layout.cell(text) {
                table.items.extend(alone.take().map(empty));
                if cell.is_empty() {
                    alone = Some(line);
                } else {
                    table.push_cell(line, cell, form)?;
                }
                continue;
            }
            // a tab at the end stands before an empty cell
            let whole = layout
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

    /// What to say of a table without a line of titles.
    fn without_header(&self, line: usize, found: &str) -> Diagnostic {
        let expected = match self.side {
            Side::Request => "名称 类型 是否必须 示例值 更多限制 描述",
            Side::Response => "名称 类型 示例值 描述",
        };
        let what = format!("expected the table's first line, `{expected}`, found `{}`", shortened(found));
        Diagnostic::at(line, what).with_help(COPY_ALL)
    }

    fn push_row(&mut self, row: Row, alone: &mut Option<usize>) {
        self.items.extend(alone.take().map(empty));
        self.items.push(Item::Row(row));
    }

    /// A cell, or a row of a member in one line.
    fn push_cell(&mut self, line: usize, text: &str, form: Form) -> Result<(), Diagnostic> {
        let leaf = unmark(text);
        if self.items.is_empty() && !self.split {
            let what =
                format!("expected a parameter before its members, found the cell `{}`", shortened(text));
            return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
        }
        if form.in_lines {
            let (text, place) = leaf.map_or((text, Place::Inside), |text| (text, Place::Leaf));
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

    /// A row without a bullet: at the top, unless the rows of members stand in lines as well.
    fn top_row(&self, line: usize, text: &str, sample: Option<&Sample>, form: Form) -> Option<Row> {
        let certain = !form.loose && !self.in_description();
        let place = if form.in_lines { Place::Any } else { Place::Top };
        row(self.side, (line, text), place, sample, certain, form.loose)
    }

    /// Whether a row at the top, of a reply's table without bullets, can be a description that looks like one: the sample, which leaves
    /// out what has no example, does not show it.
    fn may_be_description(&self, row: &Row, sample: Option<&Sample>) -> bool {
        let is_shown = |sample: &Sample| sample.find(0, &row.name, 0).is_some();
        self.side == Side::Response
            && !self.items.is_empty()
            && sample.is_some_and(|sample| !is_shown(sample))
    }

    /// Whether the next line can be another one of a description.
    fn in_description(&self) -> bool {
        match self.items.last() {
            None => false,
            Some(Item::Cell(cell)) => super::cell::is_chinese(&cell.text),
            Some(Item::Row(row)) => matches!(&row.rest, Rest::Joined(rest) if rest.contains('\n')),
        }
    }

    /// Another line of the last cell.
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
                let expected = match self.side {
                    Side::Request => "a parameter: its name, its type, and `必须` or `可选`",
                    Side::Response => "a member of the reply: its name and its type",
                };
                let what = format!("expected {expected}; found `{}`", shortened(text));
                return Err(Diagnostic::at(line, what).with_help(COPY_ALL));
            }
        };
        last.push('\n');
        last.push_str(text);
        Ok(())
    }

    /// Says of each whole row whether members of it follow.
    fn mark_open_rows(&mut self) {
        let mut members = false;
        for item in self.items.iter_mut().rev() {
            match item {
                Item::Cell(cell) => members |= cell.leaf,
                Item::Row(row) => {
                    row.open = members;
                    members = match row.place {
                        Place::Leaf | Place::Inside => true,
                        Place::Any => members,
                        Place::Top => false,
                    };
                }
            }
        }
    }
}

/// A cell without text.
fn empty(line: usize) -> Item {
    Item::Cell(Cell { line, text: String::new(), leaf: false, loose: false, row: None })
}

impl Item {
    /// Whether it is marked as a member without members.
    fn is_leaf(&self) -> bool {
        match self {
            Self::Row(row) => row.place == Place::Leaf,
            Self::Cell(cell) => cell.leaf,
        }
    }

    /// Its line, counted from 1.
    pub(super) fn line(&self) -> usize {
        match self {
            Self::Row(row) => row.line,
            Self::Cell(cell) => cell.line,
        }
    }

    /// The cell, if it is one.
    pub(super) fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Row(_) => None,
        }
    }

    /// Its text, or the name of its row.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Row(row) => &row.name,
            Self::Cell(cell) => cell.row.as_ref().map_or(&cell.text, |row| &row.name),
        }
    }
}
