//! Parsing of one escape of percent-encoding, JSON, `Debug`, JavaScript or HTML.

/// Limit: bytes of an entity, from `&` to `;`.
const MAX_ENTITY: usize = 10;

/// The beginning of a text.
pub(super) enum Escape {
    /// No escape.
    None,
    /// A possible escape that needs more bytes.
    Unfinished,
    /// An escape: its length in bytes, and the decoded bytes.
    Of(usize, Decoded),
}

/// The decoded bytes of an escape: one byte, or a character in UTF-8.
pub(super) struct Decoded {
    bytes: [u8; 4],
    next: usize,
    len: usize,
}

impl Decoded {
    pub(super) const fn of(byte: u8) -> Self {
        Self { bytes: [byte, 0, 0, 0], next: 0, len: 1 }
    }

    fn of_char(c: char) -> Self {
        let mut bytes = [0; 4];
        let len = c.encode_utf8(&mut bytes).len();
        Self { bytes, next: 0, len }
    }
}

impl Iterator for Decoded {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes[..self.len].get(self.next).copied();
        self.next += 1;
        byte
    }
}

/// The bytes with which an escape can begin.
pub(super) const BEGINNINGS: [u8; 3] = *b"%\\&";

/// Whether an escape can begin with a byte.
pub(super) fn begins(byte: u8) -> bool {
    BEGINNINGS.contains(&byte)
}

/// Parses the escape at the beginning of a text.
pub(super) fn parse(text: &[u8]) -> Escape {
    match text {
        [b'%' | b'\\'] => Escape::Unfinished,
        [b'%', b'u' | b'U', digits @ ..] => code(digits, 4, 2),
        [b'%', digits @ ..] => byte(digits, 1),
        [b'\\', b'u', b'{', digits @ ..] => braced(digits),
        [b'\\', b'u' | b'U', digits @ ..] => code(digits, 4, 2),
        [b'\\', b'x' | b'X', digits @ ..] => byte(digits, 2),
        [b'\\', escaped, ..] if escaped.is_ascii_punctuation() => Escape::Of(2, Decoded::of(*escaped)),
        [b'&', name @ ..] => entity(name),
        _ => Escape::None,
    }
}

/// Parses hex digits.
fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        Some(u32::wrapping_mul(number, 16).wrapping_add(char::from(*digit).to_digit(16)?))
    })
}

/// Parses two hex digits after a prefix of `before` bytes.
fn byte(digits: &[u8], before: usize) -> Escape {
    let digits = &digits[..digits.len().min(2)];
    match hex(digits).and_then(|number| u8::try_from(number).ok()) {
        None => Escape::None,
        Some(_) if digits.len() < 2 => Escape::Unfinished,
        Some(byte) => Escape::Of(before + 2, Decoded::of(byte)),
    }
}

/// Parses `count` hex digits after a prefix of `before` bytes. Half of a surrogate pair is not an
/// escape.
fn code(digits: &[u8], count: usize, before: usize) -> Escape {
    let digits = &digits[..digits.len().min(count)];
    match hex(digits) {
        Some(_) if digits.len() < count => Escape::Unfinished,
        number => char_of(number, before + count),
    }
}

/// Parses hex digits up to a brace, after `\u{`.
fn braced(text: &[u8]) -> Escape {
    match text.iter().position(|byte| *byte == b'}') {
        Some(end @ 1..=6) => char_of(hex(&text[..end]), 3 + end + 1),
        None if text.len() <= 6 && hex(text).is_some() => Escape::Unfinished,
        _ => Escape::None,
    }
}

/// Parses `name;`, `#47;` or `#x2f;`, after `&`.
fn entity(text: &[u8]) -> Escape {
    let end = text.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    let (name, len) = match end {
        Some(end) if text[end] == b';' => (&text[..end], end + 2),
        None if text.len() < MAX_ENTITY => return Escape::Unfinished,
        _ => return Escape::None,
    };
    let number = match name {
        [b'#', b'x' | b'X', digits @ ..] if digits.len() <= 6 => hex(digits),
        [b'#', digits @ ..] => str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()),
        name => named_entity(name).map(u32::from),
    };
    char_of(number, len)
}

fn char_of(number: Option<u32>, len: usize) -> Escape {
    number.and_then(char::from_u32).map_or(Escape::None, |c| Escape::Of(len, Decoded::of_char(c)))
}

/// HTML entities of characters that occur in sessions and secrets.
const ENTITIES: [(&str, char); 15] = [
    ("amp", '&'),
    ("plus", '+'),
    ("sol", '/'),
    ("equals", '='),
    ("lowbar", '_'),
    ("underbar", '_'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("period", '.'),
    ("percnt", '%'),
    ("bsol", '\\'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
];

/// Returns the character of an HTML entity.
fn named_entity(name: &[u8]) -> Option<char> {
    let is_named = |(entity, _): &&(&str, char)| name.eq_ignore_ascii_case(entity.as_bytes());
    ENTITIES.iter().find(is_named).map(|(_, c)| *c)
}
