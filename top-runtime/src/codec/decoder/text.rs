//! JSON inside a text, within the limits of the reply around it.

use super::Decoder;
use crate::Value;
use crate::tree::{Node, SyntaxError, Tree, parse_reply};

/// The expectation of an issue about JSON in a text that is nested too deeply.
pub(in crate::codec) const TOO_DEEP: &str = "JSON of 128 levels at max, those around its text included";

/// A placeholder for the error: the decoder has refused the text itself.
const REFUSED: SyntaxError = SyntaxError { offset: 0, reason: String::new(), is_too_deep: false };

impl Decoder<'_> {
    /// Parses the JSON in a text and applies `read` to its root.
    ///
    /// # Errors
    ///
    /// If the text is not JSON or exceeds a limit.
    pub(in crate::codec) fn in_text<R>(
        &mut self,
        text: &str,
        read: impl FnOnce(&mut Self, Node<'_>) -> R,
    ) -> Result<R, SyntaxError> {
        let tree = self.parse(text)?;
        // The text is a level of its own; the levels in it are counted by `read`.
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
                self.keep_all(|| tree.root().repairs());
            }
            Err(error) => self.count_text(error.offset),
        }
        parsed
    }

    /// Rewrites the JSON in a text without the errors inside its strings.
    pub(in crate::codec) fn repaired_json(&mut self, text: &str) -> Option<String> {
        self.in_text(text, |_, root| Value::from_node(root).to_string()).ok()
    }

    /// Whether JSON in a text has at max the levels that are left. For a parser other than ours.
    pub(in crate::codec) fn fits_in_levels(&self, json: &str) -> bool {
        let left = self.levels_left().saturating_sub(1);
        // A level takes at least two bytes.
        json.len() / 2 <= left || nesting_depth(json) <= left
    }
}

/// Returns the nesting depth of JSON. In other text, brackets count too.
fn nesting_depth(json: &str) -> usize {
    let (mut levels, mut max, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                levels += 1;
                max = max.max(levels);
            }
            b']' | b'}' if !quoted => levels = levels.saturating_sub(1),
            _ => {}
        }
    }
    max
}

#[cfg(test)]
mod tests {
    use super::nesting_depth;

    #[test]
    fn nesting_depth_ignores_brackets_in_strings() {
        for (json, levels) in [
            ("", 0),
            ("1", 0),
            ("[]", 1),
            ("[{},[[]],{}]", 3),
            (r#"{"[[":"{\"[[","a":[]}"#, 2),
            ("]]][", 1),
            ("[[\"", 2),
        ] {
            assert_eq!(nesting_depth(json), levels, "{json}");
        }
    }
}
