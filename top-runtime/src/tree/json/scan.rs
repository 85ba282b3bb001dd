//! Search for the characters of a JSON string that need an escape: quotes, backslashes and control
//! characters. Eight bytes at a time.

/// Whether a byte needs no escape.
const PLAIN: [bool; 256] = {
    let mut table = [true; 256];
    table.split_at_mut(0x20).0.copy_from_slice(&[false; 0x20]);
    table[b'"' as usize] = false;
    table[b'\\' as usize] = false;
    table
};

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Returns the offset of the first byte from `at` on that needs an escape, or the length.
#[inline]
pub(crate) fn find_escape(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let plain = plain_prefix(*eight);
        at += plain;
        if plain < 8 {
            return at;
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len())
}

/// Returns the number of bytes before the first that needs an escape.
#[inline]
fn plain_prefix(eight: [u8; 8]) -> usize {
    let word = u64::from_le_bytes(eight);
    // The lowest match is exact. A borrow can only cause false matches above it.
    let below = |limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| {
        let difference = word ^ (ONES * u64::from(byte));
        difference.wrapping_sub(ONES) & !difference
    };
    let found = (below(0x20) | equal(b'"') | equal(b'\\')) & HIGH;
    found.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::find_escape;

    #[test]
    fn each_byte_that_needs_an_escape_is_found_at_each_offset() {
        for byte in 0..=255_u8 {
            let is_plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
            for at in 0..20 {
                let mut bytes = [b'~'; 20];
                bytes[at] = byte;
                // The bytes after it must not matter.
                bytes[at + 1..].fill(1);
                let expected = if is_plain { (at + 1).min(20) } else { at };
                assert_eq!(find_escape(&bytes, 0), expected, "{byte:#x} at {at}");
            }
        }
    }
}
