//! Encoding of lists: arrays, the platform's wrappers, and text with commas at the top level of a
//! request.

use super::{Encoder, Lists, Position};
use crate::codec::encode::{ErasedElements, Kind};
use crate::issue::{Issue, quote_excerpt};
use crate::protocol::blank::is_blank;

impl Encoder {
    /// Writes a list of `len` elements.
    ///
    /// At the top level of a request of TOP, a list of scalars is a text with commas. An element with a
    /// comma is refused.
    pub fn list(&mut self, of: Kind, len: usize, items: &dyn ErasedElements) {
        let Position { top_level, item_name, .. } = std::mem::take(&mut self.position);
        if top_level && of.is_scalar() && !self.json_lists {
            return self.comma_separated(len, items);
        }
        let wrapped = self.lists == Lists::Wrapped;
        if wrapped {
            if len == 0 {
                return self.text.push_str("{}");
            }
            self.text.push('{');
            self.key(item_name.unwrap_or(of.item_name()));
        }
        self.text.push('[');
        for at in 0..len {
            self.comma(b'[');
            self.element(at, items);
        }
        self.text.push(']');
        if wrapped {
            self.text.push('}');
        }
    }

    /// Writes a list of scalars as text with commas. The format has no escapes.
    fn comma_separated(&mut self, len: usize, items: &dyn ErasedElements) {
        for at in 0..len {
            if at > 0 {
                self.text.push(',');
            }
            self.position = Position::TOP_LEVEL;
            let start = self.text.len();
            self.element(at, items);
            let text = &self.text[start..];
            if is_blank(text) {
                self.issues.push(Issue::at(&format!("[{at}]"), "text that is not blank", "blank text"));
            } else if text.contains(',') {
                let expected = "text without a comma, as the list is sent joined by commas";
                let found = quote_excerpt(text);
                self.issues.push(Issue::at(&format!("[{at}]"), expected, found));
            }
        }
    }

    /// Writes an element and prepends its index to the paths of its issues.
    fn element(&mut self, at: usize, items: &dyn ErasedElements) {
        let before = self.issues.len();
        items.element(at, self);
        if self.issues.len() > before {
            self.issues[before..].iter_mut().for_each(|issue| issue.within(&format!("[{at}]")));
        }
    }
}
