//! Strings: found eight bytes at a time, and copied only where they are escaped.

use super::{Fault, Parser, Span};

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes of eight stand before a quote, a backslash or a control character.
#[inline]
fn plain_bytes(eight: [u8; 8]) -> usize {
    let word = u64::from_le_bytes(eight);
    // The lowest byte that is found is right; a borrow can only mislead about those above it.
    let below = |limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| {
        let other = word ^ (ONES * u64::from(byte));
        other.wrapping_sub(ONES) & !other
    };
    let found = (below(0x20) | equal(b'"') | equal(b'\\')) & HIGH;
    found.trailing_zeros() as usize / 8
}

impl Parser<'_> {
    /// A string, from its quote on, and where it ends.
    #[inline]
    pub(super) fn string(&mut self, at: usize) -> Option<(Span, usize)> {
        let start = at + 1;
        let end = self.plain_end(start);
        match self.byte(end) {
            Some(b'"') => Some((Span::new(start, end - start), end + 1)),
            _ => self.escaped(start, end),
        }
    }

    /// Where the first quote, backslash or control character stands, or the end of the text.
    #[inline]
    fn plain_end(&self, mut at: usize) -> usize {
        while let Some(eight) = self.bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let plain = plain_bytes(*eight);
            at += plain;
            if plain < 8 {
                return at;
            }
        }
        while self.byte(at).is_some_and(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
            at += 1;
        }
        at
    }

    /// A string of which the first byte that is not plain is known and is no quote.
    #[cold]
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<(Span, usize)> {
        let place = self.bytes.len() + self.tree.mended.len();
        let mut done = start;
        loop {
            let plain = self.tree.text.get(done..at).unwrap_or_default();
            self.tree.mended.push_str(plain);
            match self.byte(at) {
                Some(b'"') => {
                    let len = self.bytes.len() + self.tree.mended.len() - place;
                    return Some((Span::new(place, len), at + 1));
                }
                Some(b'\\') => {
                    let (character, end) = self.escape(at)?;
                    self.tree.mended.push(character);
                    done = end;
                    at = self.plain_end(end);
                }
                Some(_) => return self.stop(at, Fault::Control),
                None => return self.stop(at, Fault::Expected("end of string")),
            }
        }
    }

    /// The character that an escape stands for, and where the escape ends.
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

    /// `\uXXXX`, or two of them where the first is the first half of a surrogate pair.
    fn unicode(&mut self, at: usize) -> Option<(char, usize)> {
        let first = self.unit(at)?;
        if let Some(character) = char::from_u32(first) {
            return Some((character, at + 6));
        }
        let second = if first < 0xdc00 && self.bytes.get(at + 6..at + 8) == Some(b"\\u") {
            self.unit(at + 6)?
        } else {
            0
        };
        let pair = 0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
        match char::from_u32(pair).filter(|_| (0xdc00..0xe000).contains(&second)) {
            Some(character) => Some((character, at + 12)),
            None => self.stop(at, Fault::Surrogate),
        }
    }

    /// The four hex digits of an escape.
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
