//! Blank text, as the platform defines it.

/// Returns `true` if the text has no characters but Java white space (`Character.isWhitespace`).
///
/// Rust's `char::is_whitespace` differs in eight characters. The client has its own copy of this
/// set, so that tests detect a mistake in either.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| match u32::from(c) {
        0x09..=0x0D | 0x1C..=0x20 | 0x1680 | 0x2028 | 0x2029 | 0x205F | 0x3000 => true,
        // U+2007 FIGURE SPACE does not break lines and is not white space in Java.
        0x2000..=0x200A => c != '\u{2007}',
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn blank_matches_java_white_space() {
        for blank in
            ["", " \t\r\n\u{b}\u{c}", "\u{1c}\u{1f}", "\u{1680}", "\u{2006}\u{2008}", "\u{2028}\u{3000}"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for text in ["\u{85}", "\u{a0}", "\u{2007}", "\u{202f}", "\u{200b}", "\u{feff}", "\u{180e}", " x "] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
