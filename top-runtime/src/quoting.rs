//! Foreign text in errors and logs, on one line and of limited length, so that it cannot forge
//! lines or control a terminal.

use std::borrow::Cow;

/// Limit: characters of an excerpt of foreign text.
const MAX_EXCERPT: usize = 80;

/// Limit: characters of a message or reason.
const MAX_MESSAGE: usize = 300;

/// Whether a character can break a line, is invisible, or changes the direction of text.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character breaks a line or is invisible, including joiners and variation selectors, as
/// in emoji.
pub(crate) fn is_invisible(c: char) -> bool {
    breaks_line(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Escapes the characters that break a line.
pub(crate) fn escape_control(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if breaks_line(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns a message on one line, cut to 300 characters.
pub(crate) fn truncate_message(text: &str) -> String {
    let (text, cut) = head(text, MAX_MESSAGE);
    format!("{}{cut}", escape_control(text))
}

/// Returns a message in backticks, cut to 300 characters.
pub(crate) fn message(text: &str) -> String {
    format!("`{}`", truncate_message(text))
}

/// Returns a text in backticks on one line, cut to 80 characters.
pub(crate) fn quote_excerpt(text: &str) -> String {
    let (text, cut) = head(text, MAX_EXCERPT);
    format!("`{}{cut}`", escape_control(text))
}

/// Returns the text, or its first `max` characters and `…` if it is longer.
pub(crate) fn cut(text: &str, max: usize) -> Cow<'_, str> {
    // A character takes at least one byte.
    if text.len() <= max {
        return Cow::Borrowed(text);
    }
    match head(text, max) {
        (_, "") => Cow::Borrowed(text),
        (text, mark) => Cow::Owned(format!("{text}{mark}")),
    }
}

/// Returns the first `max` characters, and `…` if the text is longer.
fn head(text: &str, max: usize) -> (&str, &'static str) {
    match text.char_indices().nth(max) {
        Some((cut, _)) => (&text[..cut], "…"),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_invisible_and_control_characters_are_escaped() {
        let control = "\n\r\t\0\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}";
        for c in control.chars() {
            let escaped = escape_control(c.encode_utf8(&mut [0; 4]));
            assert!(escaped.is_ascii() && escaped.starts_with('\\') && escaped.len() > 1, "{c:?}: {escaped}");
        }
        let kept = "a中é👨‍👩‍👧❤️`'\"\\ \u{3000}\u{a0}";
        assert_eq!(escape_control(kept), kept);
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        assert_eq!(quote_excerpt(&"中".repeat(80)), format!("`{}`", "中".repeat(80)));
        assert_eq!(quote_excerpt(&"中".repeat(81)), format!("`{}…`", "中".repeat(80)));
        assert_eq!(truncate_message(&"中".repeat(301)), format!("{}…", "中".repeat(300)));
        assert_eq!(message(&"中".repeat(300)), format!("`{}`", "中".repeat(300)));
    }
}
