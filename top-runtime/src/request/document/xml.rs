//! JSON to XML: members become elements, and each item of a list becomes an element of its name.

use crate::issue::Issue;
use crate::tree::{Content, MAX_DEPTH, Node, SyntaxError, parse_json};

/// Beginning of a document: declaration and root, as in the platform's examples.
const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><request>";

/// Returns the XML form of an object.
///
/// # Errors
///
/// A text has a character that XML cannot contain, or values are nested too deeply.
pub(super) fn from_json(json: &str) -> Result<String, Issue> {
    let too_deep = |error: SyntaxError| {
        Issue::at("", format!("values of at most {MAX_DEPTH} levels"), error.to_string())
    };
    let tree = parse_json(json).map_err(too_deep)?;
    let mut xml = String::with_capacity(json.len() * 2);
    xml.push_str(BEGIN);
    content(tree.root(), &mut xml)?;
    xml.push_str("</request>");
    Ok(xml)
}

fn element(name: &str, node: Node<'_>, xml: &mut String) -> Result<(), Issue> {
    if let Content::Array(items) = node.content() {
        for item in items {
            element(name, item, xml)?;
        }
        return Ok(());
    }
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    content(node, xml).map_err(|mut issue| {
        issue.within(name);
        issue
    })?;
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
    Ok(())
}

fn content(node: Node<'_>, xml: &mut String) -> Result<(), Issue> {
    match node.content() {
        Content::Object(members) => {
            for (name, member) in members {
                if !is_name(name) {
                    let expected =
                        "the name of an XML element: a letter or `_`, then letters, digits, `-`, `.`, `_`";
                    return Err(Issue::at(name, expected, crate::issue::quote_excerpt(name)));
                }
                element(name, member, xml)?;
            }
        }
        Content::Array(items) => {
            for item in items {
                element("item", item, xml)?;
            }
        }
        Content::Null => {}
        Content::Bool(_) | Content::Number(_) | Content::Text(_) => {
            return text(node.scalar().unwrap_or_default(), xml);
        }
    }
    Ok(())
}

/// Whether a text can be the name of an element. Names beyond ASCII are none of the platform's.
fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

fn text(text: &str, xml: &mut String) -> Result<(), Issue> {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A parser would read it as a line feed.
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' => xml.push(c),
            _ if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let expected = "text of characters that XML can contain";
                return Err(Issue::at("", expected, format!("the character {}", c.escape_unicode())));
            }
            _ => xml.push(c),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::from_json;

    #[test]
    fn lists_have_one_element_per_item() {
        let json = r#"{"order":{"code":"A&B <1>","count":2,"gift":false},"lines":{"line":[{"no":1},{"no":2}]},"none":{}}"#;
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?><request><order><code>A&amp;B &lt;1&gt;</code>\
            <count>2</count><gift>false</gift></order><lines><line><no>1</no></line><line><no>2</no></line></lines>\
            <none></none></request>";
        assert_eq!(from_json(json).as_deref(), Ok(expected));
    }

    #[test]
    fn characters_that_xml_cannot_contain_are_refused_with_their_path() {
        let issue = from_json(r#"{"a":{"b":["x","\u0001"]}}"#).unwrap_err();
        assert!(issue.to_string().contains("a.b") && issue.to_string().contains("{1}"), "{issue}");
        assert!(from_json(r#"{"a b":1}"#).is_err());
    }
}
