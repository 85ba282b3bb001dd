//! A reply as a flat tree over its text: the one form that JSON, simplified JSON and XML are read into.

mod cell;
mod json;
mod mend;
mod node;
#[cfg(feature = "xml")]
mod xml;

use std::fmt;

use crate::codec::field_table::FieldTable;
use crate::codec::params::Params;

use cell::{Cell, Extent, Span};
pub(crate) use json::{parse as parse_json, parse_reply, plain_end};
use mend::Mend;
#[cfg(feature = "xml")]
pub(crate) use xml::parse as parse_xml;

pub use node::Node;
pub(crate) use node::{Content, Items, Members};

/// How deep a reply may nest. The deepest real one has seven levels.
pub(crate) const MAX_DEPTH: usize = 128;

/// Why a text is no reply, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// How many bytes were read before.
    pub(crate) offset: usize,
    pub(crate) reason: String,
    /// Whether it nests deeper than it may.
    pub(crate) is_too_deep: bool,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

/// All cells of a reply in the order of its text: 12 bytes each. In JSON two bytes of text at least make one cell (`[0,0,0`), in XML
/// four make two, a name and an empty text (`<a/>`). With what growing takes, that was measured at up to 12 times the text in JSON
/// and 20 in XML; real replies take about once their text.
#[derive(Debug, Default)]
pub(crate) struct Tree<'t> {
    text: &'t str,
    /// What stands in the text otherwise than it reads, escaped or in pieces. Its places count on from those of the text.
    mended: String,
    cells: Vec<Cell>,
    /// The texts that are no JSON in some place and were read nevertheless, in the order of the cells.
    mends: Vec<Mend>,
}

impl<'t> Tree<'t> {
    /// A tree of one text.
    pub(crate) fn of_text(text: &'t str) -> Self {
        let mut tree = Self { text, ..Self::default() };
        let all = tree.span(text);
        tree.push(Cell::Text(all));
        tree
    }

    /// A tree of an object without members.
    pub(crate) fn of_nothing() -> Self {
        Self { cells: vec![Cell::Object(Extent { cells: 1, items: 0 })], ..Self::default() }
    }

    /// A tree of an object: the parameters that are members of a struct.
    pub(crate) fn of_params(layout: &FieldTable, params: &Params) -> Self {
        let mut tree = Self::default();
        tree.push(Cell::Object(Extent::default()));
        let mut items = 0;
        for (name, value) in params.iter().filter(|(name, _)| layout.has(name)) {
            let (name, value) = (tree.mend(name), tree.mend(value));
            tree.push(Cell::Name(name));
            tree.push(Cell::Text(value));
            items += 1;
        }
        tree.close(0, items);
        tree
    }

    /// The outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    fn push(&mut self, cell: Cell) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// Notes at a container's cell that it ends here, and how many elements or members it has.
    fn close(&mut self, opened: usize, items: u32) {
        let cells = u32::try_from(self.cells.len() - opened).unwrap_or(u32::MAX);
        if let Some(Cell::Array(extent) | Cell::Object(extent)) = self.cells.get_mut(opened) {
            *extent = Extent { cells, items };
        }
    }

    /// Where a part of the text stands in it. What is no part of it is copied.
    fn span(&mut self, part: &str) -> Span {
        let start = part.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        match self.text.get(start..start.saturating_add(part.len())) {
            Some(_) => Span::new(start, part.len()),
            None => self.mend(part),
        }
    }

    /// Keeps a text that does not stand in the tree's own.
    fn mend(&mut self, text: &str) -> Span {
        let start = self.text.len() + self.mended.len();
        self.mended.push_str(text);
        Span::new(start, text.len())
    }

    /// What stands at a place.
    #[inline]
    fn text_at(&self, span: Span) -> &str {
        let place = span.range();
        match self.text.get(place.clone()) {
            Some(text) => text,
            None => self.mended_at(place),
        }
    }

    fn mended_at(&self, place: std::ops::Range<usize>) -> &str {
        let before = self.text.len();
        let place = place.start.saturating_sub(before)..place.end.saturating_sub(before);
        self.mended.get(place).unwrap_or_default()
    }
}
