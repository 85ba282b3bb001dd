//! Escapes of JSON strings.

use crate::tree::find_escape;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Number of bytes that are checked together.
const BLOCK: usize = 32;

/// Appends a text as a JSON string.
pub(super) fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let blocks = if text.len() < BLOCK { 0 } else { plain_blocks(text.as_bytes()) };
    let first = find_escape(text.as_bytes(), blocks);
    if first == text.len() {
        out.push_str(text);
    } else {
        push_escaped(text, first, out);
    }
    out.push('"');
}

/// Returns the length of the whole blocks at the beginning that need no escape.
#[inline(never)]
fn plain_blocks(text: &[u8]) -> usize {
    // Without a branch per byte, so that the compiler vectorizes the loop.
    let needs = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    let is_plain = |block: &[u8; BLOCK]| block.iter().fold(0, |sum, &byte| sum | needs(byte)) == 0;
    let (blocks, _) = text.as_chunks();
    BLOCK * blocks.iter().take_while(|block| is_plain(block)).count()
}

/// Appends a text. `first` is the index of the first byte that needs an escape.
fn push_escaped(text: &str, first: usize, out: &mut String) {
    let (mut copied, mut end) = (0, first);
    while let Some(&byte) = text.as_bytes().get(end) {
        out.push_str(&text[copied..end]);
        escape(byte, out);
        copied = end + 1;
        end = find_escape(text.as_bytes(), copied);
    }
    out.push_str(&text[copied..]);
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
    fn quoted_text_is_valid_json_for_every_character() {
        let text: String =
            (0..=0x10ff_u32).chain([0x2028, 0xffff, 0x1_f600]).filter_map(char::from_u32).collect();
        let mut json = String::new();
        quote(&text, &mut json);
        assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(text));
    }
}
