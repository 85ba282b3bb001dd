//! Values by name, in the order in which they were added.

use std::collections::BTreeMap;

/// Up to this many entries are searched one by one, which is faster than an index and allocates nothing for it.
const SCANNED: usize = 16;

/// A list in which each name stands once.
#[derive(Clone)]
pub(super) struct Named<T> {
    entries: Vec<(String, T)>,
    /// The place of each name; empty as long as there are few.
    index: BTreeMap<String, usize>,
}

impl<T> Named<T> {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new(), index: BTreeMap::new() }
    }

    /// Puts a value in the place of the one of this name, or adds it.
    pub(super) fn set(&mut self, name: String, value: T) {
        if let Some(entry) = self.place(&name).and_then(|at| self.entries.get_mut(at)) {
            entry.1 = value;
            return;
        }
        self.entries.push((name, value));
        let from = if self.index.is_empty() { 0 } else { self.entries.len() - 1 };
        if self.entries.len() > SCANNED {
            let new = self.entries.iter().enumerate().skip(from);
            self.index.extend(new.map(|(at, (name, _))| (name.clone(), at)));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.entries.get(self.place(name)?).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    fn place(&self, name: &str) -> Option<usize> {
        if self.index.is_empty() {
            self.entries.iter().position(|(known, _)| known == name)
        } else {
            self.index.get(name).copied()
        }
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for Named<T> {
    /// The index follows from the entries.
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<T: Eq> Eq for Named<T> {}

#[cfg(test)]
mod tests {
    use super::{Named, SCANNED};

    #[test]
    fn a_name_keeps_its_place_however_many_there_are() {
        for count in [0, 1, SCANNED - 1, SCANNED, SCANNED + 1, 100] {
            let mut named = Named::new();
            for round in 0..2 {
                for at in 0..count {
                    named.set(format!("n{at}"), (round, at));
                }
            }
            assert_eq!(named.iter().map(|(_, value)| *value).collect::<Vec<_>>(), {
                (0..count).map(|at| (1, at)).collect::<Vec<_>>()
            });
            assert!((0..count).all(|at| named.get(&format!("n{at}")) == Some(&(1, at))));
            assert_eq!(named.get("absent"), None);
        }
    }

    #[test]
    fn many_names_are_found_by_an_index() {
        let mut named = Named::new();
        (0..=SCANNED).for_each(|at| named.set(at.to_string(), at));
        assert_eq!(named.index.len(), SCANNED + 1);
        named.set("more".to_owned(), 0);
        assert_eq!(named.index.len(), SCANNED + 2);
    }

    /// Takes minutes where each name is compared with all before it.
    #[test]
    fn a_hundred_thousand_names_are_no_matter() {
        let mut named = Named::new();
        (0..100_000).for_each(|at| named.set(at.to_string(), at));
        assert_eq!(named.get("99999"), Some(&99_999));
    }
}
