//! Parser of JSON, in one pass. Only strings with escapes are copied, and numbers keep their text.

mod number;
mod scan;
mod string;

use std::fmt;

pub(crate) use scan::find_escape;

use super::cell::{Cell, Extent, Span};
use super::{MAX_DEPTH, SyntaxError, Tree};

/// The reason of a syntax error.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    Expected(&'static str),
    Control,
    Escape,
    Surrogate,
    TooDeep,
    TooLong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected(what) => write!(f, "{what} expected"),
            Self::Control => f.write_str("a control character in a string"),
            Self::Escape => f.write_str("an escape that JSON does not know"),
            Self::Surrogate => f.write_str("half of a surrogate pair"),
            Self::TooDeep => write!(f, "nested deeper than {MAX_DEPTH} levels"),
            Self::TooLong => f.write_str("longer than a tree can hold"),
        }
    }
}

/// Parses a text of one JSON value.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    parse_with(text, MAX_DEPTH, false)
}

/// Parses a text of one JSON value with at most `levels` levels, and repairs errors inside strings.
///
/// | in a string | becomes | recorded as a repair |
/// |---|---|---|
/// | a control character | itself | no |
/// | a backslash without an escape | itself | yes |
/// | half of a surrogate pair | U+FFFD | yes |
///
/// [`Node::repairs`](super::Node::repairs) lists the repairs.
pub(crate) fn parse_reply(text: &str, levels: usize) -> Result<Tree<'_>, SyntaxError> {
    parse_with(text, levels, true)
}

fn parse_with(text: &str, levels: usize, lenient: bool) -> Result<Tree<'_>, SyntaxError> {
    let cells = Vec::with_capacity(text.len() / 12 + 1);
    let tree = Tree { text, cells, ..Tree::default() };
    let bytes = text.as_bytes();
    let mut parser = Parser { bytes, tree, levels, lenient, fault: (0, Fault::TooLong) };
    match parser.document() {
        Some(()) => Ok(parser.tree),
        None => Err(SyntaxError {
            offset: parser.fault.0,
            reason: parser.fault.1.to_string(),
            is_too_deep: matches!(parser.fault.1, Fault::TooDeep),
        }),
    }
}

/// The state of parsing. Each method takes the offset of its beginning and returns that of its end,
/// or `None` after it has set `fault`.
struct Parser<'t> {
    bytes: &'t [u8],
    tree: Tree<'t>,
    /// Levels left.
    levels: usize,
    /// Whether errors inside strings are repaired.
    lenient: bool,
    fault: (usize, Fault),
}

