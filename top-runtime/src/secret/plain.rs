//! Fast check of a short text that rarely contains a secret.

use super::contains_ignoring_case;
use super::mask::{MIN_LEN, MIN_PREFIX_LEN};

/// Whether a [`Masker`](super::Masker) would surely leave a text as it is, given one of its secrets.
///
/// `false` does not mean that the text contains the secret. A masker takes thousands of
/// instructions, this takes a comparison per byte.
pub(crate) fn is_surely_clean(text: &str, secret: &str) -> bool {
    // Without the characters that begin an escape or mark a cut, only the secret itself matters.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let text = text.as_bytes();
    let beginning = secret.as_bytes().get(..MIN_PREFIX_LEN).unwrap_or(secret.as_bytes());
    text.iter().copied().all(is_plain) && (secret.len() < MIN_LEN || !contains_ignoring_case(text, beginning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Masker;

    const SECRETS: [&str; 3] = ["6100deadbeefdeadbeef7700", "A1B2C3D4", "short"];

    #[test]
    fn ids_are_clean() {
        for id in ["", "16a7k", "sandbox000002", "15r-2.b_9", "6100deadbeefdea", "A1B2C3D", "short"] {
            assert!(SECRETS.iter().all(|secret| is_surely_clean(id, secret)), "{id}");
        }
    }

    #[test]
    fn a_text_that_a_masker_changes_is_not_clean() {
        for text in [
            "6100deadbeefdeadbeef7700",
            "x6100DEADBEEFDEADBEEF7700x",
            "6100deadbeefdead",
            "a1b2c3d4",
            "%361%30%30deadbeefdeadbeef7700",
            "\\u0041\\u0031B2C3D4",
            "6100…",
        ] {
            let mut masked = text.to_owned();
            Masker::new(SECRETS).mask(&mut masked);
            assert_ne!(masked, text, "the example is one that is masked");
            assert!(!SECRETS.iter().all(|secret| is_surely_clean(text, secret)), "{text}");
        }
    }
}
