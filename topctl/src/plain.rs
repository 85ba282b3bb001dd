//! Text from outside on its way to a terminal.

use std::fmt::Write as _;

use annotate_snippets::normalize_untrusted_str;

/// The text in one line and without what a terminal would act on: escapes, other control characters, changes of direction.
pub(crate) fn plain(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|char| match char {
            '\n' | '\r' => ' ',
            // what some terminals take for an escape with its bracket, and the library leaves
            '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
            char => char,
        })
        .collect();
    normalize_untrusted_str(&line)
}

/// JSON in which strings hold no character that a terminal would act on, but its escape. Its value is the same.
pub(crate) fn plain_json(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    for char in json.chars() {
        match char {
            '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                let _ = write!(plain, "\\u{:04x}", u32::from(char));
            }
            char => plain.push(char),
        }
    }
    plain
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
