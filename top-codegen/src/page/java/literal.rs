//! Values of a Java sample.

/// Returns the value of an expression: its literals, joined by commas.
/// `StringUtils.parseDateTime("2013-04-21")` is its text, `3L` is 3.
pub(super) fn value(expression: &str) -> String {
    let mut literals: Vec<String> = Vec::new();
    let mut rest = expression;
    while let Some(char) = rest.chars().next() {
        let tail = &rest[char.len_utf8()..];
        if char == '"' {
            let (text, after) = string(tail);
            literals.push(text);
            rest = after;
        } else if char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '$') {
            let end = rest
                .find(|char: char| !char.is_ascii_alphanumeric() && !matches!(char, '-' | '_' | '$' | '.'));
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            literals.extend(plain(word));
            rest = after;
        } else {
            rest = tail;
        }
    }
    literals.join(",")
}

/// Splits a string literal from the rest.
fn string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => break,
            '\\' => match chars.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some('r') => value.push('\r'),
                Some(char) => value.push(char),
                None => {}
            },
            char => value.push(char),
        }
    }
    (value, chars.as_str())
}

/// Returns the value of a number (without type suffix) or boolean literal.
fn plain(word: &str) -> Option<String> {
    if matches!(word, "true" | "false") {
        return Some(word.to_owned());
    }
    let number = word.trim_end_matches(['L', 'l', 'D', 'd', 'F', 'f']);
    number.parse::<f64>().is_ok_and(f64::is_finite).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn value_is_joined_from_its_literals() {
        assert_eq!(value(r#""{\"key\":\"value\"}""#), r#"{"key":"value"}"#);
        assert_eq!(value("1100085056548470636L"), "1100085056548470636");
        assert_eq!(value("false"), "false");
        assert_eq!(value(r#"StringUtils.parseDateTime("2013-04-21 14:00:00")"#), "2013-04-21 14:00:00");
        assert_eq!(value("new Long[] { 1L, 2L }"), "1,2");
        assert_eq!(value(r#""""#), "");
    }
}
