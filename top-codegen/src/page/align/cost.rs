//! Costs of a hypothesis: contradictions with the sample, and unusual readings.

use std::ops::AddAssign;

/// A sample member without a row.
pub(super) const SAMPLE_MEMBER_SKIPPED: u32 = 4;
/// An object without members.
pub(super) const EMPTY_OBJECT: u32 = 5;
/// A row that the sample omits.
pub(super) const NOT_IN_SAMPLE: u32 = 1;
/// A name that the object already contains.
pub(super) const DUPLICATE_NAME: u32 = 3;
/// More cells than the table has columns.
pub(super) const EXTRA_CELL: u32 = 2;
/// An extra cell that can continue the previous one.
pub(super) const EXTRA_LINE: u32 = 1;
/// A member without members that lacks its mark, in a table with marks.
pub(super) const MISSING_LEAF_MARK: u32 = 2;
/// A row without a type.
pub(super) const MISSING_TYPE: u32 = 3;

/// Penalties for reopening a complete object and for an unrelated name prefix. Both exceed any
/// difference in depth.
pub(super) const COMPLETE_OBJECT: u32 = 64;
pub(super) const UNRELATED_NAME: u32 = 128;
/// Penalty for reading a line that looks like a row as a description. Exceeds all penalties of a
/// row.
pub(super) const ROW_AS_DESCRIPTION: u32 = 1024;

/// Cost of a hypothesis, compared by evidence first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Contradictions with the sample, or within the table.
    pub(super) evidence: u32,
    /// Unusual but valid readings.
    pub(super) preference: u32,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.evidence = self.evidence.saturating_add(other.evidence);
        self.preference = self.preference.saturating_add(other.preference);
    }
}
