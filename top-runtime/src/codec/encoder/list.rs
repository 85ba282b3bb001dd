//! Lists: arrays, the platform's wrappers, and at the top level of a request texts joined by commas.

use super::{Encoder, Lists};
use crate::codec::encode::{ErasedElements, Kind};
use crate::issue::{Issue, quote_excerpt};
use crate::protocol::blank::is_blank;

impl Encoder {
    /// A list of this many elements. At the top level of a request one of scalars is a text with commas, which no element can hold.
    pub fn list(&mut self, of: Kind, len: usize, items: &dyn ErasedElements) {
        let name = self.item.take().unwrap_or(of.item_name());
        if self.bare && of.is_scalar() {
            return self.joined(len, items);
        }
        let wrapped = self.lists == Lists::Wrapped;
        if wrapped {
            if len == 0 {
                return self.text.push_str("{}");
            }
            self.text.push('{');
            self.key(name);
        }
        let bare = self.open('[');
        for at in 0..len {
            self.comma(b'[');
            self.element(at, items);
        }
        self.close(']', bare);
        if wrapped {
            self.text.push('}');
        }
    }

    /// A list of scalars as one text. There is no escaping: an element with a comma would arrive as two.
    fn joined(&mut self, len: usize, items: &dyn ErasedElements) {
        for at in 0..len {
            if at > 0 {
                self.text.push(',');
            }
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

    /// The same for a list's element, whose step of the path is only made up when it is needed.
    fn element(&mut self, at: usize, items: &dyn ErasedElements) {
        let before = self.issues.len();
        items.element(at, self);
        if self.issues.len() > before {
            self.issues[before..].iter_mut().for_each(|issue| issue.within(&format!("[{at}]")));
        }
    }
}
