//! Items of a table: rows and cells.

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Side {
    /// Parameters: each says whether it must be given.
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
    /// A cell of a row whose cells stand in lines of their own, or one that follows a whole row.
    Cell(Cell),
}

/// A row whose name, type and requiredness stand in one line.
#[derive(Debug)]
pub(in crate::page) struct Row {
    pub(in crate::page) line: usize,
    pub(in crate::page) name: String,
    /// Its type. In a reply's table without borders, `[]` behind it may be the example.
    pub(in crate::page) ty: String,
    pub(in crate::page) required: bool,
    pub(in crate::page) rest: Rest,
    pub(in crate::page) place: Position,
    /// Whether rows that are marked as members follow before the next row without a mark.
    pub(in crate::page) open: bool,
}

/// What follows the type of a whole row.
#[derive(Debug)]
pub(in crate::page) enum Rest {
    /// Example and description, with a blank between them.
    Joined(String),
    /// Each in its column.
    Columns { example: String, limits: String, description: String },
    /// Each apart, without the empty ones.
    Cells(Vec<String>),
}

/// Where a whole row can belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Position {
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
pub(in crate::page) struct Cell {
    pub(in crate::page) line: usize,
    pub(in crate::page) text: String,
    /// Whether it is the name of a member without members.
    pub(in crate::page) leaf: bool,
    /// Whether it lost its bullet, and can be another line of the cell before it.
    pub(in crate::page) loose: bool,
    /// The row at the top that it can be as well, where nothing tells it from a description that looks like one.
    pub(in crate::page) row: Option<Row>,
}

impl Item {
    /// Whether it is marked as a member without members.
    pub(super) fn is_leaf(&self) -> bool {
        match self {
            Self::Row(row) => row.place == Position::Leaf,
            Self::Cell(cell) => cell.leaf,
        }
    }

    /// Its line, counted from 1.
    pub(in crate::page) fn line(&self) -> usize {
        match self {
            Self::Row(row) => row.line,
            Self::Cell(cell) => cell.line,
        }
    }

    /// The cell, if it is one.
    pub(in crate::page) fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Row(_) => None,
        }
    }

    /// Its text, or the name of its row.
    pub(in crate::page) fn name(&self) -> &str {
        match self {
            Self::Row(row) => &row.name,
            Self::Cell(cell) => cell.row.as_ref().map_or(&cell.text, |row| &row.name),
        }
    }
}
