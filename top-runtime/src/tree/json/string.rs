//! Strings: copied only if they contain an escape.

use super::{Fault, Parser, Span};
use crate::tree::find_escape;

/// The share of strings with escapes that a text gets room for: 1 in 8.
const UNESCAPED_SHARE: usize = 8;

impl Parser<'_> {
    /// Parses a string from its quote on, and returns its span and end.
    #[inline]
    pub(super) fn string(&mut self, at: usize) -> Option<(Span, usize)> {
        let start = at + 1;
        let end = find_escape(self.bytes, start);
        match self.byte(end) {
            Some(b'"') => Some((Span::new(start, end - start), end + 1)),
            _ => self.escaped(start, end),
        }
    }

    /// Parses a string that contains an escape or an error at `at`.
    #[cold]
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<(Span, usize)> {
        if self.tree.unescaped.is_empty() {
            // Room for a few short strings, in place of several small steps.
            self.tree.unescaped.reserve(self.bytes.len() / UNESCAPED_SHARE);
        }
        let place = self.bytes.len() + self.tree.unescaped.len();
        let mut copied = start;
        loop {
            let plain = self.tree.text.get(copied..at).unwrap_or_default();
            self.tree.unescaped.push_str(plain);
            match self.byte(at) {
                Some(b'"') => {
                    let len = self.bytes.len() + self.tree.unescaped.len() - place;
                    return Some((Span::new(place, len), at + 1));
                }
                Some(b'\\') => {
                    let (character, end) = match self.escape(at) {
                        Some(character) => character,
                        None if self.lenient => self.repair(at),
                        None => return None,
                    };
                    self.tree.unescaped.push(character);
                    copied = end;
                    at = find_escape(self.bytes, end);
                }
                Some(control) if self.lenient => {
                    self.tree.unescaped.push(char::from(control));
                    copied = at + 1;
                    at = find_escape(self.bytes, copied);
                }
                Some(_) => return self.stop(at, Fault::Control),
                None => return self.stop(at, Fault::Expected("end of string")),
            }
        }
    }

    /// Parses an escape and returns its character and end.
    fn escape(&mut self, at: usize) -> Option<(char, usize)> {
        let character = match self.byte(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(at),
            _ => return self.stop(at, Fault::Escape),
        };
        Some((character, at + 2))
    }

    /// Returns the character in place of an invalid escape, and its end.
    fn repair(&mut self, at: usize) -> (char, usize) {
        // A control character after a backslash is kept.
        if let Some(control @ 0..=0x1f) = self.byte(at + 1) {
            return (char::from(control), at + 2);
        }
        let fault = self.fault.1;
        self.tree.record_repair(at, fault);
        match fault {
            Fault::Surrogate => (char::REPLACEMENT_CHARACTER, at + 6),
            _ => ('\\', at + 1),
        }
    }

    /// Parses `\uXXXX`, or two of them for a surrogate pair.
    fn unicode(&mut self, at: usize) -> Option<(char, usize)> {
        let first = self.unit(at)?;
        if let Some(character) = char::from_u32(first) {
            return Some((character, at + 6));
        }
        let second = if first < 0xdc00 && self.bytes.get(at + 6..at + 8) == Some(b"\\u") {
            self.unit(at + 6).unwrap_or_default()
        } else {
            0
        };
        let pair = 0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
        match char::from_u32(pair).filter(|_| (0xdc00..0xe000).contains(&second)) {
            Some(character) => Some((character, at + 12)),
            None => self.stop(at, Fault::Surrogate),
        }
    }

    /// Parses the four hex digits of an escape.
    fn unit(&mut self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at + 2..at + 6).unwrap_or_default();
        let unit =
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?));
        match unit.filter(|_| digits.len() == 4) {
            Some(unit) => Some(unit),
            None => self.stop(at, Fault::Escape),
        }
    }
}
