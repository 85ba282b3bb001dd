//! Masking of values with the name of a secret in foreign text: `"access_token":"..."`,
//! `session=...`.

use super::{MASK, is_sensitive};

/// Masks the values after the names of secrets, in JSON, in queries and in texts that contain
/// either.
#[must_use]
pub fn scrub(text: &str) -> String {
    let mut scrubbed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(is_name) {
        let (before, tail) = rest.split_at(begin);
        let (name, after) = tail.split_at(tail.find(|c| !is_name(c)).unwrap_or(tail.len()));
        scrubbed.push_str(before);
        scrubbed.push_str(name);
        let parts = if is_sensitive(name) { split_value(after) } else { None };
        rest = match parts {
            Some((between, after)) => {
                scrubbed.push_str(between);
                scrubbed.push_str(MASK);
                after
            }
            None => after,
        };
    }
    scrubbed.push_str(rest);
    scrubbed
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\')
}

/// Returns the text between a name and its value, and the text after the value. `None` if no value
/// follows.
fn split_value(text: &str) -> Option<(&str, &str)> {
    let sign = text.trim_start_matches(|c: char| is_quote(c) || c == ' ');
    let after_sign = sign.strip_prefix([':', '='])?;
    let value = after_sign.trim_start();
    let opened = value.trim_start_matches('\\');
    let escapes = value.len() - opened.len();
    // The names in an object or list are checked one by one.
    if opened.starts_with(['{', '[']) {
        return None;
    }
    let (value, end) = if let Some(quote @ ('"' | '\'')) = opened.chars().next() {
        let value = &opened[1..];
        (value, find_closing_quote(value, quote, escapes).unwrap_or(value.len()))
    } else {
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '&' | '}' | ']' | '<' | '"' | '`');
        (value, value.find(ends).unwrap_or(value.len()))
    };
    let between = &text[..text.len() - value.len()];
    (end > 0).then_some((between, &value[end..]))
}

/// Finds the end of a quoted text: the quote with at most as many backslashes before it as the
/// first.
fn find_closing_quote(text: &str, quote: char, escapes: usize) -> Option<usize> {
    let mut places = text.match_indices(quote).map(|(at, _)| at);
    places.find_map(|at| {
        let value = text[..at].trim_end_matches('\\');
        (at - value.len() <= escapes).then_some(value.len())
    })
}

#[cfg(test)]
mod tests {
    use super::scrub;

    #[test]
    fn values_after_names_of_secrets_are_masked() {
        for (text, scrubbed) in [
            (r#"{"access_token":"a","b":1}"#, r#"{"access_token":"***","b":1}"#),
            (r#"{"session" : 12, "b":1}"#, r#"{"session" : ***, "b":1}"#),
            (r#"{"token":"a\"b","c":2}"#, r#"{"token":"***","c":2}"#),
            (r#""{\"token\":\"a\",\"c\":2}""#, r#""{\"token\":\"***\",\"c\":2}""#),
            (r#"{"token":{"access_token":"a"}}"#, r#"{"token":{"access_token":"***"}}"#),
            ("/r?a=1&session=a%2B&v=2", "/r?a=1&session=***&v=2"),
            ("sign=a", "sign=***"),
            ("signal=a designs=b", "signal=a designs=b"),
            ("{'app_secret':'a'}", "{'app_secret':'***'}"),
            ("the session is over", "the session is over"),
            (r#"{"token":"","b":1}"#, r#"{"token":"","b":1}"#),
            ("token=", "token="),
            (r#"{"token":"cut"#, r#"{"token":"***"#),
        ] {
            assert_eq!(scrub(text), scrubbed);
        }
    }
}
