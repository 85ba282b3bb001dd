//! Checks of selected names: up to the first dot at compile time, the whole name before sending.

use crate::codec::decode::{Decode, ErasedDecode};
use crate::codec::decoder::field_names::field_names;
use crate::codec::encode::Kind;
use crate::codec::field_table::{FieldTable, Members};
use crate::codec::suggest::Suggestion;
use crate::issue::{Issue, quote_excerpt};

/// Panics, in a constant at compile time, if no field has this name up to its first dot.
///
/// A check beyond the dot would need a constant per struct with the types of its fields, because
/// field tables of mutually recursive structs would form a cycle. That made `cargo check` of
/// declarations a tenth slower.
#[track_caller]
pub(super) const fn assert_member(name: &str, of: &str, table: &'static FieldTable) {
    let (first, _) = split(name);
    if table.is_member(first) {
        return;
    }
    let message = Message::new().with("there is no member `").with(first).with("` in ").with(of);
    let message = match Suggestion::NONE.consider_fields(first, table).name() {
        Some(near) => message.with(": did you mean `").with(near).with("`?"),
        None => message
            .with_members(table)
            .with("; `Fields` takes the struct in the reply whose members the API's page lists, like `Fields<Trade>`"),
    };
    panic!("{}", message.text());
}

/// Splits a name at its first dot.
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

/// Limit: members in a message.
const MAX_LISTED: usize = 3;

/// A text buffer for constants. Text beyond its size is cut off.
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

    /// Appends the first members of a struct, so that the reader recognizes the struct.
    const fn with_members(mut self, table: &'static FieldTable) -> Self {
        let mut fields = table.fields();
        let mut listed = 0;
        while let Some(field) = fields.step() {
            if field.flattened().is_some() {
                continue;
            }
            if listed == MAX_LISTED {
                return self.with(" and more");
            }
            self = self.with(if listed == 0 { ", which has `" } else { ", `" }).with(field.name()).with("`");
            listed += 1;
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

/// The expectation of an issue about a selection without a name.
pub(super) const EMPTY: &str = "the name of a member, or all of them";

/// Checks the name at index `at` of a selection.
pub(super) fn issue<T: Members + Decode>(at: usize, name: &str) -> Option<Issue> {
    // Fast path: most names have no dot.
    if !name.contains('.') && T::LAYOUT.has(name) {
        return None;
    }
    let suggestion = resolve(name, &mut T::placeholder()).err()?;
    let of = match T::kind() {
        Kind::Object(of, _) => of,
        _ => "the reply",
    };
    let like = suggestion.map(|name| format!(" (like `{name}`)")).unwrap_or_default();
    Some(Issue::at(&format!("[{at}]"), format!("a member of `{of}`{like}"), quote_excerpt(name)))
}

/// Resolves a name from struct to struct.
///
/// # Errors
///
/// The nearest name that exists, if any.
fn resolve(name: &str, root: &mut dyn ErasedDecode) -> Result<(), Option<String>> {
    let segments: Vec<&str> = name.split('.').collect();
    for (at, segment) in segments.iter().enumerate() {
        let path = &segments[..at];
        let names = field_names(root, path, 0);
        if names.iter().any(|name| name == segment) {
            continue;
        }
        // The member before the dot is not a struct: suggest the member itself.
        if names.is_empty() {
            return Err(Some(path.join(".")));
        }
        let nearest = names.iter().fold(Suggestion::NONE, |nearest, name| nearest.consider(segment, name));
        return Err(nearest.name().map(|near| [path, &[near]].concat().join(".")));
    }
    Ok(())
}
