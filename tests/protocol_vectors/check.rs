//! Comparisons that report the difference.

use std::fmt::Debug;

use serde_json::Value;

/// Result of a comparison.
pub(crate) type Checked = Result<(), String>;

/// Asserts equality.
#[allow(clippy::needless_pass_by_value)] // callers compare whatever they have at hand, borrowed or not
pub(crate) fn same<T: PartialEq + Debug>(what: &str, ours: T, theirs: T) -> Checked {
    if ours == theirs { Ok(()) } else { Err(format!("{what}:\n  ours   {ours:?}\n  vector {theirs:?}")) }
}

/// Asserts a condition.
pub(crate) fn ensure(what: &str, is: bool) -> Checked {
    if is { Ok(()) } else { Err(what.to_owned()) }
}

/// Asserts that two parameter texts are equal: JSON of an object or list by value, other texts byte
/// by byte.
pub(crate) fn same_text(what: &str, ours: &str, theirs: &str) -> Checked {
    match (container(ours), container(theirs)) {
        (Some(ours), Some(theirs)) => same(what, ours, theirs),
        _ => same(what, ours, theirs),
    }
}

/// Parses a text as the JSON of an object or list.
fn container(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(|value: &Value| value.is_object() || value.is_array())
}
