//! Form encoding: `A-Z a-z 0-9 * - . _` stay, a space is `+`, every other byte is `%XX`.

/// Whether a byte stands for itself.
const KEPT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_');
        byte += 1;
    }
    table
};

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends a text, form-encoded; what stays is copied in runs.
pub(crate) fn encode(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if KEPT[usize::from(byte)] {
            continue;
        }
        out.extend_from_slice(&bytes[done..at]);
        if byte == b' ' {
            out.push(b'+');
        } else {
            out.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        done = at + 1;
    }
    out.extend_from_slice(&bytes[done..]);
}
