//! A reply as a flat tree, borrowed from its text: the one form that JSON, simplified JSON and (later) XML are read into.

mod json;
#[cfg(feature = "xml")]
mod xml;

use std::borrow::Cow;
use std::fmt;

use crate::layout::Layout;
use crate::params::Params;

pub(crate) use json::{parse as parse_json, repair as repair_json};
#[cfg(feature = "xml")]
pub(crate) use xml::parse as parse_xml;

/// How deep a reply may nest. The deepest real one has seven levels.
pub(crate) const MAX_DEPTH: usize = 128;

/// Why a text is no reply, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// How many bytes were read before.
    pub(crate) offset: usize,
    pub(crate) reason: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

/// What stands in one place of a reply.
#[derive(Debug, Clone, PartialEq)]
enum Cell<'t> {
    Null,
    Bool(bool),
    /// The digits as they were written.
    Number(&'t str),
    Text(Cow<'t, str>),
    /// A member's name; its value follows.
    Name(Cow<'t, str>),
    /// A list; how many cells it has with this one. Relative, so that a list can be moved.
    Array(u32),
    /// Named members; how many cells they have with this one.
    Object(u32),
}

/// All cells of a reply in the order of its text: 32 bytes each. In JSON two bytes of text at least make one cell (`[0,0,0`), so a
/// tree takes at most sixteen times its text; in XML four bytes make two cells, a name and a list of children (`<a/>`), which
/// was measured at up to 42 times.
#[derive(Debug, Default)]
pub(crate) struct Tree<'t> {
    cells: Vec<Cell<'t>>,
}

impl<'t> Tree<'t> {
    /// A tree of one text.
    pub(crate) fn of_text(text: &'t str) -> Self {
        Self { cells: vec![Cell::Text(Cow::Borrowed(text))] }
    }

    /// A tree of an object without members.
    pub(crate) fn of_nothing() -> Self {
        Self { cells: vec![Cell::Object(1)] }
    }

    /// A tree of an object: the parameters that are members of a struct.
    pub(crate) fn of_params(layout: &Layout, params: &'t Params) -> Self {
        let mut tree = Self { cells: vec![Cell::Object(0)] };
        for (name, value) in params.iter().filter(|(name, _)| layout.has(name)) {
            tree.push(Cell::Name(Cow::Borrowed(name)));
            tree.push(Cell::Text(Cow::Borrowed(value)));
        }
        tree.close(0);
        tree
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { cells: &self.cells, at: 0 }
    }

    fn push(&mut self, cell: Cell<'t>) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// Notes at a container's cell that it ends here.
    fn close(&mut self, opened: usize) {
        let cells = u32::try_from(self.cells.len() - opened).unwrap_or(u32::MAX);
        if let Some(Cell::Array(len) | Cell::Object(len)) = self.cells.get_mut(opened) {
            *len = cells;
        }
    }
}

/// A place in a reply's tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    cells: &'t [Cell<'t>],
    at: u32,
}

/// What a node is, with what it holds.
#[derive(Clone)]
pub(crate) enum Content<'t> {
    Null,
    Bool(bool),
    Number(&'t str),
    Text(&'t str),
    Array(Items<'t>),
    Object(Members<'t>),
}

impl<'t> Node<'t> {
    pub(crate) fn content(self) -> Content<'t> {
        match self.cells.get(self.at as usize) {
            Some(Cell::Bool(value)) => Content::Bool(*value),
            Some(Cell::Number(digits)) => Content::Number(digits),
            Some(Cell::Text(text)) => Content::Text(text),
            Some(Cell::Array(len)) => Content::Array(self.items(*len)),
            Some(Cell::Object(len)) => Content::Object(Members(self.items(*len))),
            Some(Cell::Null | Cell::Name(_)) | None => Content::Null,
        }
    }

    /// What a container of so many cells holds.
    fn items(self, cells: u32) -> Items<'t> {
        Items { cells: self.cells, at: self.at + 1, end: self.at + cells }
    }

    /// The members, if it is an object.
    pub(crate) fn members(self) -> Option<Members<'t>> {
        match self.content() {
            Content::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of this name. Of several the last counts.
    pub(crate) fn member(self, name: &str) -> Option<Node<'t>> {
        self.members()?.filter(|(known, _)| *known == name).last().map(|(_, node)| node)
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.content(), Content::Null)
    }

    /// The text of a scalar: of a string its content, of a number its digits, of a truth value its word.
    pub(crate) fn scalar(self) -> Option<&'t str> {
        match self.content() {
            Content::Text(text) | Content::Number(text) => Some(text),
            Content::Bool(true) => Some("true"),
            Content::Bool(false) => Some("false"),
            _ => None,
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::Value::from_node(*self).fmt(f)
    }
}

/// The elements of a list.
#[derive(Clone)]
pub(crate) struct Items<'t> {
    cells: &'t [Cell<'t>],
    at: u32,
    end: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.at >= self.end {
            return None;
        }
        let node = Node { cells: self.cells, at: self.at };
        self.at = match self.cells.get(self.at as usize) {
            Some(Cell::Array(len) | Cell::Object(len)) => self.at + len,
            _ => self.at + 1,
        };
        Some(node)
    }
}

/// The members of an object, in the order of the text.
#[derive(Clone)]
pub(crate) struct Members<'t>(Items<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Node<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.0.next()?;
        match self.0.cells.get(key.at as usize) {
            Some(Cell::Name(name)) => Some((name, self.0.next()?)),
            _ => None,
        }
    }
}
