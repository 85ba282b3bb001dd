//! The wire names of a struct in one text.

use super::steps;
use crate::protocol::names::MAX_NAME_LEN;

// A length is one byte of UTF-8.
const _: () = assert!(MAX_NAME_LEN < 0x80);

/// The remaining wire names, each after a character with the length as its code.
///
/// A slice of texts would take 16 bytes more per name, and 24 more for relocation in a
/// position-independent program. A program with many APIs has thousands of names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    rest: &'static str,
    next: usize,
}

impl Names {
    /// Returns all names in a text.
    pub(super) const fn of(text: &'static str) -> Self {
        Self { rest: text, next: 0 }
    }

    /// Returns the index of the next name.
    pub(crate) const fn position(&self) -> usize {
        self.next
    }

    /// Removes and returns the next name.
    pub(crate) const fn step(&mut self) -> Option<&'static str> {
        let [len, ..] = self.rest.as_bytes() else { return None };
        let Some((name, rest)) = self.rest.split_at_checked(1 + *len as usize) else { return None };
        let Some((_, name)) = name.split_at_checked(1) else { return None };
        self.rest = rest;
        self.next += 1;
        Some(name)
    }

    /// Whether a name is at an offset in the text of all names, which this must be. The offset is
    /// that of its length.
    #[inline]
    pub(super) fn has_at(self, name: &str, offset: usize) -> bool {
        steps::count();
        let bytes = self.rest.as_bytes().get(offset..).unwrap_or_default();
        let Some((len, bytes)) = bytes.split_first() else { return false };
        bytes.get(..usize::from(*len)) == Some(name.as_bytes())
    }

    /// Returns the name at an offset in the text of all names, which this must be.
    pub(super) fn at(self, offset: usize) -> Option<&'static str> {
        Self { rest: self.rest.get(offset..)?, next: 0 }.step()
    }

    /// Finds a name before the index `end`. Returns its index and the names after it.
    pub(crate) fn find(self, name: &str, end: usize) -> Option<(usize, Self)> {
        // Bytes need no checks of character boundaries.
        let mut bytes = self.rest.as_bytes();
        for at in self.next..end {
            let (len, rest) = bytes.split_first()?;
            steps::count();
            let (other, rest) = rest.split_at_checked(usize::from(*len))?;
            if other == name.as_bytes() {
                return Some((
                    at,
                    Self { rest: self.rest.get(self.rest.len() - rest.len()..)?, next: at + 1 },
                ));
            }
            bytes = rest;
        }
        None
    }
}
