//! A map that keeps the order of insertion.

use std::collections::BTreeMap;

/// Limit: entries without an index. A linear search of so few is faster and allocates nothing.
const MAX_SCANNED: usize = 16;

/// A list of values with distinct names.
#[derive(Clone)]
pub(super) struct NamedList<T> {
    entries: Vec<(String, T)>,
    /// The index of each name. Empty up to [`MAX_SCANNED`] entries.
    index: BTreeMap<String, usize>,
}

impl<T> NamedList<T> {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new(), index: BTreeMap::new() }
    }

    /// Replaces the value of this name, or appends it.
    pub(super) fn set(&mut self, name: String, value: T) {
        if let Some(entry) = self.place(&name).and_then(|at| self.entries.get_mut(at)) {
            entry.1 = value;
            return;
        }
        self.entries.push((name, value));
        let first_new = if self.index.is_empty() { 0 } else { self.entries.len() - 1 };
        if self.entries.len() > MAX_SCANNED {
            let entries = self.entries.iter().enumerate().skip(first_new);
            self.index.extend(entries.map(|(at, (name, _))| (name.clone(), at)));
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
            self.entries.iter().position(|(entry, _)| entry == name)
        } else {
            self.index.get(name).copied()
        }
    }
}

impl<T> Default for NamedList<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: PartialEq> PartialEq for NamedList<T> {
    /// Compares the entries. The index follows from them.
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<T: Eq> Eq for NamedList<T> {}

#[cfg(test)]
mod tests {
    use super::{MAX_SCANNED, NamedList};

    #[test]
    fn replacing_a_value_keeps_its_place() {
        for count in [0, 1, MAX_SCANNED - 1, MAX_SCANNED, MAX_SCANNED + 1, 100] {
            let mut named = NamedList::new();
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
    fn more_than_16_names_have_an_index() {
        let mut named = NamedList::new();
        (0..=MAX_SCANNED).for_each(|at| named.set(at.to_string(), at));
        assert_eq!(named.index.len(), MAX_SCANNED + 1);
        named.set("more".to_owned(), 0);
        assert_eq!(named.index.len(), MAX_SCANNED + 2);
    }

    /// Would take minutes with a linear search.
    #[test]
    fn inserting_100_000_names_is_not_quadratic() {
        let mut named = NamedList::new();
        (0..100_000).for_each(|at| named.set(at.to_string(), at));
        assert_eq!(named.get("99999"), Some(&99_999));
    }
}
