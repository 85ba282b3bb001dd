//! Comparisons that say what differs.

use std::fmt::Debug;

use serde_json::Value;

/// What a comparison finds.
pub(crate) type Checked = Result<(), String>;

/// Both are the same.
#[allow(clippy::needless_pass_by_value)] // callers compare whatever they have at hand, borrowed or not
pub(crate) fn same<T: PartialEq + Debug>(what: &str, ours: T, theirs: T) -> Checked {
    if ours == theirs { Ok(()) } else { Err(format!("{what}:\n  ours   {ours:?}\n  vector {theirs:?}")) }
}

/// Something holds.
pub(crate) fn holds(what: &str, is: bool) -> Checked {
    if is { Ok(()) } else { Err(what.to_owned()) }
}

/// Two parameter texts say the same: JSON of an object or list by its value, everything else to the byte.
pub(crate) fn same_text(what: &str, ours: &str, theirs: &str) -> Checked {
    match (container(ours), container(theirs)) {
        (Some(ours), Some(theirs)) => same(what, ours, theirs),
        _ => same(what, ours, theirs),
    }
}

/// The object or list that a text holds as JSON.
fn container(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(|value: &Value| value.is_object() || value.is_array())
}
