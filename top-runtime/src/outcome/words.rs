//! Texts of flags and codes, and their meaning.

use crate::values::{truth, whole_number};

/// Accepted texts of a flag, for error texts.
pub(crate) const FLAG: &str = "true or false, T or F, Y or N, 1 or 0";

/// Parses a flag: the texts of a `bool` field, and the words that APIs use in addition.
pub(super) fn flag(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    truth(text)
        .or_else(|| is(["t", "y", "yes"]).then_some(true))
        .or_else(|| is(["f", "n", "no"]).then_some(false))
}

/// Returns `true` if a code, or a message without a code, means success: zeros, `200`, `SUCCESS`,
/// `OK`.
pub(crate) fn is_success(text: &str) -> bool {
    if text.eq_ignore_ascii_case("success") || text.eq_ignore_ascii_case("ok") {
        return true;
    }
    // `0200` is a different code; some servers write the number 200 as `200.0`.
    whole_number(text).is_some_and(|number| number == "0" || (number == "200" && text.starts_with('2')))
}

#[cfg(test)]
mod tests {
    use super::{flag, is_success};

    #[test]
    fn flags_are_words_or_one_and_zero() {
        for text in ["true", "TRUE", "t", "T", "y", "Y", "yes", "Yes", "1", "1.0"] {
            assert_eq!(flag(text), Some(true), "{text}");
        }
        for text in ["false", "False", "f", "F", "n", "N", "no", "NO", "0", "0.0", "-0"] {
            assert_eq!(flag(text), Some(false), "{text}");
        }
        for text in ["", "2", "-1", "10", "ok", "success", "on", "off", "ye", "none", "是"] {
            assert_eq!(flag(text), None, "{text}");
        }
    }

    #[test]
    fn only_listed_codes_mean_success() {
        for text in ["0", "00000", "0.0", "200", "200.0", "2e2", "SUCCESS", "Success", "OK", "ok"] {
            assert!(is_success(text), "{text}");
        }
        for text in ["1", "-1", "0200", "+200", "2000", "20", "o k", "SUCCESSFUL", "0x0", "E0", "ok!"] {
            assert!(!is_success(text), "{text}");
        }
    }
}
