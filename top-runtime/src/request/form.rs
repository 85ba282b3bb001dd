//! Form encoding: `A-Z a-z 0-9 * - . _` stay, a space is `+`, every other byte is `%XX`.

/// What each byte becomes: at most three bytes, and in the highest bits of the fourth how many.
const CODES: [[u8; 4]; 256] = {
    let mut table = [[0; 4]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = code(byte);
        byte += 1;
    }
    table
};

#[allow(clippy::cast_possible_truncation)] // of a byte
const fn code(byte: usize) -> [u8; 4] {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    match byte as u8 {
        kept @ (b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_') => [kept, 0, 0, 1 << 6],
        b' ' => [b'+', 0, 0, 1 << 6],
        _ => [b'%', HEX[byte >> 4], HEX[byte & 15], 3 << 6],
    }
}

/// How many bytes are encoded without asking for room.
const BLOCK: usize = 8;

/// The room that a block may take: each code is written with its fourth byte, which the next one covers.
const ROOM: usize = 36;

/// How much of a text is encoded before room is made for more: little, as room is cleared, and what is touched before a request is sent
/// is gone from the caches when the next one is made.
const PIECE: usize = 1 << 8;

/// How much more room is made than is needed at once.
const MORE: usize = 1 << 9;

/// A form body, or a query, that grows pair by pair.
///
/// Bytes are written ahead of where the text ends, four at a time whatever they become: without a branch for each of them this takes
/// half of the time that copying runs of kept bytes does, as JSON has a quote or a comma every few bytes.
pub(crate) struct FormText {
    bytes: Vec<u8>,
    /// Where the text ends; the bytes after it are room.
    end: usize,
}

impl FormText {
    /// Goes on after a text, which will have about as many bytes more.
    pub(crate) fn after(mut text: Vec<u8>, more: usize) -> Self {
        text.reserve_exact(more + MORE);
        Self { end: text.len(), bytes: text }
    }

    /// Appends `name=value`, after an `&` if something stands there already.
    pub(crate) fn pair(&mut self, name: &str, value: &str) {
        if self.end > 0 {
            self.byte(b'&');
        }
        self.encode(name);
        self.byte(b'=');
        self.encode(value);
    }

    fn byte(&mut self, byte: u8) {
        if let Some(free) = self.room(1).first_mut() {
            *free = byte;
            self.end += 1;
        }
    }

    fn encode(&mut self, text: &str) {
        for piece in text.as_bytes().chunks(PIECE) {
            let written = write(piece, self.room(3 * piece.len() + ROOM));
            self.end += written;
        }
    }

    /// So many free bytes.
    fn room(&mut self, bytes: usize) -> &mut [u8] {
        let least = self.end + bytes;
        if self.bytes.len() < least {
            self.bytes.resize(least + MORE, 0);
        }
        &mut self.bytes[self.end..least]
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }
}

/// Writes a text into room that is large enough for it. Gives how many bytes it became.
fn write(mut text: &[u8], room: &mut [u8]) -> usize {
    let all = room.len();
    let mut free = room;
    while let (Some((block, rest)), Some(start)) = (text.split_first_chunk::<BLOCK>(), free.first_chunk_mut())
    {
        let end = write_block(block, start);
        (text, free) = (rest, &mut free[end..]);
    }
    if let Some(start) = free.first_chunk_mut() {
        let end = write_block(text, start);
        free = &mut free[end..];
    }
    all - free.len()
}

/// Writes a block, or the rest of a text. Gives how many bytes it became.
#[inline]
fn write_block(block: &[u8], start: &mut [u8; ROOM]) -> usize {
    let mut end = 0;
    for &byte in block {
        let code = CODES[usize::from(byte)];
        // Two bits of length each: so the compiler knows where the end can be, and no check is left in the loop.
        start[end..end + 4].copy_from_slice(&code);
        end += usize::from(code[3] >> 6);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{FormText, PIECE};

    fn encode(text: &str) -> String {
        let mut form = FormText::after(Vec::new(), 0);
        form.pair("", text);
        String::from_utf8(form.finish()).unwrap_or_default().split_off(1)
    }

    #[test]
    fn is_what_browsers_send_for_every_byte_at_every_place() {
        let every: String =
            (0..0x100_u32).chain([0x4e2d, 0xffff, 0x1_f600]).filter_map(char::from_u32).collect();
        for start in every.char_indices().map(|(at, _)| at) {
            let text = &every[start..];
            let expected: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            assert_eq!(encode(text), expected);
        }
    }

    #[test]
    fn grows_with_what_is_written() {
        for (part, becomes) in [("中", "%E4%B8%AD"), ("a", "a"), ("a\" ", "a%22+")] {
            let times = 3 * PIECE + 5;
            assert_eq!(encode(&part.repeat(times)), becomes.repeat(times));
        }
    }
}
