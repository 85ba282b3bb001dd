//! Suggestion of the nearest name for a misspelled one, usable in constants.

use crate::codec::field_table::FieldTable;

/// Limit: bytes of the names that are compared. The platform's longest has 40.
const MAX_LEN: usize = 64;

/// The nearest name so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Suggestion<'n> {
    name: Option<&'n str>,
    distance: usize,
}

impl<'n> Suggestion<'n> {
    /// No name.
    pub(crate) const NONE: Self = Self { name: None, distance: usize::MAX };

    /// Takes `name` if it is nearer to `word` than the current name, with at most one edit per
    /// three bytes.
    pub(crate) const fn consider(self, word: &str, name: &'n str) -> Self {
        let max_len = if word.len() > name.len() { word.len() } else { name.len() };
        let distance = distance(word.as_bytes(), name.as_bytes());
        if distance < self.distance && distance <= max_len / 3 {
            return Self { name: Some(name), distance };
        }
        self
    }

    /// Returns the name.
    pub(crate) const fn name(self) -> Option<&'n str> {
        self.name
    }
}

impl Suggestion<'static> {
    /// Considers each field of a struct.
    pub(crate) const fn consider_fields(mut self, word: &str, table: &'static FieldTable) -> Self {
        let mut fields = table.fields();
        while let Some(field) = fields.step() {
            self = match field.flattened() {
                Some(inner) => self.consider_fields(word, inner.table),
                None => self.consider(word, field.name()),
            };
        }
        self
    }
}

/// Returns the Damerau-Levenshtein distance (optimal string alignment) of two names, or
/// `usize::MAX` if one is longer than [`MAX_LEN`].
const fn distance(a: &[u8], b: &[u8]) -> usize {
    if a.len() > MAX_LEN || b.len() > MAX_LEN {
        return usize::MAX;
    }
    let mut rows = [[0; MAX_LEN + 1]; 3];
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
            let mut edits = if same { rows[above][x - 1] } else { rows[above][x - 1] + 1 };
            edits = min(edits, min(rows[above][x], rows[row][x - 1]) + 1);
            if y > 1 && x > 1 && a[y - 1] == b[x - 2] && a[y - 2] == b[x - 1] {
                edits = min(edits, rows[before][x - 2] + 1);
            }
            rows[row][x] = edits;
            x += 1;
        }
        y += 1;
    }
    rows[a.len() % 3][b.len()]
}

/// Returns the lesser number, as `Ord::min` is not const.
const fn min(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::{MAX_LEN, Suggestion, distance};

    #[test]
    fn distance_counts_edits_and_swaps() {
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
        let long = "x".repeat(MAX_LEN + 1);
        assert_eq!(distance(long.as_bytes(), long.as_bytes()), usize::MAX);
    }

    #[test]
    fn only_a_near_name_is_suggested() {
        let near = |word, names: &[&'static str]| {
            names.iter().fold(Suggestion::NONE, |nearest, name| nearest.consider(word, name)).name()
        };
        assert_eq!(near("statsu", &["tid", "status", "states"]), Some("status"));
        assert_eq!(near("tidd", &["status", "tid"]), Some("tid"));
        assert_eq!(near("price", &["status", "tid"]), None);
        assert_eq!(near("ab", &["ac"]), None);
    }
}