impl Parser<'_> {
    fn document(&mut self) -> Option<()> {
        if self.bytes.len() > Span::MAX {
            return None;
        }
        let first = self.skip_space(0);
        let end = self.value(first)?;
        let end = self.skip_space(end);
        if end == self.bytes.len() { Some(()) } else { self.stop(end, Fault::Expected("the end")) }
    }

    /// Parses one value.
    fn value(&mut self, at: usize) -> Option<usize> {
        match self.byte(at) {
            Some(b'"') => {
                let (text, end) = self.string(at)?;
                self.tree.push(Cell::Text(text));
                Some(end)
            }
            Some(b'-' | b'0'..=b'9') => {
                let end = self.number(at)?;
                self.tree.push(Cell::Number(Span::new(at, end - at)));
                Some(end)
            }
            Some(b'{') => self.object(at),
            Some(b'[') => self.array(at),
            Some(b't') => self.word(at, b"true", Cell::Bool(true)),
            Some(b'f') => self.word(at, b"false", Cell::Bool(false)),
            Some(b'n') => self.word(at, b"null", Cell::Null),
            _ => self.stop(at, Fault::Expected("value")),
        }
    }

    /// Parses an object from its brace on.
    fn object(&mut self, at: usize) -> Option<usize> {
        let opened = self.open(at, Cell::Object(Extent::default()))?;
        let (mut at, mut members) = (self.skip_space(at + 1), 0);
        if self.byte(at) != Some(b'}') {
            loop {
                at = self.member(at)?;
                members += 1;
                match self.byte(at) {
                    Some(b',') => at = self.skip_space(at + 1),
                    Some(b'}') => break,
                    _ => return self.stop(at, Fault::Expected("comma or end of object")),
                }
            }
        }
        self.close(opened, members);
        Some(at + 1)
    }

    /// Parses a member and the space after it.
    #[inline]
    fn member(&mut self, at: usize) -> Option<usize> {
        if self.byte(at) != Some(b'"') {
            return self.stop(at, Fault::Expected("string"));
        }
        let (name, end) = self.string(at)?;
        self.tree.push(Cell::Name(name));
        let colon = self.skip_space(end);
        if self.byte(colon) != Some(b':') {
            return self.stop(colon, Fault::Expected("colon"));
        }
        let value = self.skip_space(colon + 1);
        let end = self.value(value)?;
        Some(self.skip_space(end))
    }

    /// Parses a list from its bracket on.
    fn array(&mut self, at: usize) -> Option<usize> {
        let opened = self.open(at, Cell::Array(Extent::default()))?;
        let (mut at, mut elements) = (self.skip_space(at + 1), 0);
        if self.byte(at) != Some(b']') {
            loop {
                let end = self.value(at)?;
                at = self.skip_space(end);
                elements += 1;
                match self.byte(at) {
                    Some(b',') => at = self.skip_space(at + 1),
                    Some(b']') => break,
                    _ => return self.stop(at, Fault::Expected("comma or end of array")),
                }
            }
        }
        self.close(opened, elements);
        Some(at + 1)
    }

    fn word(&mut self, at: usize, word: &[u8], cell: Cell) -> Option<usize> {
        let end = at + word.len();
        if self.bytes.get(at..end) != Some(word) {
            return self.stop(at, Fault::Expected("value"));
        }
        self.tree.push(cell);
        Some(end)
    }

    fn open(&mut self, at: usize, cell: Cell) -> Option<usize> {
        match self.levels.checked_sub(1) {
            Some(levels) => self.levels = levels,
            None => return self.stop(at, Fault::TooDeep),
        }
        Some(self.tree.push(cell))
    }

    fn close(&mut self, opened: usize, items: u32) {
        self.levels += 1;
        self.tree.close(opened, items);
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    #[inline]
    fn skip_space(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            at += 1;
        }
        at
    }

    #[cold]
    fn stop<T>(&mut self, at: usize, fault: Fault) -> Option<T> {
        self.fault = (at, fault);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn show(text: &str) -> String {
        match parse(text) {
            Ok(tree) => crate::Value::from_node(tree.root()).to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn json_is_parsed_and_errors_have_an_offset() {
        assert_eq!(
            show(
                r#" {"a":[1,2.50,-0,1e3,99999999999999999999],"b":{},"c":[],"d":"\u4e2d\n","e":null,"f":true} "#
            ),
            r#"{"a":[1,2.50,-0,1e3,99999999999999999999],"b":{},"c":[],"d":"中\n","e":null,"f":true}"#
        );
        for bad in [
            "",
            " ",
            "{",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "tru",
            "01",
            "1.",
            "\"",
            "\"\\x\"",
            "[1 2]",
            "{\"a\" 1}",
            "{}x",
            "cb({})",
            "\"a\nb\"",
            "<html>",
        ] {
            assert!(parse(bad).is_err(), "{bad:?}: {}", show(bad));
        }
        assert_eq!(show("[1,]"), "value expected at byte 3");
    }

    #[test]
    fn more_than_128_levels_are_refused() {
        assert!(parse(&("[".repeat(128) + &"]".repeat(128))).is_ok());
        assert_eq!(show(&"[".repeat(10_000)), "nested deeper than 128 levels at byte 128");
    }
}
