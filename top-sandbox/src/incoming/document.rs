//! Documents in bodies: JSON and XML of the gateways of Qimen.
//!
//! XML is read by another library than the client's, so that tests detect a mistake in either.

use roxmltree::{Node, ParsingOptions};
use top_runtime::Value;

use crate::error_response::ErrorResponse;

/// Maximal number of levels of a document.
const MAX_DEPTH: usize = 64;

/// Maximal number of elements, attributes and texts of an XML document.
const MAX_NODES: u32 = 1_000_000;

/// A document in a body.
pub(super) struct Document {
    pub(super) syntax: Syntax,
    pub(super) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Xml,
}

impl Syntax {
    /// Returns the syntax of a media type. `None` if it is no document.
    pub(super) fn of_media_type(media_type: &str) -> Option<Self> {
        match media_type {
            "application/json" => Some(Self::Json),
            "text/xml" | "application/xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// Returns the members of a document as parameters: texts as they are, nested values as JSON text.
///
/// Errors: code 41 for a malformed document.
pub(super) fn members(document: &Document) -> Result<Vec<(String, String)>, ErrorResponse> {
    let root = match document.syntax {
        Syntax::Json => document.text.parse::<Value>().map_err(|error| error.to_string()),
        Syntax::Xml => read_xml(&document.text),
    };
    let members = match root {
        Ok(Value::Object(members)) => Ok(members),
        // An XML root without elements.
        Ok(Value::String(text)) if text.trim().is_empty() => Ok(Vec::new()),
        Ok(_) => Err("expected an object, found another value".to_owned()),
        Err(error) => Err(error),
    };
    let members = members.map_err(|reason| {
        ErrorResponse::invalid_parameter("body", format!("the body cannot be read: {reason}"))
    })?;
    Ok(members.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect())
}

/// Returns the text of a parameter. `None` for `null`.
fn text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// Reads the content of the root: elements as members, several of one name as a list.
fn read_xml(text: &str) -> Result<Value, String> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    read_element(document.root_element(), MAX_DEPTH)
}

fn read_element(element: Node<'_, '_>, depth: usize) -> Result<Value, String> {
    let mut members: Vec<(String, Value)> = Vec::new();
    for child in element.children().filter(Node::is_element) {
        let depth = depth.checked_sub(1).ok_or_else(|| format!("more than {MAX_DEPTH} levels"))?;
        let (name, value) = (child.tag_name().name(), read_element(child, depth)?);
        match members.iter_mut().find(|(known, _)| known == name) {
            Some((_, Value::Array(items))) => items.push(value),
            Some((_, first)) => {
                let items = vec![std::mem::replace(first, Value::Null), value];
                *first = Value::Array(items);
            }
            None => members.push((name.to_owned(), value)),
        }
    }
    if members.is_empty() {
        let texts = element.children().filter(Node::is_text).filter_map(|text| text.text());
        return Ok(Value::String(texts.collect()));
    }
    Ok(Value::Object(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(syntax: Syntax, text: &str) -> Result<Vec<(String, String)>, String> {
        let document = Document { syntax, text: text.to_owned() };
        members(&document).map_err(|error| error.sub_msg().unwrap_or_default().to_owned())
    }

    #[test]
    fn members_become_parameters() {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let json = r#"{"a":"1","b":2.50,"c":{"d":[1]},"e":null,"f":true}"#;
        let expected = pairs(&[("a", "1"), ("b", "2.50"), ("c", r#"{"d":[1]}"#), ("f", "true")]);
        assert_eq!(read(Syntax::Json, json), Ok(expected));
        let xml = "<?xml version=\"1.0\"?><request><a>1 &lt;&#20013;</a><b/><c><d>1</d><d>2</d><d>3</d></c>\
                   <e><![CDATA[<x>]]></e></request>";
        let expected = pairs(&[("a", "1 <中"), ("b", ""), ("c", r#"{"d":["1","2","3"]}"#), ("e", "<x>")]);
        assert_eq!(read(Syntax::Xml, xml), Ok(expected));
        assert_eq!(read(Syntax::Xml, "<request/>"), Ok(Vec::new()));
        assert_eq!(read(Syntax::Json, "{}"), Ok(Vec::new()));
    }

    #[test]
    fn malformed_and_oversized_documents_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        for (syntax, text) in [
            (Syntax::Json, "[1]"),
            (Syntax::Json, "{"),
            (Syntax::Json, ""),
            (Syntax::Xml, "<a>"),
            (Syntax::Xml, ""),
            (Syntax::Xml, "<a>text</a>"),
            (Syntax::Xml, "<!DOCTYPE a [<!ENTITY b \"c\">]><a><d>&b;</d></a>"),
            (Syntax::Xml, &deep),
        ] {
            let error = read(syntax, text).unwrap_err();
            assert!(error.starts_with("the body cannot be read: "), "{text}: {error}");
        }
    }
}
