//! Decoding of maps, from an object or from a text that contains one as JSON.

use super::Decoder;
use super::position::Position;
use super::text::TOO_DEEP;
use crate::issue::Step;
use crate::tree::{Content, Members, Node};

/// A map under construction.
pub(in crate::codec) trait Entries {
    /// Decodes and inserts one entry, or leaves it out on an error.
    fn add(&mut self, name: &str, node: Node<'_>, decoder: &mut Decoder<'_>);
}

impl Decoder<'_> {
    /// Decodes a map with entries of `size` bytes.
    pub(in crate::codec) fn map(&mut self, node: Node<'_>, size: usize, into: &mut dyn Entries) {
        self.position = Position::default();
        match node.content() {
            Content::Object(members) => self.entries(members, size, into),
            Content::Text(text) if text.trim().is_empty() => {}
            // PHP writes an empty map as an empty list.
            Content::Array(items) if items.len() == 0 => {}
            Content::Text(text) => {
                let decoded = self.in_text(text, |decoder, root| match root.content() {
                    Content::Object(members) => {
                        decoder.entries(members, size, into);
                        true
                    }
                    Content::Array(items) => items.len() == 0,
                    _ => false,
                });
                match decoded {
                    Ok(true) => {}
                    Err(error) if error.is_too_deep => self.mismatch(TOO_DEEP, node),
                    _ => self.mismatch("an object", node),
                }
            }
            _ => self.mismatch("an object", node),
        }
    }

    fn entries(&mut self, members: Members<'_>, size: usize, into: &mut dyn Entries) {
        if !self.afford(capacity(members.size_hint().0), size) || !self.enter(1) {
            return;
        }
        for (name, node) in members {
            self.element(|| Step::Name(name), |decoder| into.add(name, node, decoder));
            if self.has_ended() {
                break;
            }
        }
        self.leave(1);
    }
}

/// Returns an upper bound of the entries that a `BTreeMap` of this length allocates: a node has
/// room for 11, and each but the first contains at least 5.
fn capacity(entries: usize) -> usize {
    if entries == 0 { 0 } else { entries.saturating_mul(5) / 2 + 11 }
}
