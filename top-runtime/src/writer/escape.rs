//! JSON's string escapes.

/// What follows the backslash for a byte that must be escaped; 0 for all others, `u` for the long form.
const ESCAPES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = b'u';
        byte += 1;
    }
    table[0x08] = b'b';
    table[0x09] = b't';
    table[0x0a] = b'n';
    table[0x0c] = b'f';
    table[0x0d] = b'r';
    table[b'"' as usize] = b'"';
    table[b'\\' as usize] = b'\\';
    table
};

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends a text as a JSON string, copying what needs no escape in runs.
pub(super) fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = ESCAPES[usize::from(byte)];
        if escape != 0 {
            out.push_str(&text[done..at]);
            out.push('\\');
            out.push(char::from(escape));
            if escape == b'u' {
                out.push_str("00");
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
    out.push('"');
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
