//! What stands in a JSON string as itself: everything but quotes, backslashes and control characters, found eight bytes at a time.

/// Whether a byte stands for itself.
const PLAIN: [bool; 256] = {
    let mut table = [true; 256];
    table.split_at_mut(0x20).0.copy_from_slice(&[false; 0x20]);
    table[b'"' as usize] = false;
    table[b'\\' as usize] = false;
    table
};

/// How many bytes of a long text are looked at together.
const BLOCK: usize = 32;

/// How many bytes a text has that ends before that pays.
const SHORT: usize = 24;

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where the first byte from `at` on stands that does not stand for itself, or the end.
#[inline]
pub(crate) fn plain_end(bytes: &[u8], at: usize) -> usize {
    // Most texts are short, or have an escape soon: only one that goes on is worth a look at whole blocks.
    let start = at + SHORT;
    match words(bytes, at, start) {
        end if end < start => end,
        start => words(bytes, blocks(bytes, start), usize::MAX),
    }
}

/// The same, by eight bytes at once, as far as a limit is not reached.
#[inline]
fn words(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let plain = plain_of(*eight);
        at += plain;
        if plain < 8 || at >= limit {
            return at;
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !PLAIN[usize::from(byte)]).unwrap_or(rest.len())
}

/// Where the first block begins that has such a byte, or is not whole.
#[inline(never)]
fn blocks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at..).and_then(|rest| rest.first_chunk()).is_some_and(is_plain) {
        at += BLOCK;
    }
    at
}

/// Whether all bytes of a block stand for themselves. Without a branch in it, so that the compiler compares many bytes at once.
#[inline]
fn is_plain(block: &[u8; BLOCK]) -> bool {
    let other = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    block.iter().fold(0, |found, &byte| found | other(byte)) == 0
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
