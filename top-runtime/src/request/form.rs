//! Form encoding: `A-Z a-z 0-9 * - . _` are unchanged, a space is `+`, other bytes are `%XX`.

/// Code of each byte: up to 3 bytes, and their number in the two highest bits of the fourth.
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
        plain @ (b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_') => {
            [plain, 0, 0, 1 << 6]
        }
        b' ' => [b'+', 0, 0, 1 << 6],
        _ => [b'%', HEX[byte >> 4], HEX[byte & 15], 3 << 6],
    }
}

/// Number of bytes that are encoded between two checks of the free space.
const BLOCK: usize = 8;

/// Free space that a block needs: each code is written with its fourth byte, which the next code
/// overwrites.
const ROOM: usize = 36;

/// Bytes of a text that are encoded before space is added. Small, because new space is zeroed and
/// leaves the caches before the next request.
const PIECE: usize = 1 << 8;

/// Bytes that are added beyond the needed space.
const MORE: usize = 1 << 9;

/// Form body or query that grows pair by pair.
///
/// Each byte is encoded by a copy of 4 bytes behind the end of the text, without a branch. This
/// takes half the time of copying runs of unchanged bytes, because JSON has a quote or comma every
/// few bytes.
pub(crate) struct FormText {
    bytes: Vec<u8>,
    /// End of the text; the bytes after it are free space.
    end: usize,
}

impl FormText {
    /// Continues `text`, with capacity for `additional` bytes.
    pub(crate) fn after(mut text: Vec<u8>, additional: usize) -> Self {
        text.reserve_exact(additional + MORE);
        Self { end: text.len(), bytes: text }
    }

    /// Appends `name=value`, separated by `&` from a previous text.
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
            let len = write(piece, self.room(3 * piece.len() + ROOM));
            self.end += len;
        }
    }

    /// Returns `bytes` bytes of free space after the text.
    fn room(&mut self, bytes: usize) -> &mut [u8] {
        let min = self.end + bytes;
        if self.bytes.len() < min {
            self.bytes.resize(min + MORE, 0);
        }
        &mut self.bytes[self.end..min]
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }
}

/// Encodes a text into space that is large enough. Returns the number of bytes written.
fn write(mut text: &[u8], room: &mut [u8]) -> usize {
    let len = room.len();
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
    len - free.len()
}

/// Encodes a block, or the rest of a text. Returns the number of bytes written.
#[inline]
fn write_block(block: &[u8], start: &mut [u8; ROOM]) -> usize {
    let mut end = 0;
    for &byte in block {
        let code = CODES[usize::from(byte)];
        // The length has two bits: so the compiler can bound `end` and remove all checks in the
        // loop.
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
    fn encoding_matches_browsers_for_every_byte_at_every_offset() {
        let every: String =
            (0..0x100_u32).chain([0x4e2d, 0xffff, 0x1_f600]).filter_map(char::from_u32).collect();
        for start in every.char_indices().map(|(at, _)| at) {
            let text = &every[start..];
            let expected: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
            assert_eq!(encode(text), expected);
        }
    }

    #[test]
    fn long_texts_grow_the_buffer() {
        for (part, becomes) in [("中", "%E4%B8%AD"), ("a", "a"), ("a\" ", "a%22+")] {
            let times = 3 * PIECE + 5;
            assert_eq!(encode(&part.repeat(times)), becomes.repeat(times));
        }
    }
}
