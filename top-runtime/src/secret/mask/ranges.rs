//! Ranges of a text.

/// Ranges of a text, sorted and disjoint.
#[derive(Default)]
pub(super) struct Ranges(Vec<(usize, usize)>);

impl Ranges {
    /// Adds a range, and joins the ranges that overlap or touch.
    ///
    /// A range that the search finds is near the end of the text so far, so adding one takes
    /// constant time for secrets of limited length.
    pub(super) fn add(&mut self, start: usize, end: usize) {
        let Self(ranges) = self;
        let mut at = ranges.len();
        let mut joined = (start, end);
        while let Some(&last) = at.checked_sub(1).and_then(|before| ranges.get(before)) {
            if last.1 < joined.0 {
                break;
            }
            at -= 1;
            if last.0 <= joined.1 {
                joined = (joined.0.min(last.0), joined.1.max(last.1));
                ranges.remove(at);
            }
        }
        ranges.insert(at, joined);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_overlap_or_touch_are_joined() {
        for (added, expected) in [
            (&[(0, 2), (4, 6)][..], &[(0, 2), (4, 6)][..]),
            (&[(4, 6), (0, 2)], &[(0, 2), (4, 6)]),
            (&[(0, 2), (2, 4)], &[(0, 4)]),
            (&[(8, 9), (0, 2), (4, 6), (1, 5)], &[(0, 6), (8, 9)]),
            (&[(0, 9), (4, 6)], &[(0, 9)]),
            (&[(2, 3), (5, 6), (0, 9)], &[(0, 9)]),
            (&[(6, 8), (0, 1), (3, 4), (1, 3)], &[(0, 4), (6, 8)]),
        ] {
            let mut ranges = Ranges::default();
            for (start, end) in added {
                ranges.add(*start, *end);
            }
            assert_eq!(ranges.iter().collect::<Vec<_>>(), expected, "{added:?}");
        }
    }
}
