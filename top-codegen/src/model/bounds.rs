//! How large the parts of an API may be. Documents beyond it are refused, so that no recursion over one ends the process.

/// The most levels of members in members. Known APIs have seven.
pub const MAX_FIELD_DEPTH: usize = 64;

/// The most lists in each other: `Item[][]` is two. Known APIs have two.
pub const MAX_LIST_DEPTH: usize = 8;

/// The most bytes of a name on the wire, as the derives of `top-runtime` take them.
pub const MAX_NAME_LEN: usize = 127;
