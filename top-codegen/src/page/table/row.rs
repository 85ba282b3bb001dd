//! Items of a table: rows and cells.

/// Which table: request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Side {
    /// Parameters, with their requiredness.
    Request,
    /// Members of the reply.
    Response,
}

/// Facts that differ between the two tables.
#[derive(Debug)]
pub(in crate::page) struct TableSpec {
    /// The titles of the columns.
    pub(in crate::page) header: &'static str,
    /// The expected first row, for messages.
    pub(in crate::page) first_row: &'static str,
    /// The number of cells after the name, where each cell has its own line.
    pub(in crate::page) cells_after_name: usize,
}

const REQUEST: TableSpec = TableSpec {
    header: "名称 类型 是否必须 示例值 更多限制 描述",
    first_row: "a parameter: its name, its type, and `必须` or `可选`",
    cells_after_name: 4,
};

const RESPONSE: TableSpec = TableSpec {
    header: "名称 类型 示例值 描述",
    first_row: "a member of the reply: its name and its type",
    cells_after_name: 3,
};

impl Side {
    pub(in crate::page) const fn spec(self) -> &'static TableSpec {
        match self {
            Self::Request => &REQUEST,
            Self::Response => &RESPONSE,
        }
    }
}

/// A line of a table.
#[derive(Debug)]
pub(in crate::page) enum Item {
    /// A whole row.
    Row(Row),
    /// A cell on its own line, or one that follows a whole row.
    Cell(Cell),
}

/// A row with name, type and requiredness on one line.
#[derive(Debug)]
pub(in crate::page) struct Row {
    pub(in crate::page) line: usize,
    pub(in crate::page) name: String,
    /// The type. In a reply table without borders, a trailing `[]` may be the example.
    pub(in crate::page) ty: String,
    pub(in crate::page) required: bool,
    pub(in crate::page) rest: Rest,
    pub(in crate::page) place: Position,
    /// `true` if leaf members follow before the next unmarked row.
    pub(in crate::page) open: bool,
}

/// Text after the type of a whole row.
#[derive(Debug)]
pub(in crate::page) enum Rest {
    /// Example and description, separated by a blank.
    Joined(String),
    /// One value per column.
    Columns { example: String, limits: String, description: String },
    /// Separate cells, without empty ones.
    Cells(Vec<String>),
}

/// Possible positions of a whole row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Position {
    /// Top level.
    Top,
    /// In an object, as a leaf.
    Leaf,
    /// In an object. If leaves are marked, the row has members.
    Inside,
    /// Top level, or in an object as a member with members.
    Any,
}

/// A cell on its own line.
#[derive(Debug)]
pub(in crate::page) struct Cell {
    pub(in crate::page) line: usize,
    pub(in crate::page) text: String,
    /// `true` for the name of a leaf member.
    pub(in crate::page) leaf: bool,
    /// `true` if the bullet is missing, so that the cell may continue the previous one.
    pub(in crate::page) loose: bool,
    /// The top-level row that this cell may be instead, if it cannot be told from a description.
    pub(in crate::page) row: Option<Row>,
}

impl Item {
    /// Returns `true` if it is marked as a member without members.
    pub(super) fn is_leaf(&self) -> bool {
        match self {
            Self::Row(row) => row.place == Position::Leaf,
            Self::Cell(cell) => cell.leaf,
        }
    }

    /// Returns the line, counted from 1.
    pub(in crate::page) fn line(&self) -> usize {
        match self {
            Self::Row(row) => row.line,
            Self::Cell(cell) => cell.line,
        }
    }

    /// Returns the cell, if the item is one.
    pub(in crate::page) fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Row(_) => None,
        }
    }

    /// Returns the text, or the name of the row.
    pub(in crate::page) fn name(&self) -> &str {
        match self {
            Self::Row(row) => &row.name,
            Self::Cell(cell) => cell.row.as_ref().map_or(&cell.text, |row| &row.name),
        }
    }
}
