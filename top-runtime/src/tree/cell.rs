//! Cells, the elements of a tree.

use std::ops::Range;

/// One value of a reply, or the name of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Bool(bool),
    /// A number in its original form.
    Number(Span),
    Text(Span),
    /// The name of a member. Its value follows.
    Name(Span),
    /// A list. Its elements follow.
    Array(Extent),
    /// An object. Its members follow, each as name and value.
    Object(Extent),
}

/// A part of the text of a tree. Both numbers fit, because longer texts are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// Limit: bytes of the text of a tree. Unescaped strings take at most as much again.
    pub(super) const MAX: usize = u32::MAX as usize / 2;

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

/// The size of a container. Independent of its place, so that it can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// Number of cells, its own included.
    pub(super) cells: u32,
    /// Number of elements or members.
    pub(super) items: u32,
}
