//! JSON's string escapes.

use crate::tree::plain_end;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// How many bytes of a long text are looked at together.
const BLOCK: usize = 32;

/// Appends a text as a JSON string, copying what needs no escape in runs.
pub(super) fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let blocks = if text.len() < BLOCK { 0 } else { plain_blocks(text.as_bytes()) };
    let first = plain_end(text.as_bytes(), blocks);
    if first == text.len() {
        out.push_str(text);
    } else {
        escaped(text, first, out);
    }
    out.push('"');
}

/// How many bytes at the beginning of a text need no escape, in whole blocks. Most texts are shorter than one.
#[inline(never)]
fn plain_blocks(text: &[u8]) -> usize {
    // Without a branch for each byte, so that the compiler compares many at once.
    let needs = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    let is_plain = |block: &[u8; BLOCK]| block.iter().fold(0, |found, &byte| found | needs(byte)) == 0;
    let (blocks, _) = text.as_chunks();
    BLOCK * blocks.iter().take_while(|block| is_plain(block)).count()
}

/// Appends a text of which the first byte that needs an escape is known.
fn escaped(text: &str, first: usize, out: &mut String) {
    let (mut done, mut end) = (0, first);
    while let Some(&byte) = text.as_bytes().get(end) {
        out.push_str(&text[done..end]);
        escape(byte, out);
        done = end + 1;
        end = plain_end(text.as_bytes(), done);
    }
    out.push_str(&text[done..]);
}

/// Appends the escape of a quote, a backslash or a control character.
fn escape(byte: u8, out: &mut String) {
    let short = match byte {
        b'"' | b'\\' => char::from(byte),
        0x08 => 'b',
        0x09 => 't',
        0x0a => 'n',
        0x0c => 'f',
        0x0d => 'r',
        _ => {
            out.push_str("\\u00");
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            return out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    };
    out.push('\\');
    out.push(short);
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn is_json_for_every_byte() {
        let text: String =
            (0..=0x10ff_u32).chain([0x2028, 0xffff, 0x1_f600]).filter_map(char::from_u32).collect();
        let mut json = String::new();
        quote(&text, &mut json);
        assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(text));
    }
}
