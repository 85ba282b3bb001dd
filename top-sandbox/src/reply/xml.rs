//! Writes replies as XML.
//!
//! Does not use the client's XML library, so that tests detect a mistake in either.

use std::collections::BTreeMap;

use top_runtime::Value;

/// XML declaration, as the platform writes it.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8" ?>"#;

/// Comment after the root. On the platform it contains the host name.
const HOST: &str = "<!--sandbox-->";

/// Writes a document. The names must have passed [`find_invalid_name`].
pub(super) fn document(root: &str, content: &Value) -> String {
    let mut out = DECLARATION.to_owned();
    write_elements(root, content, &mut out);
    out.push_str(HOST);
    out
}

/// Returns the first name that is not a valid element name.
pub(super) fn find_invalid_name<'v>(name: &'v str, value: &'v Value) -> Option<&'v str> {
    if !is_name(name) {
        return Some(name);
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| find_invalid_name(name, item)),
        Value::Object(members) => members.iter().find_map(|(name, value)| find_invalid_name(name, value)),
        _ => None,
    }
}

/// Writes an element; for a list, one element per item.
fn write_elements(name: &str, value: &Value, out: &mut String) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                write_element(name, item, out);
            }
        }
        _ => write_element(name, value, out),
    }
}

/// Writes exactly one element.
fn write_element(name: &str, value: &Value, out: &mut String) {
    out.extend(["<", name, ">"]);
    match value {
        Value::Null => {}
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(digits.as_str()),
        Value::String(text) => write_text(text, out),
        // Items of a nested list have no name on the platform.
        Value::Array(items) => {
            for item in items {
                write_element("item", item, out);
            }
        }
        Value::Object(members) => write_members(members, out),
    }
    out.extend(["</", name, ">"]);
}

/// Writes the members of an object. Of several members of one name only the last is written: XML
/// would read them as a list.
fn write_members(members: &[(String, Value)], out: &mut String) {
    let last: BTreeMap<_, _> =
        members.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    for (at, (name, value)) in members.iter().enumerate() {
        // XML has no `null`.
        if last.get(name.as_str()) == Some(&at) && *value != Value::Null {
            write_elements(name, value, out);
        }
    }
}

/// Writes text. Characters that XML 1.0 cannot represent become U+FFFD.
fn write_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A parser reads a literal carriage return as a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Returns `true` for a valid element name without a namespace prefix.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(is_name_start) && chars.all(|c| is_name_start(c) || is_name_continue(c))
}

/// `NameStartChar` of XML 1.0, fifth edition.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// `NameChar` without `NameStartChar`.
fn is_name_continue(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(content: &str) -> String {
        let document = document("r", &content.parse().unwrap());
        let root = document.strip_prefix(DECLARATION).and_then(|rest| rest.strip_suffix(HOST)).unwrap();
        root.strip_prefix("<r>").and_then(|rest| rest.strip_suffix("</r>")).unwrap().to_owned()
    }

    #[test]
    fn members_and_lists_become_elements() {
        for (json, xml) in [
            ("{}", ""),
            (r#"{"a":1.50,"b":true,"c":"","d":{}}"#, "<a>1.50</a><b>true</b><c></c><d></d>"),
            (
                r#"{"errors":{"result_data_do":[{"a":1},{}]}}"#,
                "<errors><result_data_do><a>1</a></result_data_do><result_data_do></result_data_do></errors>",
            ),
            (r#"{"a":[1,2],"b":[3],"c":[]}"#, "<a>1</a><a>2</a><b>3</b><c></c>"),
            (r#"{"a":[[1,2],[]]}"#, "<a><item>1</item><item>2</item></a><a></a>"),
            (r#"{"a":null,"b":[null,1]}"#, "<b></b><b>1</b>"),
            (r#"{"a":1,"b":2,"a":3}"#, "<b>2</b><a>3</a>"),
            (
                r#"{"location.city":1,"is_3D":2,"é中-9":3}"#,
                "<location.city>1</location.city><is_3D>2</is_3D><é中-9>3</é中-9>",
            ),
        ] {
            assert_eq!(write(json), xml, "{json}");
            assert_eq!(find_invalid_name("r", &json.parse().unwrap()), None, "{json}");
        }
    }

    #[test]
    fn characters_are_escaped_or_replaced() {
        let escape = |text: &str| {
            let mut out = String::new();
            write_text(text, &mut out);
            out
        };
        assert_eq!(escape("<a href='x'>&amp;]]>\"</a>"), "&lt;a href='x'&gt;&amp;amp;]]&gt;\"&lt;/a&gt;");
        assert_eq!(
            escape("\t\n\r\u{7f}\u{85}\u{a0}\u{2028}\u{feff}😀"),
            "\t\n&#13;\u{7f}\u{85}\u{a0}\u{2028}\u{feff}😀"
        );
        assert_eq!(escape("\0\u{8}\u{b}\u{c}\u{e}\u{1f}\u{fffe}\u{ffff}"), "\u{fffd}".repeat(8));
    }

    #[test]
    fn invalid_names_are_found_at_any_depth() {
        for name in ["", "1", "a b", "a:b", "-a", "a<b", "a\0", "×"] {
            let value = Value::from_iter([("ok", Value::from_iter([(name, Value::Null)]))]);
            assert_eq!(find_invalid_name("r", &value), Some(name));
            assert_eq!(find_invalid_name("r", &Value::Array(vec![value])), Some(name));
        }
    }
}
