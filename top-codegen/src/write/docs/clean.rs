//! Removal of HTML tags, entities and invisible characters.

/// Tags that separate lines.
const BREAKS: &[&str] =
    &["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Tags that format text.
const STYLES: &[&str] = &[
    "a", "b", "code", "em", "font", "i", "img", "label", "pre", "span", "strong", "sub", "sup", "tbody",
    "td", "th", "thead", "u",
];

/// Maximum length of a tag, in bytes.
const LONGEST: usize = 200;

const ENTITIES: &[(&str, char)] =
    &[("nbsp", ' '), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("#39", '\''), ("amp", '&')];

/// Returns the visible lines of a text, without blank lines at either end.
pub(in crate::write) fn clean(text: &str) -> Vec<String> {
    let text = visible(&untagged(text));
    let mut lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.first().is_some_and(String::is_empty) {
        lines.remove(0);
    }
    lines
}

/// Joins a text into one line; tags are unchanged.
pub(in crate::write) fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes HTML tags and resolves entities. Text similar to a tag, such as `List<String>`, stays.
fn untagged(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((read, length)) = tag(rest).or_else(|| entity(rest)) {
            clean.extend(read);
            rest = &rest[length..];
        } else {
            clean.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    clean + rest
}

/// Parses a tag at the start: its replacement and length.
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    let inner = text.strip_prefix('<')?;
    // A longer tag, or one that contains `<`, is not a tag. The limit avoids quadratic time.
    let end = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b'<' | b'>'))?;
    if inner.as_bytes().get(end) != Some(&b'>') {
        return None;
    }
    let inner = &inner[..end];
    let name =
        inner.trim_start_matches('/').trim_end_matches('/').split_whitespace().next()?.to_ascii_lowercase();
    if BREAKS.contains(&name.as_str()) {
        Some((Some('\n'), end + 2))
    } else {
        STYLES.contains(&name.as_str()).then_some((None, end + 2))
    }
}

/// Parses an entity at the start: its replacement and length.
fn entity(text: &str) -> Option<(Option<char>, usize)> {
    let inner = text.strip_prefix('&')?;
    ENTITIES.iter().find_map(|(name, char)| {
        inner.strip_prefix(name)?.starts_with(';').then_some((Some(*char), name.len() + 2))
    })
}

/// Removes invisible characters: control, direction, zero-width and private-use characters.
fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|char| match char {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\r' => None,
            char if char.is_whitespace() => Some(' '),
            char if is_hidden(char) => None,
            char => Some(char),
        })
        .collect()
}

fn is_hidden(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{clean, one_line};

    #[test]
    fn tags_become_lines_or_nothing_and_types_stay() {
        let lines = clean(
            "状态<br/>1:开<a href=\"http://x.y\">详情</a>&nbsp;List<String> a<b 且 b>c &lt;T&gt; &copy;",
        );
        assert_eq!(lines, ["状态", "1:开详情 List<String> ac <T> &copy;"]);
        assert_eq!(clean("a < b"), ["a < b"]);
    }

    #[test]
    fn invisible_characters_are_removed() {
        assert_eq!(
            clean("\u{feff}\u{0}a\u{200b}b\u{202e}c\u{a0}d\u{e123}\r\n\n\n\ne\t f\n"),
            ["abc d", "", "e  f"]
        );
        assert_eq!(one_line(" a\n b\u{1}\t c"), "a b c");
        assert!(clean(" \n \u{200b}\n").is_empty());
    }
}
