//! What a tree is made of.

use std::ops::Range;

/// What stands in one place of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Bool(bool),
    /// The digits as they were written.
    Number(Span),
    Text(Span),
    /// A member's name; its value follows.
    Name(Span),
    /// A list; its elements follow.
    Array(Extent),
    /// Named members, which follow.
    Object(Extent),
}

/// A part of a tree's text. Both numbers fit, as no longer text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// The longest text that a tree can be made of, with room for as much that is mended.
    pub(super) const MOST: usize = u32::MAX as usize / 2;

    #[inline]
    pub(super) fn new(start: usize, len: usize) -> Self {
        let number = |size| u32::try_from(size).unwrap_or(u32::MAX);
        Self { start: number(start), len: number(len) }
    }

    #[inline]
    pub(super) fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.len as usize
    }
}

/// How large a container is. Relative to its place, so that it can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// How many cells it has with its own one.
    pub(super) cells: u32,
    /// How many elements or members.
    pub(super) items: u32,
}
