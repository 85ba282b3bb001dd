//! JSON's string escapes.

use crate::plain::plain_end;

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends a text as a JSON string, copying what needs no escape in runs.
pub(super) fn quote(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let first = plain_end(text.as_bytes(), 0);
    if first == text.len() {
        out.push_str(text);
    } else {
        escaped(text, first, out);
    }
    out.push('"');
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
