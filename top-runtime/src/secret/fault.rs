//! Copy-and-paste errors in app keys, secrets, sessions and addresses.

use crate::protocol::blank::is_blank_char;
use crate::quoting::is_invisible;

/// Describes a blank, quote or invisible character that a text should not have, without showing any
/// of the text. `None` if there is none.
///
/// Visible characters of any script are accepted, because only the platform knows which texts it
/// issued.
pub(crate) fn fault(text: &str) -> Option<String> {
    if text.chars().all(is_blank_char) {
        return Some("is blank".to_owned());
    }
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    if is_quote(first) && is_quote(last) && first.len_utf8() < text.len() {
        return Some("is in quotes".to_owned());
    }
    let name_at_end = |c| name_of(c).or(is_quote(c).then_some("a quote"));
    if let Some(name) = name_at_end(first) {
        return Some(format!("begins with {name}"));
    }
    if let Some(name) = name_at_end(last) {
        return Some(format!("ends with {name}"));
    }
    text.chars().find_map(name_of).map(|name| format!("has {name} inside"))
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{ff02}' | '\u{ff07}'
    )
}

/// Names a character that a text should not have.
fn name_of(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some("a line break"),
        c if is_blank_char(c) || c.is_whitespace() => Some("a blank"),
        c if c.is_control() => Some("a control character"),
        c if is_invisible(c) => Some("an invisible character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn invisible_characters_are_named_and_visible_ones_accepted() {
        for (text, description) in [
            ("", "is blank"),
            ("\u{3000} ", "is blank"),
            ("\"", "begins with a quote"),
            ("\"\"", "is in quotes"),
            ("a\r\n", "ends with a line break"),
            ("\u{feff}a\n", "begins with an invisible character"),
            ("a\u{1f}b", "has a blank inside"),
            ("a\u{7}b", "has a control character inside"),
            ("a\u{200d}b", "has an invisible character inside"),
        ] {
            assert_eq!(fault(text).as_deref(), Some(description), "{text:?}");
        }
        for text in ["a", "6100+/=_-.", "a\"b", "密钥", "é\u{301}"] {
            assert_eq!(fault(text), None, "{text:?}");
        }
    }
}
