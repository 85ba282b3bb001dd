//! A reply's tree as XML.
//!
//! Written here and not by the library that the client reads XML with, so that a mistake in one shows.

use std::collections::BTreeMap;

use top_runtime::Value;

/// What stands before the root.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8" ?>"#;

/// What stands after it: on the platform a comment with the name of the host that answered.
const HOST: &str = "<!--sandbox-->";

/// The document with this root, which must have passed [`odd_name`].
pub(super) fn document(root: &str, content: &Value) -> String {
    let mut out = DECLARATION.to_owned();
    element(root, content, &mut out);
    out.push_str(HOST);
    out
}

/// The first name that no element can have.
pub(super) fn odd_name<'v>(name: &'v str, value: &'v Value) -> Option<&'v str> {
    if !is_name(name) {
        return Some(name);
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| odd_name(name, item)),
        Value::Object(members) => members.iter().find_map(|(name, value)| odd_name(name, value)),
        _ => None,
    }
}

/// An element, or one for each element of a list.
fn element(name: &str, value: &Value, out: &mut String) {
    match value {
        Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| one(name, item, out)),
        _ => one(name, value, out),
    }
}

/// Exactly one element.
fn one(name: &str, value: &Value, out: &mut String) {
    out.extend(["<", name, ">"]);
    match value {
        Value::Null => {}
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(digits.as_str()),
        Value::String(content) => text(content, out),
        // A list in a list, whose elements nothing names.
        Value::Array(items) => items.iter().for_each(|item| one("item", item, out)),
        Value::Object(all) => members(all, out),
    }
    out.extend(["</", name, ">"]);
}

/// The members of an object. Of several with one name the last counts; XML would read the others as a list.
fn members(members: &[(String, Value)], out: &mut String) {
    let last: BTreeMap<_, _> =
        members.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    for (at, (name, value)) in members.iter().enumerate() {
        // There is no `null` in XML, only absence.
        if last.get(name.as_str()) == Some(&at) && *value != Value::Null {
            element(name, value, out);
        }
    }
}

/// Text. What XML 1.0 cannot hold in any spelling becomes U+FFFD, so that the loss is seen.
fn text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Bare, a parser would read it as the line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

/// Whether an element can have the name. A colon is not accepted, as it would name a namespace.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(begins_name) && chars.all(|c| begins_name(c) || continues_name(c))
}

/// `NameStartChar` of XML 1.0, fifth edition.
fn begins_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// What `NameChar` has besides.
fn continues_name(c: char) -> bool {
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
    fn members_and_lists() {
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
            assert_eq!(odd_name("r", &json.parse().unwrap()), None, "{json}");
        }
    }

    #[test]
    fn every_character() {
        let shown = |text: &str| {
            let mut out = String::new();
            super::text(text, &mut out);
            out
        };
        assert_eq!(shown("<a href='x'>&amp;]]>\"</a>"), "&lt;a href='x'&gt;&amp;amp;]]&gt;\"&lt;/a&gt;");
        assert_eq!(
            shown("\t\n\r\u{7f}\u{85}\u{a0}\u{2028}\u{feff}😀"),
            "\t\n&#13;\u{7f}\u{85}\u{a0}\u{2028}\u{feff}😀"
        );
        assert_eq!(shown("\0\u{8}\u{b}\u{c}\u{e}\u{1f}\u{fffe}\u{ffff}"), "\u{fffd}".repeat(8));
    }

    #[test]
    fn names_that_no_element_can_have() {
        for name in ["", "1", "a b", "a:b", "-a", "a<b", "a\0", "×"] {
            let value = Value::from_iter([("ok", Value::from_iter([(name, Value::Null)]))]);
            assert_eq!(odd_name("r", &value), Some(name));
            assert_eq!(odd_name("r", &Value::Array(vec![value])), Some(name));
        }
    }
}
