//! One escape of percent-encoding, JSON, `Debug`, JavaScript or HTML.

/// The longest entity that is read, from `&` to `;`.
const ENTITY: usize = 10;

/// What the beginning of a text is.
pub(super) enum Escape {
    /// No escape: its first byte stands for itself.
    None,
    /// The beginning of an escape, as far as can be seen.
    Unfinished,
    /// An escape of so many bytes, and what it stands for.
    Of(usize, Bytes),
}

/// The bytes that an escape stands for.
pub(super) struct Bytes {
    all: [u8; 4],
    next: usize,
    len: usize,
}

impl Bytes {
    pub(super) const fn of(byte: u8) -> Self {
        Self { all: [byte, 0, 0, 0], next: 0, len: 1 }
    }

    fn of_char(c: char) -> Self {
        let mut all = [0; 4];
        let len = c.encode_utf8(&mut all).len();
        Self { all, next: 0, len }
    }
}

impl Iterator for Bytes {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let byte = self.all[..self.len].get(self.next).copied();
        self.next += 1;
        byte
    }
}

/// Whether an escape begins with a byte.
pub(super) const fn begins(byte: u8) -> bool {
    matches!(byte, b'%' | b'\\' | b'&')
}

/// Reads the escape that a text begins with.
pub(super) fn read(text: &[u8]) -> Escape {
    match text {
        [b'%' | b'\\'] => Escape::Unfinished,
        [b'%', b'u' | b'U', digits @ ..] => code(digits, 4, 2),
        [b'%', digits @ ..] => byte(digits, 1),
        [b'\\', b'u', b'{', digits @ ..] => braced(digits),
        [b'\\', b'u' | b'U', digits @ ..] => code(digits, 4, 2),
        [b'\\', b'x' | b'X', digits @ ..] => byte(digits, 2),
        [b'\\', escaped, ..] if escaped.is_ascii_punctuation() => Escape::Of(2, Bytes::of(*escaped)),
        [b'&', name @ ..] => entity(name),
        _ => Escape::None,
    }
}

/// The number that hex digits stand for.
fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        Some(u32::wrapping_mul(number, 16).wrapping_add(char::from(*digit).to_digit(16)?))
    })
}

/// Two hex digits behind so many bytes.
fn byte(digits: &[u8], before: usize) -> Escape {
    let digits = &digits[..digits.len().min(2)];
    match hex(digits).and_then(|number| u8::try_from(number).ok()) {
        None => Escape::None,
        Some(_) if digits.len() < 2 => Escape::Unfinished,
        Some(byte) => Escape::Of(before + 2, Bytes::of(byte)),
    }
}

/// So many hex digits behind so many bytes. Half of a pair stands for itself.
fn code(digits: &[u8], count: usize, before: usize) -> Escape {
    let digits = &digits[..digits.len().min(count)];
    match hex(digits) {
        Some(_) if digits.len() < count => Escape::Unfinished,
        number => char_of(number, before + count),
    }
}

/// Hex digits up to a brace, behind `\u{`.
fn braced(text: &[u8]) -> Escape {
    match text.iter().position(|byte| *byte == b'}') {
        Some(end @ 1..=6) => char_of(hex(&text[..end]), 3 + end + 1),
        None if text.len() <= 6 && hex(text).is_some() => Escape::Unfinished,
        _ => Escape::None,
    }
}

/// `name;`, `#47;` or `#x2f;` behind `&`.
fn entity(text: &[u8]) -> Escape {
    let end = text.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    let (name, len) = match end {
        Some(end) if text[end] == b';' => (&text[..end], end + 2),
        None if text.len() < ENTITY => return Escape::Unfinished,
        _ => return Escape::None,
    };
    let number = match name {
        [b'#', b'x' | b'X', digits @ ..] if digits.len() <= 6 => hex(digits),
        [b'#', digits @ ..] => str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()),
        name => named(name).map(u32::from),
    };
    char_of(number, len)
}

fn char_of(number: Option<u32>, len: usize) -> Escape {
    number.and_then(char::from_u32).map_or(Escape::None, |c| Escape::Of(len, Bytes::of_char(c)))
}

/// The characters of sessions and secrets that HTML has a name for.
fn named(name: &[u8]) -> Option<char> {
    Some(match name.to_ascii_lowercase().as_slice() {
        b"amp" => '&',
        b"plus" => '+',
        b"sol" => '/',
        b"equals" => '=',
        b"lowbar" | b"underbar" => '_',
        b"hyphen" | b"dash" => '-',
        b"period" => '.',
        b"percnt" => '%',
        b"bsol" => '\\',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        _ => return None,
    })
}
