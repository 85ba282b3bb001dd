//! The name that a misspelt one may have been meant as. All of it also runs while compiling.

use crate::codec::field_table::FieldTable;

/// The longest names that are compared. The platform's have 40 bytes at most.
const LONGEST: usize = 64;

/// The nearest of the names seen so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suggestion<'n> {
    name: Option<&'n str>,
    distance: usize,
}

impl<'n> Suggestion<'n> {
    /// Nothing yet.
    pub(crate) const NONE: Self = Self { name: None, distance: usize::MAX };

    /// Takes `name` if it is nearer to `word` than the others, and near enough: one edit in three letters.
    pub(crate) const fn or(self, word: &str, name: &'n str) -> Self {
        let longer = if word.len() > name.len() { word.len() } else { name.len() };
        let distance = distance(word.as_bytes(), name.as_bytes());
        if distance < self.distance && distance <= longer / 3 {
            return Self { name: Some(name), distance };
        }
        self
    }

    /// The name.
    pub(crate) const fn name(self) -> Option<&'n str> {
        self.name
    }
}

impl Suggestion<'static> {
    /// Takes the nearest of a struct's members.
    pub(crate) const fn or_member(mut self, word: &str, layout: &'static FieldTable) -> Self {
        let mut fields = layout.fields();
        while let Some(field) = fields.step() {
            self = match field.flattened() {
                Some(inner) => self.or_member(word, inner.layout),
                None => self.or(word, field.name()),
            };
        }
        self
    }
}

/// How many letters must be changed, added or left out, or neighbours swapped, to make one text of the other.
const fn distance(a: &[u8], b: &[u8]) -> usize {
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let mut rows = [[0; LONGEST + 1]; 3];
    let mut x = 0;
    while x <= b.len() {
        rows[0][x] = x;
        x += 1;
    }
    let mut y = 1;
    while y <= a.len() {
        let [row, above, before] = [y % 3, (y + 2) % 3, (y + 1) % 3];
        rows[row][0] = y;
        x = 1;
        while x <= b.len() {
            let same = a[y - 1] == b[x - 1];
            let mut least = if same { rows[above][x - 1] } else { rows[above][x - 1] + 1 };
            least = min(least, min(rows[above][x], rows[row][x - 1]) + 1);
            if y > 1 && x > 1 && a[y - 1] == b[x - 2] && a[y - 2] == b[x - 1] {
                least = min(least, rows[before][x - 2] + 1);
            }
            rows[row][x] = least;
            x += 1;
        }
        y += 1;
    }
    rows[a.len() % 3][b.len()]
}

/// What `Ord::min` does not give while compiling.
const fn min(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Suggestion, distance};

    #[test]
    fn edits_are_counted() {
        for (a, b, edits) in [
            ("", "", 0),
            ("tid", "tid", 0),
            ("tidd", "tid", 1),
            ("oid", "tid", 1),
            ("", "abc", 3),
            ("ab", "ba", 1),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes()), edits, "{a} {b}");
            assert_eq!(distance(b.as_bytes(), a.as_bytes()), edits, "{b} {a}");
        }
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(distance(long.as_bytes(), long.as_bytes()), usize::MAX);
    }

    #[test]
    fn only_what_is_near_is_meant() {
        let near = |word, names: &[&'static str]| {
            names.iter().fold(Suggestion::NONE, |nearest, name| nearest.or(word, name)).name()
        };
        assert_eq!(near("statsu", &["tid", "status", "states"]), Some("status"));
        assert_eq!(near("tidd", &["status", "tid"]), Some("tid"));
        assert_eq!(near("price", &["status", "tid"]), None);
        assert_eq!(near("ab", &["ac"]), None);
    }
}
