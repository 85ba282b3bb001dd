//! What the platform takes for blank.

/// Whether a text holds nothing but what Java calls white space.
///
/// Written down from Java's `Character.isWhitespace`; Rust's own set differs in eight characters. The client has its own copy, so
/// that a mistake in one shows.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| match u32::from(c) {
        0x09..=0x0D | 0x1C..=0x20 | 0x1680 | 0x2028 | 0x2029 | 0x205F | 0x3000 => true,
        // Among the widths of blanks, the one of a figure does not break a line and is not white space to Java.
        0x2000..=0x200A => c != '\u{2007}',
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::is_blank;

    #[test]
    fn javas_set() {
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
