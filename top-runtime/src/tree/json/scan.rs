//! What stands in a JSON string as itself: everything but quotes, backslashes and control characters, found eight bytes at a time.

/// Whether a byte stands for itself.
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

/// Where the first byte from `at` on stands that does not stand for itself, or the end.
#[inline]
pub(crate) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let plain = plain_of(*eight);
        at += plain;
        if plain < 8 {
            return at;
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len())
}

/// How many of eight bytes stand before the first that does not stand for itself.
#[inline]
fn plain_of(eight: [u8; 8]) -> usize {
    let word = u64::from_le_bytes(eight);
    // The lowest byte that is found is right; a borrow can only mislead about those above it.
    let below = |limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |byte: u8| {
        let other = word ^ (ONES * u64::from(byte));
        other.wrapping_sub(ONES) & !other
    };
    let found = (below(0x20) | equal(b'"') | equal(b'\\')) & HIGH;
    found.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::plain_end;

    #[test]
    fn finds_each_byte_that_is_not_plain_at_each_place() {
        for byte in 0..=255_u8 {
            let is_plain = byte >= 0x20 && byte != b'"' && byte != b'\\';
            for at in 0..20 {
                let mut bytes = [b'~'; 20];
                bytes[at] = byte;
                // What stands behind must not matter.
                bytes[at + 1..].fill(1);
                let expected = if is_plain { (at + 1).min(20) } else { at };
                assert_eq!(plain_end(&bytes, 0), expected, "{byte:#x} at {at}");
            }
        }
    }
}
