//! Costs of a hypothesis: contradictions with the sample, and unusual readings.

use std::ops::AddAssign;

/// A member of the sample that no row is.
pub(super) const SAMPLE_MEMBER_SKIPPED: u32 = 4;
/// An object without members.
pub(super) const EMPTY_OBJECT: u32 = 5;
/// A row that the sample does not show.
pub(super) const NOT_IN_SAMPLE: u32 = 1;
/// A name that the object has already.
pub(super) const DUPLICATE_NAME: u32 = 3;
/// A cell more than the table has columns.
pub(super) const EXTRA_CELL: u32 = 2;
/// A cell more that can be another line of the one before.
pub(super) const EXTRA_LINE: u32 = 1;
/// A member without members that is not marked as one, where others are.
pub(super) const MISSING_LEAF_MARK: u32 = 2;
/// A row without a type.
pub(super) const MISSING_TYPE: u32 = 3;

/// That a row is in an object that looks ended, and that its name is like none there: more than there are levels.
pub(super) const COMPLETE_OBJECT: u32 = 64;
pub(super) const UNRELATED_NAME: u32 = 128;
/// That a line which looks like a row is a description: more than all that can speak against the row.
pub(super) const ROW_AS_DESCRIPTION: u32 = 1024;

/// What speaks against a hypothesis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Contradictions with the sample, or within the table.
    pub(super) evidence: u32,
    /// What is merely less usual.
    pub(super) preference: u32,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.evidence = self.evidence.saturating_add(other.evidence);
        self.preference = self.preference.saturating_add(other.preference);
    }
}
