//! Sanitizes untrusted text for terminals.

use std::fmt::Write as _;

use annotate_snippets::normalize_untrusted_str;

/// Replaces line breaks, escapes, other control characters and changes of the text direction.
pub(crate) fn sanitize(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|char| match char {
            '\n' | '\r' => ' ',
            // C1 controls: some terminals treat them as escape sequences, and the library keeps
            // them.
            '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
            char => char,
        })
        .collect();
    normalize_untrusted_str(&line)
}

/// Escapes the characters in JSON that a terminal would interpret. The value is unchanged.
pub(crate) fn sanitize_json(json: &str) -> String {
    let mut sanitized = String::with_capacity(json.len());
    for char in json.chars() {
        match char {
            '\u{7f}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {
                let _ = write!(sanitized, "\\u{:04x}", u32::from(char));
            }
            char => sanitized.push(char),
        }
    }
    sanitized
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn control_characters_are_replaced() {
        let sanitized = sanitize("a\u{1b}[31mb\nc\rd\u{7}\u{9b}2J\u{202e}e\u{7f}");
        assert!(sanitized.chars().all(|char| !char.is_control() && char != '\u{202e}'), "{sanitized:?}");
        assert!(sanitized.contains("[31mb c d"));
    }
}
