//! The two tables, as rows and cells in the order of their lines.

use std::ops::Range;

use crate::Notice;

use super::cell::{is_name, is_scalar, is_type, must};
use super::layout::{Layout, unmark};
use super::markdown::Columns;
use super::sample::Sample;
use super::section::COPY_ALL;

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
}

/// Where a whole row can belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top.
    Top,
    /// In an object, as a member without members.
    Leaf,
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
}

impl Table {
    /// Reads the table in these lines.
    pub(super) fn read(
        layout: &Layout<'_>,
        lines: Range<usize>,
        side: Side,
        sample: Option<&Sample>,
    ) -> Result<Self, Notice> {
        let mut filled = layout.filled(lines);
        let mut table = Self { side, items: Vec::new() };
        let Some((line, header)) = filled.next() else { return Ok(table) };
        let columns = Columns::of(header);
        if columns.is_none() && !header.contains("名称") {
            let expected = match side {
                Side::Request => "名称 类型 是否必须 示例值 更多限制 描述",
                Side::Response => "名称 类型 示例值 描述",
            };
            let what =
                format!("expected the table's first line, `{expected}`, found `{}`", shortened(header));
            return Err(Notice::at(line, what).with_help(COPY_ALL));
        }
        for (line, text) in filled {
            if let Some(cell) = layout.cell(text) {
                table.push_cell(line, cell)?;
            } else if let Some(row) = columns.as_ref().and_then(|columns| columns.row(line, text)) {
                table.items.extend(row?.map(Item::Row));
            } else if let Some(row) = table.row(line, text, sample) {
                table.items.push(Item::Row(row));
            } else {
                table.continue_with(line, text)?;
            }
        }
        table.mark_open_rows();
        Ok(table)
    }

    fn push_cell(&mut self, line: usize, text: &str) -> Result<(), Notice> {
        let leaf = unmark(text);
        if self.items.is_empty() {
            let what =
                format!("expected a parameter before its members, found the cell `{}`", shortened(text));
            return Err(Notice::at(line, what).with_help(COPY_ALL));
        }
        self.items.push(Item::Cell(Cell {
            line,
            text: leaf.unwrap_or(text).to_owned(),
            leaf: leaf.is_some(),
        }));
        Ok(())
    }

    /// A whole row at the top, if the line is one.
    fn row(&self, line: usize, text: &str, sample: Option<&Sample>) -> Option<Row> {
        let (name, rest) = word(text);
        if !is_name(name) {
            return None;
        }
        let (ty, required, rest) = match self.side {
            Side::Request => behind_must(rest)?,
            Side::Response => {
                let shown = sample.is_some_and(|sample| sample.find(0, name, 0).is_some());
                let (ty, rest) = leading_type(rest).or(shown.then_some((String::new(), rest)))?;
                // a line of a description can look like a row: then its type is none of the well-known ones
                let certain = shown || is_scalar(&ty) || !self.in_description();
                (ty, false, certain.then_some(rest)?)
            }
        };
        Some(Row {
            line,
            name: name.to_owned(),
            ty,
            must: required,
            rest: Rest::Joined(rest.to_owned()),
            place: Place::Top,
            open: false,
        })
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
    fn continue_with(&mut self, line: usize, text: &str) -> Result<(), Notice> {
        let last = match self.items.last_mut() {
            Some(Item::Cell(cell)) => &mut cell.text,
            Some(Item::Row(Row { rest: Rest::Joined(rest), .. })) => rest,
            Some(Item::Row(Row { rest: Rest::Columns { description, .. }, .. })) => description,
            None => {
                let expected = match self.side {
                    Side::Request => "a parameter: its name, its type, and `必须` or `可选`",
                    Side::Response => "a member of the reply: its name and its type",
                };
                let what = format!("expected {expected}; found `{}`", shortened(text));
                return Err(Notice::at(line, what).with_help(COPY_ALL));
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
                    members = row.place == Place::Leaf || members && row.place == Place::Any;
                }
            }
        }
    }
}

/// The first word of a text, and the rest.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// The type before `必须` or `可选`, which of them it is, and what follows.
fn behind_must(text: &str) -> Option<(String, bool, &str)> {
    let mut rest = text;
    for _ in 0..5 {
        let before = text[..text.len() - rest.len()].trim();
        let (first, after) = word(rest);
        if let Some(required) = must(first) {
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
    if let Some(after) = rest.strip_prefix("[]") {
        ty.push_str(" []");
        rest = after.trim_start();
    }
    is_type(&ty).then_some((ty, rest))
}

/// The start of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    let mut chars = text.lines().next().unwrap_or_default().chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { start + "..." } else { start }
}

impl Item {
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
            Self::Cell(cell) => &cell.text,
        }
    }
}
