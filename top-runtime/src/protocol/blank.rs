//! Blank text, as the official SDK defines it. A parameter with a blank value is neither sent nor
//! signed.

/// Whether a character is whitespace by Java's `Character.isWhitespace`, as in the official SDK.
///
/// Differs from Rust: U+001C to U+001F are whitespace; U+0085 and the no-break spaces U+00A0,
/// U+2007 and U+202F are not.
pub(crate) fn is_blank_char(c: char) -> bool {
    matches!(c,
        '\u{9}'..='\u{d}' | '\u{1c}'..='\u{20}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}')
}

/// Whether a text is empty or only whitespace.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_blank_char)
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn whitespace_is_that_of_java() {
        assert!(is_blank("") && is_blank(" \t\r\n\u{1c}\u{3000}\u{2028}"));
        for kept in ['\u{a0}', '\u{2007}', '\u{202f}', '\u{85}', '\u{200b}', '\u{feff}', '\u{180e}'] {
            assert!(!is_blank(kept.encode_utf8(&mut [0; 4])), "{kept:?}");
        }
    }
}
