//! What the platform takes for blank: a parameter whose value is blank is neither sent nor signed.

/// Whether a character belongs to the official SDK's whitespace, Java's `Character.isWhitespace`.
///
/// It differs from Rust's: no-break spaces (U+00A0, U+2007, U+202F) and U+0085 are not in it, U+001C to U+001F are.
pub(crate) fn is_blank_char(c: char) -> bool {
    matches!(c,
        '\u{9}'..='\u{d}' | '\u{1c}'..='\u{20}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}')
}

/// Whether a text is empty or only whitespace as the platform counts it.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn follows_java_and_not_rust() {
        assert!(is_blank("") && is_blank(" \t\r\n\u{1c}\u{3000}\u{2028}"));
        for kept in ['\u{a0}', '\u{2007}', '\u{202f}', '\u{85}', '\u{200b}', '\u{feff}', '\u{180e}'] {
            assert!(!is_blank(kept.encode_utf8(&mut [0; 4])), "{kept:?}");
        }
    }
}
