//! A reply as a flat tree over its text, the common form of JSON, simplified JSON and XML.

mod cell;
mod json;
mod node;
mod repair;
#[cfg(feature = "xml")]
mod xml;

use std::fmt;

use cell::{Cell, Extent, Span};
pub(crate) use json::{find_escape, parse as parse_json, parse_reply};
use repair::Repair;
#[cfg(feature = "xml")]
pub(crate) use xml::parse as parse_xml;

pub use node::Node;
pub(crate) use node::{Content, Items, Members};

/// Limit: levels of a reply. The deepest real one has seven.
pub(crate) const MAX_DEPTH: usize = 128;

/// The error of parsing a text: reason and place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// Offset in bytes.
    pub(crate) offset: usize,
    pub(crate) reason: String,
    /// Whether the text exceeds the limit of levels.
    pub(crate) is_too_deep: bool,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

/// The cells of a reply in the order of its text, 12 bytes each.
///
/// A cell takes at least two bytes of JSON (`[0,0,0`), and four bytes of XML are at most two cells,
/// a name and an empty text (`<a/>`). Measured with reallocation: at most 12 times the text in JSON
/// and 20 times in XML; for real replies about once.
#[derive(Debug, Default)]
pub(crate) struct Tree<'t> {
    text: &'t str,
    /// Strings that differ from their form in the text. Offsets continue after those of the text.
    unescaped: String,
    cells: Vec<Cell>,
    /// Places in strings that are not valid JSON, in the order of the cells.
    repairs: Vec<Repair>,
}

impl<'t> Tree<'t> {
    /// Creates a tree of one text.
    pub(crate) fn of_text(text: &'t str) -> Self {
        let mut tree = Self { text, ..Self::default() };
        let span = tree.span(text);
        tree.push(Cell::Text(span));
        tree
    }

    /// Creates a tree of an empty object.
    pub(crate) fn of_nothing() -> Self {
        Self { cells: vec![Cell::Object(Extent { cells: 1, items: 0 })], ..Self::default() }
    }

    /// Creates a tree of an object with texts as members.
    pub(crate) fn of_texts<'m>(members: impl Iterator<Item = (&'m str, &'m str)>) -> Self {
        let mut tree = Self::default();
        tree.push(Cell::Object(Extent::default()));
        let mut items = 0;
        for (name, value) in members {
            let (name, value) = (tree.intern_text(name), tree.intern_text(value));
            tree.push(Cell::Name(name));
            tree.push(Cell::Text(value));
            items += 1;
        }
        tree.close(0, items);
        tree
    }

    /// Returns the outermost value.
    pub(crate) fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    fn push(&mut self, cell: Cell) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// Sets the extent of a container, which ends with the last cell.
    fn close(&mut self, opened: usize, items: u32) {
        let cells = u32::try_from(self.cells.len() - opened).unwrap_or(u32::MAX);
        if let Some(Cell::Array(extent) | Cell::Object(extent)) = self.cells.get_mut(opened) {
            *extent = Extent { cells, items };
        }
    }

    /// Returns the span of a part of the text. Other text is copied.
    fn span(&mut self, part: &str) -> Span {
        let start = part.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        match self.text.get(start..start.saturating_add(part.len())) {
            Some(_) => Span::new(start, part.len()),
            None => self.intern_text(part),
        }
    }

    /// Copies a text and returns its span.
    fn intern_text(&mut self, text: &str) -> Span {
        let start = self.text.len() + self.unescaped.len();
        self.unescaped.push_str(text);
        Span::new(start, text.len())
    }

    /// Returns the text of a span.
    #[inline]
    fn text_at(&self, span: Span) -> &str {
        let place = span.range();
        match self.text.get(place.clone()) {
            Some(text) => text,
            None => self.unescaped_at(place),
        }
    }

    fn unescaped_at(&self, place: std::ops::Range<usize>) -> &str {
        let before = self.text.len();
        let place = place.start.saturating_sub(before)..place.end.saturating_sub(before);
        self.unescaped.get(place).unwrap_or_default()
    }
}
