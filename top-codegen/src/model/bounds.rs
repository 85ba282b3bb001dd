//! Limits on the size of an API. They keep recursion over a document from overflowing the stack.

/// Maximum nesting depth of members. Known APIs have seven.
pub const MAX_FIELD_DEPTH: usize = 64;

/// Maximum number of nested lists: `Item[][]` is two. Known APIs have two.
pub const MAX_LIST_DEPTH: usize = 8;

/// Maximum length of a wire name in bytes. The derives of `top-runtime` have the same limit.
pub const MAX_NAME_LEN: usize = 127;
