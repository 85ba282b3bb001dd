//! Whether a name is that of a member: up to the first dot while compiling, and whole before it is sent.

use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::decoder::field_names;
use crate::codec::encode::Kind;
use crate::codec::field_table::{FieldTable, Members};
use crate::codec::suggest::Suggestion;
use crate::issue::{Issue, quote_excerpt};

/// Stops the compilation where no member has this name, up to its first dot.
///
/// For what is behind it every struct would need a constant of what its members' types hold, as structs that hold one another would
/// lead the layouts, which are statics, in a circle. That made checking declarations a tenth slower, for the few that are asked.
#[track_caller]
pub(super) const fn assert_member(name: &str, of: &str, layout: &'static FieldTable) {
    let (first, _) = split(name);
    if layout.is_member(first) {
        return;
    }
    let message = Message::new().with("there is no member `").with(first).with("` in ").with(of);
    let message = match Suggestion::NONE.or_member(first, layout).name() {
        Some(near) => message.with(": did you mean `").with(near).with("`?"),
        None => message
            .with_members(layout)
            .with("; `Fields` takes the struct in the reply whose members the API's page lists, like `Fields<Trade>`"),
    };
    panic!("{}", message.text());
}

/// What stands before the first dot, and what stands behind it.
const fn split(name: &str) -> (&str, &str) {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'.' {
            let (first, rest) = name.split_at(at);
            return (first, rest.split_at(1).1);
        }
        at += 1;
    }
    (name, "")
}

/// How many members a message lists.
const SHOWN: usize = 3;

/// A text that is put together while compiling; what does not fit is cut off.
struct Message {
    bytes: [u8; 400],
    len: usize,
}

impl Message {
    const fn new() -> Self {
        Self { bytes: [0; 400], len: 0 }
    }

    const fn with(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    /// The first members of a struct, so that one sees which struct it is.
    const fn with_members(mut self, layout: &'static FieldTable) -> Self {
        let mut fields = layout.fields();
        let mut shown = 0;
        while let Some(field) = fields.step() {
            if field.flattened().is_some() {
                continue;
            }
            if shown == SHOWN {
                return self.with(" and more");
            }
            self = self.with(if shown == 0 { ", which has `" } else { ", `" }).with(field.name()).with("`");
            shown += 1;
        }
        self
    }

    const fn text(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "there is no member of this name",
        }
    }
}

/// Why nothing is asked for, if `names` has no name.
pub(super) const EMPTY: &str = "the name of a member, or all of them";

/// What is wrong with the name at this place of a selection.
pub(super) fn issue<T: Members + Decode>(at: usize, name: &str) -> Option<Issue> {
    // Most names have no dot, and the layout knows those.
    if !name.contains('.') && T::LAYOUT.has(name) {
        return None;
    }
    let near = follow(name, &mut T::placeholder()).err()?;
    let of = match T::kind() {
        Kind::Object(of, _) => of,
        _ => "the reply",
    };
    let like = near.map(|near| format!(" (like `{near}`)")).unwrap_or_default();
    Some(Issue::at(&format!("[{at}]"), format!("a member of `{of}`{like}"), quote_excerpt(name)))
}

/// Follows the name from struct to struct. Where it leads to no member: the nearest name that does, if one is near.
fn follow(name: &str, root: &mut dyn ErasedDecode) -> Result<(), Option<String>> {
    let steps: Vec<&str> = name.split('.').collect();
    for (at, step) in steps.iter().enumerate() {
        let way = &steps[..at];
        let known = field_names::names(root, way, 0);
        if known.iter().any(|known| known == step) {
            continue;
        }
        // A member that has none is what was meant, if anything was.
        if known.is_empty() {
            return Err(Some(way.join(".")));
        }
        let nearest = known.iter().fold(Suggestion::NONE, |nearest, known| nearest.or(step, known));
        return Err(nearest.name().map(|near| [way, &[near]].concat().join(".")));
    }
    Ok(())
}
