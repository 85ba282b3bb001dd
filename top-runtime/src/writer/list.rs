//! Lists: arrays, the platform's wrappers, and at the top level of a request texts joined by commas.

use super::{Lists, Writer};
use crate::blank::is_blank;
use crate::encode::{Encode, Kind};
use crate::issue::{Issue, excerpt};

impl Writer {
    /// A list. At the top level of a request one of scalars is a text with commas, which no element can hold.
    pub fn list(&mut self, of: Kind, items: &mut dyn Iterator<Item = &dyn Encode>) {
        let name = self.item.take().unwrap_or(of.item_name());
        if self.bare && of.is_scalar() {
            return self.joined(items);
        }
        let wrapped = self.lists == Lists::Wrapped;
        let mut items = items.enumerate().peekable();
        if wrapped {
            if items.peek().is_none() {
                return self.text.push_str("{}");
            }
            self.text.push('{');
            self.key(name);
        }
        let bare = self.open('[');
        for (at, item) in items {
            self.comma('[');
            self.element(at, item);
        }
        self.close(']', bare);
        if wrapped {
            self.text.push('}');
        }
    }

    /// A list of scalars as one text. There is no escaping: an element with a comma would arrive as two.
    fn joined(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) {
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            let start = self.text.len();
            self.element(at, item);
            let text = &self.text[start..];
            if is_blank(text) {
                self.issues.push(Issue::at(&format!("[{at}]"), "text that is not blank", "blank text"));
            } else if text.contains(',') {
                let expected = "text without a comma, as the list is sent joined by commas";
                let found = excerpt(text);
                self.issues.push(Issue::at(&format!("[{at}]"), expected, found));
            }
        }
    }

    /// The same for a list's element, whose step of the path is only made up when it is needed.
    fn element(&mut self, at: usize, item: &dyn Encode) {
        let before = self.issues.len();
        item.encode(self);
        if self.issues.len() > before {
            self.issues[before..].iter_mut().for_each(|issue| issue.within(&format!("[{at}]")));
        }
    }
}
