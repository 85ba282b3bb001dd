//! Search terms: hashes of parts of a text.

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use crate::error::SecurityError;
use crate::key::SecretKey;
use crate::{FieldKind, Protected};

/// Columns of a window: an ASCII character has one, others have two.
const WINDOW: usize = 4;

/// Maximum characters of a text.
const MAX_LEN: usize = 1_024;

/// Number of digits by which phone numbers are found.
const PHONE_DIGITS: usize = 4;

/// Returns the term for a text.
pub(crate) fn term(
    key: &SecretKey,
    kind: FieldKind,
    text: &str,
    hash_len: usize,
) -> Result<Protected, SecurityError> {
    let len = text.chars().count();
    if kind == FieldKind::Phone {
        if len != PHONE_DIGITS {
            let found = format!("{len} characters");
            return Err(SecurityError::malformed(kind, "the last 4 digits, to search for a number", found));
        }
        return Ok(format!("${}$", Base64::encode_string(&key.hash(text))).into());
    }
    if len > MAX_LEN {
        let found = format!("{len} characters");
        return Err(SecurityError::malformed(kind, "at most 1024 characters to search for", found));
    }
    let hash = |window: Zeroizing<String>| Base64::encode_string(&fold(&key.hash(&window), hash_len));
    Ok(windows(text).into_iter().map(hash).collect::<String>().into())
}

/// Folds a hash to fewer bytes.
fn fold(hash: &[u8], len: usize) -> Vec<u8> {
    let mut folded = vec![0; len];
    for (at, byte) in hash.iter().enumerate() {
        folded[at % len] ^= byte;
    }
    folded
}

/// Returns the parts of a text that are hashed, in order of their beginnings.
///
/// For each beginning: the shortest part of at least four columns. If this part has exactly four,
/// begins with a wide character and is followed by an ASCII character, the part with this character,
/// too. A text of fewer than four columns is one part.
///
/// Characters are units of UTF-16, as in the platform's client. Half of a pair becomes `?`.
fn windows(text: &str) -> Vec<Zeroizing<String>> {
    let units = Zeroizing::new(text.encode_utf16().collect::<Vec<u16>>());
    let width = |unit: &u16| if *unit < 128 { 1 } else { 2 };
    let mut windows = Vec::new();
    for start in 0..units.len() {
        let rest = &units[start..];
        let (mut columns, mut len) = (0, 0);
        while columns < WINDOW && len < rest.len() {
            columns += width(&rest[len]);
            len += 1;
        }
        if columns < WINDOW && start > 0 {
            break;
        }
        windows.push(decode(&rest[..len]));
        let is_wide = |unit: &u16| width(unit) == 2;
        let is_followed_by_ascii = rest.get(len).is_some_and(|unit| !is_wide(unit));
        if columns == WINDOW && is_wide(&rest[0]) && is_followed_by_ascii {
            windows.push(decode(&rest[..=len]));
        }
    }
    windows
}

fn decode(units: &[u16]) -> Zeroizing<String> {
    let characters = char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('?'));
    // At most three bytes for a unit: no copy is left behind by growth.
    let mut text = Zeroizing::new(String::with_capacity(units.len() * 3));
    text.extend(characters);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        windows(text).iter().map(|window| window.to_string()).collect()
    }

    #[test]
    fn windows_have_four_columns() {
        assert_eq!(parts("abcdef"), ["abcd", "bcde", "cdef"]);
        assert_eq!(parts("张三丰李"), ["张三", "三丰", "丰李"]);
        assert_eq!(parts("a张三"), ["a张三", "张三"]);
        assert_eq!(parts("ab张c"), ["ab张", "b张c"]);
        assert_eq!(parts("abc张d"), ["abc张", "bc张", "c张d"]);
        assert_eq!(parts("张a三"), ["张a三"]);
    }

    #[test]
    fn window_of_wide_characters_comes_with_and_without_the_letter_behind_it() {
        assert_eq!(parts("张三a"), ["张三", "张三a"]);
        assert_eq!(parts("张三ab"), ["张三", "张三a", "三ab"]);
        assert_eq!(parts("张三a李"), ["张三", "张三a", "三a李"]);
        assert_eq!(parts("张ab"), ["张ab"]);
        assert_eq!(parts("张abc"), ["张ab", "张abc"]);
    }

    #[test]
    fn short_text_is_one_window() {
        assert_eq!(parts("ab"), ["ab"]);
        assert_eq!(parts("张"), ["张"]);
        assert_eq!(parts(""), [""; 0]);
    }

    #[test]
    fn half_of_a_surrogate_pair_becomes_a_question_mark() {
        assert_eq!(parts("😀a"), ["😀", "😀a"]);
        assert_eq!(parts("张😀"), ["张?", "😀"]);
    }

    #[test]
    fn hashes_are_folded_by_exclusive_or() {
        assert_eq!(fold(&[1, 2, 4, 8, 16, 32, 64], 3), [1 ^ 8 ^ 64, 2 ^ 16, 4 ^ 32]);
        assert_eq!(fold(&[1, 2], 2), [1, 2]);
    }
}
