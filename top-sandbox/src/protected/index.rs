//! Search index of encrypted text: hashes of its windows of four columns.

use base64ct::{Base64, Encoding as _};

use super::cipher::Key;

/// Bytes of a hash, after folding.
pub(super) const HASH_LEN: usize = 3;

/// Columns of a window: letters and digits have one, other characters two.
pub(super) const COLUMNS: usize = 4;

/// Returns the index of a text: base64 of one folded hash per window.
pub(super) fn of(key: &Key, text: &str) -> String {
    let hashes = windows(text).into_iter().map(|window| key.hash(&window));
    hashes.map(|hash| Base64::encode_string(&fold(&hash))).collect()
}

/// Returns every part of a text that has four columns, or five if a wide character begins or ends it.
/// A text of fewer columns is one part.
fn windows(text: &str) -> Vec<String> {
    let units: Vec<(u16, usize)> =
        text.encode_utf16().map(|unit| (unit, if unit < 0x80 { 1 } else { 2 })).collect();
    let total: usize = units.iter().map(|(_, columns)| columns).sum();
    if total < COLUMNS {
        return vec![text.to_owned()];
    }
    let mut windows = Vec::new();
    for start in 0..units.len() {
        let mut columns = 0;
        for (at, (_, width)) in units.iter().enumerate().skip(start) {
            let before = columns;
            columns += width;
            // A letter behind a full window that begins with a wide character makes another window.
            let is_longer = before == COLUMNS && *width == 1 && units[start].1 == 2;
            if columns >= COLUMNS && before < COLUMNS || is_longer {
                windows.push(decode(&units[start..=at]));
            }
            if before >= COLUMNS {
                break;
            }
        }
    }
    windows
}

/// Half of a pair of UTF-16 becomes `?`, as in the platform's client.
fn decode(units: &[(u16, usize)]) -> String {
    let units = units.iter().map(|(unit, _)| *unit);
    char::decode_utf16(units).map(|unit| unit.unwrap_or('?')).collect()
}

/// Folds a hash to three bytes by exclusive or.
fn fold(hash: &[u8]) -> [u8; HASH_LEN] {
    let mut folded = [0; HASH_LEN];
    for chunk in hash.chunks(HASH_LEN) {
        folded.iter_mut().zip(chunk).for_each(|(byte, other)| *byte ^= other);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_have_four_or_five_columns() {
        for (text, expected) in [
            ("", &[""][..]),
            ("ab", &["ab"]),
            ("abcdef", &["abcd", "bcde", "cdef"]),
            ("张三丰", &["张三", "三丰"]),
            ("ab张c", &["ab张", "b张c"]),
            ("张三ab", &["张三", "张三a", "三ab"]),
            ("张abc", &["张ab", "张abc"]),
            ("张😀", &["张?", "😀"]),
        ] {
            assert_eq!(windows(text), expected, "{text}");
        }
        assert_eq!(fold(&[1, 2, 4, 8, 16]), [9, 18, 4]);
    }
}
