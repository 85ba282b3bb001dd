//! Nodes of a tree.

use super::Tree;
use super::cell::{Cell, Extent};

/// A node of the tree of a reply: a value of JSON or XML.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) at: u32,
}

/// The kind of a node, with its content.
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
    pub(super) fn new(tree: &'t Tree<'t>, at: u32) -> Self {
        Self { tree, at }
    }

    fn cell(self) -> Option<Cell> {
        self.tree.cells.get(self.at as usize).copied()
    }

    pub(crate) fn content(self) -> Content<'t> {
        match self.cell() {
            Some(Cell::Bool(value)) => Content::Bool(value),
            Some(Cell::Number(digits)) => Content::Number(self.tree.text_at(digits)),
            Some(Cell::Text(text)) => Content::Text(self.tree.text_at(text)),
            Some(Cell::Array(extent)) => Content::Array(self.items(extent)),
            Some(Cell::Object(extent)) => Content::Object(Members(self.items(extent))),
            Some(Cell::Null | Cell::Name(_)) | None => Content::Null,
        }
    }

    /// Returns the children of a container.
    fn items(self, extent: Extent) -> Items<'t> {
        Items { tree: self.tree, at: self.at + 1, end: self.at + extent.cells, left: extent.items }
    }

    /// Returns the members of an object.
    pub(crate) fn members(self) -> Option<Members<'t>> {
        match self.cell() {
            Some(Cell::Object(extent)) => Some(Members(self.items(extent))),
            _ => None,
        }
    }

    /// Returns the member of this name. Of several, the last.
    pub(crate) fn member(self, name: &str) -> Option<Node<'t>> {
        self.members()?.filter(|(member, _)| *member == name).last().map(|(_, node)| node)
    }

    /// Returns the index of the cell. 0 only for the root.
    pub(crate) fn place(self) -> u32 {
        self.at
    }

    /// Returns the node at a place in the same tree.
    pub(crate) fn at_place(self, place: u32) -> Self {
        Self { at: place, ..self }
    }

    /// Returns the number of cells, children included.
    pub(crate) fn cells(self) -> usize {
        match self.cell() {
            Some(Cell::Array(extent) | Cell::Object(extent)) => extent.cells as usize,
            _ => 1,
        }
    }

    /// Whether the node is neither an object nor a list.
    pub(crate) fn is_scalar(self) -> bool {
        !matches!(self.cell(), Some(Cell::Array(_) | Cell::Object(_)))
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.cell(), Some(Cell::Null | Cell::Name(_)) | None)
    }

    /// Returns the text of a string.
    pub(crate) fn text(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text)) => Some(self.tree.text_at(text)),
            _ => None,
        }
    }

    /// Whether the node is an empty string.
    pub(crate) fn is_empty_text(self) -> bool {
        self.text() == Some("")
    }

    /// Returns the text of a number or string.
    pub(crate) fn digits(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text) | Cell::Number(text)) => Some(self.tree.text_at(text)),
            _ => None,
        }
    }

    /// Returns the text of a scalar: a string, the digits of a number, `true` or `false`.
    pub(crate) fn scalar(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text) | Cell::Number(text)) => Some(self.tree.text_at(text)),
            Some(Cell::Bool(true)) => Some("true"),
            Some(Cell::Bool(false)) => Some("false"),
            _ => None,
        }
    }
}

/// Iterator over the elements of a list.
#[derive(Clone)]
pub(crate) struct Items<'t> {
    tree: &'t Tree<'t>,
    at: u32,
    end: u32,
    left: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.at >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, at: self.at };
        self.at += match node.cell() {
            Some(Cell::Array(extent) | Cell::Object(extent)) => extent.cells,
            _ => 1,
        };
        self.left = self.left.saturating_sub(1);
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// Iterator over the members of an object, in the order of the text.
#[derive(Clone)]
pub(crate) struct Members<'t>(Items<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Node<'t>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let Items { tree, at, end, .. } = self.0;
        if at >= end {
            return None;
        }
        let Some(Cell::Name(name)) = tree.cells.get(at as usize) else {
            return None;
        };
        self.0.at = at + 1;
        Some((tree.text_at(*name), self.0.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
