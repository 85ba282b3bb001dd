//! Text from outside on its way to a terminal.

use annotate_snippets::normalize_untrusted_str;

/// The text in one line and without what a terminal would act on: escapes, other control characters, changes of direction.
pub(crate) fn plain(text: &str) -> String {
    normalize_untrusted_str(&text.replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_that_a_terminal_acts_on_is_left() {
        let shown = plain("a\u{1b}[31mb\nc\rd\u{7}\u{9b}2J\u{202e}e\u{7f}");
        assert!(shown.chars().all(|char| !char.is_control() && char != '\u{202e}'), "{shown:?}");
        assert!(shown.contains("[31mb c d"));
    }
}
