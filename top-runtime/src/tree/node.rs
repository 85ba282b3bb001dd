//! A place in a tree, and what can be asked of it.

use std::fmt;

use super::Tree;
use super::cell::{Cell, Extent};

/// A place in a reply's tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) at: u32,
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

    /// What a container of this size holds.
    fn items(self, extent: Extent) -> Items<'t> {
        Items { tree: self.tree, at: self.at + 1, end: self.at + extent.cells, left: extent.items }
    }

    /// The members, if it is an object.
    pub(crate) fn members(self) -> Option<Members<'t>> {
        match self.cell() {
            Some(Cell::Object(extent)) => Some(Members(self.items(extent))),
            _ => None,
        }
    }

    /// The member of this name. Of several the last counts.
    pub(crate) fn member(self, name: &str) -> Option<Node<'t>> {
        self.members()?.filter(|(known, _)| *known == name).last().map(|(_, node)| node)
    }

    /// Where it stands; never 0 for what stands inside of something.
    pub(crate) fn place(self) -> u32 {
        self.at
    }

    /// The node that stands at a place of the same tree.
    pub(crate) fn at_place(self, place: u32) -> Self {
        Self { at: place, ..self }
    }

    /// How many cells it takes in the tree, with everything in it.
    pub(crate) fn cells(self) -> usize {
        match self.cell() {
            Some(Cell::Array(extent) | Cell::Object(extent)) => extent.cells as usize,
            _ => 1,
        }
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self.cell(), Some(Cell::Null | Cell::Name(_)) | None)
    }

    /// The text, if it is one.
    pub(crate) fn text(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text)) => Some(self.tree.text_at(text)),
            _ => None,
        }
    }

    /// Whether it is a text of no letters.
    pub(crate) fn is_empty_text(self) -> bool {
        self.text() == Some("")
    }

    /// The text of a number, or the text that may hold one.
    pub(crate) fn digits(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text) | Cell::Number(text)) => Some(self.tree.text_at(text)),
            _ => None,
        }
    }

    /// The text of a scalar: of a string its content, of a number its digits, of a truth value its word.
    pub(crate) fn scalar(self) -> Option<&'t str> {
        match self.cell() {
            Some(Cell::Text(text) | Cell::Number(text)) => Some(self.tree.text_at(text)),
            Some(Cell::Bool(true)) => Some("true"),
            Some(Cell::Bool(false)) => Some("false"),
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

/// The members of an object, in the order of the text.
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
