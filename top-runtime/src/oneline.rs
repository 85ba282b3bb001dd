//! Foreign text on one line: in errors, in `explain`, wherever it could forge a line or colour a
//! terminal.

use std::borrow::Cow;

/// How many characters of a foreign text an error shows.
const EXCERPT: usize = 80;

/// How many characters of a sentence are shown that somebody wrote to be read: a message, a reason.
const SENTENCE: usize = 300;

/// Whether a character can break a line, hide, or turn the order of the text around it.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The same, and what only joins or varies the characters beside it, as in emoji.
pub(crate) fn is_invisible(c: char) -> bool {
    breaks_line(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text on one line: what could break it is escaped.
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

/// A sentence on one line, cut where it goes on for too long.
pub(crate) fn truncate_message(text: &str) -> String {
    let (text, cut) = head(text, SENTENCE);
    format!("{}{cut}", escape_control(text))
}

/// A message in back-ticks, as long as a sentence.
pub(crate) fn message(text: &str) -> String {
    format!("`{}`", truncate_message(text))
}

/// The beginning of a text in back-ticks, on one line.
pub(crate) fn quote_excerpt(text: &str) -> String {
    let (text, cut) = head(text, EXCERPT);
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

/// So many characters, and the mark of what was cut.
fn head(text: &str, most: usize) -> (&str, &'static str) {
    match text.char_indices().nth(most) {
        Some((cut, _)) => (&text[..cut], "…"),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_or_turns_a_line_is_escaped_and_the_rest_stays() {
        let odd = "\n\r\t\0\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}";
        for c in odd.chars() {
            let shown = escape_control(c.encode_utf8(&mut [0; 4]));
            assert!(shown.is_ascii() && shown.starts_with('\\') && shown.len() > 1, "{c:?}: {shown}");
        }
        let kept = "a中é👨‍👩‍👧❤️`'\"\\ \u{3000}\u{a0}";
        assert_eq!(escape_control(kept), kept);
    }

    #[test]
    fn texts_are_cut_by_characters() {
        assert_eq!(quote_excerpt(&"中".repeat(80)), format!("`{}`", "中".repeat(80)));
        assert_eq!(quote_excerpt(&"中".repeat(81)), format!("`{}…`", "中".repeat(80)));
        assert_eq!(truncate_message(&"中".repeat(301)), format!("{}…", "中".repeat(300)));
        assert_eq!(message(&"中".repeat(300)), format!("`{}`", "中".repeat(300)));
    }
}
