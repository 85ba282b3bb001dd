//! The names of a struct's members in one text.

use super::steps;

/// Wire names one after another, each behind a character whose code is its length.
///
/// A slice of texts would be 16 bytes a name, and 24 more in a program that can be loaded anywhere. There are thousands of them in
/// one with many APIs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names {
    rest: &'static str,
    next: usize,
}

impl Names {
    /// All names of this text.
    pub(super) const fn of(text: &'static str) -> Self {
        Self { rest: text, next: 0 }
    }

    /// The index of the next name.
    pub(crate) const fn position(&self) -> usize {
        self.next
    }

    /// The next name.
    pub(crate) const fn step(&mut self) -> Option<&'static str> {
        let [len, ..] = self.rest.as_bytes() else { return None };
        let Some((name, rest)) = self.rest.split_at_checked(1 + *len as usize) else { return None };
        let Some((_, name)) = name.split_at_checked(1) else { return None };
        self.rest = rest;
        self.next += 1;
        Some(name)
    }

    /// What follows the member of a number, if it has this name. Its length stands at a place of the text of all names, which this is.
    pub(super) fn after(self, name: &str, member: usize, place: usize) -> Option<Self> {
        let bytes = self.rest.as_bytes().get(place..)?;
        let (len, bytes) = bytes.split_first()?;
        let (other, _) = bytes.split_at_checked(usize::from(*len))?;
        steps::count();
        (other == name.as_bytes())
            .then(|| self.rest.get(place + 1 + name.len()..))
            .flatten()
            .map(|rest| Self { rest, next: member + 1 })
    }

    /// Where a name stands among those up to the index `end`: its index, and what follows it.
    pub(crate) fn find(self, name: &str, end: usize) -> Option<(usize, Self)> {
        // Among bytes, as nothing has to be made sure of these.
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
