//! JSON text to a tree, over the lexer of `hifijson`, which keeps numbers as their text.

use std::borrow::Cow;
use std::fmt;

use hifijson::num::LexWrite as _;
use hifijson::str::LexAlloc as _;
use hifijson::token::Lex as _;
use hifijson::{Expect, SliceLexer};

use super::{Cell, MAX_DEPTH, SyntaxError, Tree};

/// What stops the parser; where is known from how much is left.
enum Fault {
    Lexer(hifijson::Error),
    TooDeep,
    TooLong,
}

impl From<Expect> for Fault {
    fn from(expected: Expect) -> Self {
        Self::Lexer(expected.into())
    }
}

/// Reads one JSON value and nothing after it.
///
/// Raw control characters in strings, which real replies hold, are the caller's to mend with [`repair`].
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    let mut parser = Parser { lexer: SliceLexer::new(text.as_bytes()), tree: Tree::default(), depth: 0 };
    let mut result = match parser.lexer.ws_peek() {
        Some(first) => parser.value(first),
        None => Err(Expect::Value.into()),
    };
    if result.is_ok() && parser.lexer.ws_peek().is_some() {
        result = Err(Expect::Eof.into());
    }
    match result {
        Ok(()) => Ok(parser.tree),
        Err(fault) => {
            let reason = match fault {
                Fault::Lexer(error) => error.to_string(),
                Fault::TooDeep => format!("nested deeper than {MAX_DEPTH} levels"),
                Fault::TooLong => "longer than a tree can hold".to_owned(),
            };
            Err(SyntaxError { offset: text.len() - parser.lexer.as_slice().len(), reason })
        }
    }
}

struct Parser<'t> {
    lexer: SliceLexer<'t>,
    tree: Tree<'t>,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// One value, of which the first byte has been looked at.
    fn value(&mut self, first: u8) -> Result<(), Fault> {
        match first {
            b'{' => self.object(),
            b'[' => self.array(),
            b'"' => {
                let text = self.string()?;
                self.push(Cell::Text(text))
            }
            b'-' | b'0'..=b'9' => {
                let (digits, _) = self.lexer.num_string().validated().map_err(|e| Fault::Lexer(e.into()))?;
                self.push(Cell::Number(digits))
            }
            b'a'..=b'z' => {
                let word = self.lexer.null_or_bool().ok_or(Expect::Value)?;
                self.push(word.map_or(Cell::Null, Cell::Bool))
            }
            _ => Err(Expect::Value.into()),
        }
    }

    /// The members of an object, from its brace on.
    fn object(&mut self) -> Result<(), Fault> {
        let opened = self.open(Cell::Object(0))?;
        let mut next = self.lexer.ws_peek().ok_or(Expect::ValueOrEnd)?;
        while next != b'}' {
            if next != b'"' {
                return Err(Expect::String.into());
            }
            let name = self.string()?;
            self.push(Cell::Name(name))?;
            self.lexer.expect(SliceLexer::ws_peek, b':').ok_or(Expect::Colon)?;
            let first = self.lexer.ws_peek().ok_or(Expect::Value)?;
            self.value(first)?;
            next = self.separator(b'}', Expect::String)?;
        }
        self.close(opened);
        Ok(())
    }

    /// The elements of a list, from its bracket on.
    fn array(&mut self) -> Result<(), Fault> {
        let opened = self.open(Cell::Array(0))?;
        let mut next = self.lexer.ws_peek().ok_or(Expect::ValueOrEnd)?;
        while next != b']' {
            self.value(next)?;
            next = self.separator(b']', Expect::Value)?;
        }
        self.close(opened);
        Ok(())
    }

    /// After an element: its container's end, or past a comma the first byte of the next element, which cannot be that end.
    fn separator(&mut self, end: u8, element: Expect) -> Result<u8, Fault> {
        match self.lexer.ws_peek() {
            Some(byte) if byte == end => Ok(end),
            Some(b',') => match self.lexer.discarded().ws_peek() {
                Some(byte) if byte != end => Ok(byte),
                _ => Err(element.into()),
            },
            _ => Err(Expect::CommaOrEnd.into()),
        }
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Fault> {
        self.lexer.discarded().str_string().map_err(|e| Fault::Lexer(e.into()))
    }

    fn push(&mut self, cell: Cell<'t>) -> Result<(), Fault> {
        self.tree.push(cell);
        if self.tree.cells.len() < u32::MAX as usize { Ok(()) } else { Err(Fault::TooLong) }
    }

    fn open(&mut self, cell: Cell<'t>) -> Result<usize, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.lexer.discarded();
        Ok(self.tree.push(cell))
    }

    fn close(&mut self, opened: usize) {
        self.depth -= 1;
        self.lexer.discarded();
        self.tree.close(opened);
    }
}

/// The text with raw control characters inside strings escaped, or `None` where there are none.
///
/// Real replies hold them (in descriptions that sellers typed), and only strict parsers mind.
pub(crate) fn repair(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut done, mut quoted, mut escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped && byte >= 0x20 => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            0..=0x1f if quoted => {
                // After a backslash the pair stands for the character: the backslash begins the escape that is written here.
                let backslash = if escaped { "" } else { "\\" };
                let _ = fmt::Write::write_fmt(
                    &mut out,
                    format_args!("{}{backslash}u{byte:04x}", &text[done..at]),
                );
                done = at + 1;
                escaped = false;
            }
            _ => {}
        }
    }
    out.push_str(&text[done..]);
    (done > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{parse, repair};

    fn show(text: &str) -> String {
        match parse(text) {
            Ok(tree) => crate::Value::from_node(tree.root()).to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn reads_json_and_says_where_it_is_none() {
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
    fn refuses_deep_nesting() {
        assert!(parse(&("[".repeat(128) + &"]".repeat(128))).is_ok());
        assert_eq!(show(&"[".repeat(10_000)), "nested deeper than 128 levels at byte 128");
    }

    #[test]
    fn repairs_control_characters_in_strings_only() {
        assert_eq!(repair("{ \n \"a\": 1 }"), None);
        let mended = repair("{\"a\":\n\"x\ty\\\"\nz\\\u{1}\"}").unwrap_or_default();
        assert_eq!(show(&mended), r#"{"a":"x\ty\"\nz\u0001"}"#);
    }
}
