//! Parsing of queries and forms, as the official Java SDK and its servlet do. Unlike them, it
//! refuses what has several readings: two parameters of one name, two names without `=`, incomplete
//! escapes, and bytes that are no text.

use super::{Pair, Pairs, insert};
use crate::charset::{Charset, Text};
use crate::error::VerifyError;

/// Parses the query of a URL. A pair with a second `=` in its value is dropped, as by the SDK: it is
/// not signed.
pub(super) fn parse_query(query: &str, charset: Charset) -> Result<Pairs, VerifyError> {
    check_bare_names(query.as_bytes(), "query")?;
    let mut pairs = Pairs::new();
    for raw in query.split('&') {
        // Java's `split` drops empty parts at the end, so `a=` and `a==` are a name.
        let mut parts = raw.trim_end_matches('=').split('=');
        if let (Some(name), value, None) = (parts.next(), parts.next(), parts.next())
            && !raw.is_empty()
        {
            add(&mut pairs, name.as_bytes(), value.unwrap_or_default().as_bytes(), charset, "query")?;
        }
    }
    Ok(pairs)
}

/// Parses a URL-encoded form.
pub(super) fn parse_form(form: &[u8], charset: Charset) -> Result<Pairs, VerifyError> {
    check_bare_names(form, "form")?;
    let mut pairs = Pairs::new();
    for raw in form.split(|byte| *byte == b'&').filter(|raw| !raw.is_empty()) {
        let at = raw.iter().position(|byte| *byte == b'=');
        let (name, value) = at.map_or((raw, &[][..]), |at| (&raw[..at], &raw[at + 1..]));
        add(&mut pairs, name, value, charset, "form")?;
    }
    Ok(pairs)
}

/// Decodes the value of a signed header, which is percent-encoded.
pub(crate) fn decode_header(value: &[u8], charset: Charset) -> Result<Text, VerifyError> {
    charset.decode(unescape(value, "header")?, "header")
}

/// Refuses two names without `=`. The signed text has no separators, so `a&b` is signed as `a=b`:
/// one changed byte would make two names of a parameter and its value.
fn check_bare_names(text: &[u8], part: &'static str) -> Result<(), VerifyError> {
    let bare = text.split(|byte| *byte == b'&').filter(|raw| !raw.is_empty() && !raw.contains(&b'='));
    if bare.take(2).count() < 2 { Ok(()) } else { Err(VerifyError::AmbiguousNames { part }) }
}

fn add(
    pairs: &mut Pairs,
    name: &[u8],
    value: &[u8],
    charset: Charset,
    part: &'static str,
) -> Result<(), VerifyError> {
    let decode = |text| charset.decode(unescape(text, part)?, part);
    insert(pairs, Pair { name: decode(name)?, value: decode(value)? })
}

/// Decodes `+` and `%XX`. Unlike common decoders, refuses incomplete escapes, which have no meaning.
fn unescape(text: &[u8], part: &'static str) -> Result<Vec<u8>, VerifyError> {
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => match (digit(bytes.next()), digit(bytes.next())) {
                (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or_default(),
                _ => return Err(VerifyError::InvalidEscape { part }),
            },
            byte => byte,
        });
    }
    Ok(decoded)
}

/// Whether a text is only whitespace by Java's `Character.isWhitespace`.
pub(crate) fn is_blank(text: &str) -> bool {
    // U+0085, U+00A0, U+2007 and U+202F are whitespace in Rust only; U+001C to U+001F in Java only.
    let is_blank = |c: char| match c {
        '\u{1c}'..='\u{1f}' => true,
        '\u{85}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => false,
        c => c.is_whitespace(),
    };
    text.chars().all(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pairs: Result<Pairs, VerifyError>) -> String {
        match pairs {
            Ok(pairs) => {
                let pairs =
                    pairs.values().map(|pair| format!("{}={}", pair.name.as_str(), pair.value.as_str()));
                pairs.collect::<Vec<_>>().join("|")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn queries_are_split_as_by_java() {
        for (query, pairs) in [
            ("", ""),
            ("a=1&b=&c&d==", "a=1|b=|c=|d="),
            ("z=q=r&a=b%3Dc", "a=b=c"),
            ("a=x+%e4%b8%ad&&=", "=|a=x 中"),
            ("a=1&a=1", "parameter `a` comes twice"),
            ("a=1&%61=2", "parameter `a` comes twice"),
            ("a=1&b&c", "query: two names without `=`, which are signed like a name and its value"),
            ("a=%", "query: `%` without two hex digits"),
            ("a=%4", "query: `%` without two hex digits"),
            ("a=%+1", "query: `%` without two hex digits"),
            ("a=%ff", "query: bytes that are no text in the declared charset"),
        ] {
            assert_eq!(shown(parse_query(query, Charset::Utf8)), pairs, "{query}");
        }
        assert_eq!(shown(parse_query("k=%D6%D0", Charset::Gbk)), "k=中");
        let many: Vec<_> = (0..=1000).map(|number| format!("p{number}=1")).collect();
        assert_eq!(shown(parse_query(&many.join("&"), Charset::Utf8)), "more than 1,000 parameters");
    }

    #[test]
    fn blank_is_what_java_calls_whitespace() {
        assert!(is_blank("") && is_blank(" \t\u{1c}\u{3000}") && !is_blank("\u{a0}") && !is_blank(" x"));
    }

    #[test]
    fn forms_are_split_at_the_first_equals_sign() {
        for (form, pairs) in [("", ""), ("a=b=c&d", "a=b=c|d="), ("a=1&a=2", "parameter `a` comes twice")] {
            assert_eq!(shown(parse_form(form.as_bytes(), Charset::Utf8)), pairs, "{form}");
        }
    }
}
