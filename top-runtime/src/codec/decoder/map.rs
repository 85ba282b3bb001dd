//! Maps, from an object or from a text that holds one as JSON.

use super::Decoder;
use super::text::TOO_DEEP;
use crate::issue::Step;
use crate::tree::{Content, Members, Node};

/// A map that is being filled.
pub(in crate::codec) trait Entries {
    /// Reads and adds one entry; not added when it could not be read.
    fn add(&mut self, name: &str, node: Node<'_>, decoder: &mut Decoder<'_>);
}

impl Decoder<'_> {
    /// Fills a map whose entries have so many bytes.
    pub(in crate::codec) fn map(&mut self, node: Node<'_>, size: usize, into: &mut dyn Entries) {
        match node.content() {
            Content::Object(members) => self.entries(members, size, into),
            Content::Text(text) if text.trim().is_empty() => {}
            // As PHP writes a map without entries.
            Content::Array(items) if items.len() == 0 => {}
            Content::Text(text) => {
                let read = self.in_text(text, |decoder, root| match root.content() {
                    Content::Object(members) => {
                        decoder.entries(members, size, into);
                        true
                    }
                    Content::Array(items) => items.len() == 0,
                    _ => false,
                });
                match read {
                    Ok(true) => {}
                    Err(error) if error.is_too_deep => self.mismatch(TOO_DEEP, node),
                    _ => self.mismatch("an object", node),
                }
            }
            _ => self.mismatch("an object", node),
        }
    }

    fn entries(&mut self, members: Members<'_>, size: usize, into: &mut dyn Entries) {
        if !self.afford(room(members.size_hint().0), size) || !self.enter(1) {
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

/// How many entries a `BTreeMap` of so many may have room for: a node has room for 11, and but for the first it holds 5 at least.
fn room(entries: usize) -> usize {
    if entries == 0 { 0 } else { entries.saturating_mul(5) / 2 + 11 }
}
