//! JSON that stands inside of a text, within the bounds of the reply around it.

use super::Decoder;
use crate::Value;
use crate::tree::{Node, SyntaxError, Tree, parse_reply};

/// What an issue expects where JSON in a text nests too deeply.
pub(in crate::codec) const TOO_DEEP: &str = "JSON of 128 levels at most, those around its text included";

/// In the place of an error where the reader has refused the text itself.
const REFUSED: SyntaxError = SyntaxError { offset: 0, reason: String::new(), is_too_deep: false };

impl Decoder<'_> {
    /// Reads the JSON in a text, if that is what it holds.
    pub(in crate::codec) fn in_text<R>(
        &mut self,
        text: &str,
        read: impl FnOnce(&mut Self, Node<'_>) -> R,
    ) -> Result<R, SyntaxError> {
        let tree = self.parse(text)?;
        // Its own levels are counted as they are read; that it is a text is one more.
        if !self.enter(1) {
            return Err(REFUSED);
        }
        let read = read(self, tree.root());
        self.leave(1);
        Ok(read)
    }

    fn parse<'t>(&mut self, text: &'t str) -> Result<Tree<'t>, SyntaxError> {
        if !self.may_read_text(text.len()) {
            return Err(REFUSED);
        }
        let parsed = parse_reply(text, self.levels_left().saturating_sub(1));
        match &parsed {
            Ok(tree) => {
                self.count_text(text.len());
                self.keep_all(|| tree.root().mended());
            }
            Err(error) => self.count_text(error.offset),
        }
        parsed
    }

    /// JSON in a text written anew, without what is wrong inside of its strings.
    pub(in crate::codec) fn mended_text(&mut self, text: &str) -> Option<String> {
        self.in_text(text, |_, root| Value::from_node(root).to_string()).ok()
    }

    /// Whether JSON in a text nests no deeper than the levels that are left, for a reader of its own.
    pub(in crate::codec) fn fits_in_levels(&self, json: &str) -> bool {
        let left = self.levels_left().saturating_sub(1);
        // Each level takes two bytes.
        json.len() / 2 <= left || levels_of(json) <= left
    }
}

/// How deep JSON nests. What is none has the levels that its brackets open.
fn levels_of(json: &str) -> usize {
    let (mut levels, mut most, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                levels += 1;
                most = most.max(levels);
            }
            b']' | b'}' if !quoted => levels = levels.saturating_sub(1),
            _ => {}
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::levels_of;

    #[test]
    fn levels_are_those_of_brackets_outside_of_strings() {
        for (json, levels) in [
            ("", 0),
            ("1", 0),
            ("[]", 1),
            ("[{},[[]],{}]", 3),
            (r#"{"[[":"{\"[[","a":[]}"#, 2),
            ("]]][", 1),
            ("[[\"", 2),
        ] {
            assert_eq!(levels_of(json), levels, "{json}");
        }
    }
}
