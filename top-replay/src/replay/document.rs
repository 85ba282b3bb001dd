//! Documents in XML as values, so that their elements are compared one by one.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

use crate::mask::{xml_position, xml_text};

/// Limit: elements inside of one another.
const MAX_DEPTH: usize = 64;

/// An element whose end is not read.
#[derive(Default)]
struct Element {
    name: String,
    members: Map<String, Value>,
    text: String,
}

impl Element {
    /// Adds an element inside of this one. Elements of one name are a list.
    fn add(&mut self, name: String, value: Value) {
        match self.members.get_mut(&name) {
            Some(Value::Array(items)) => items.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => drop(self.members.insert(name, value)),
        }
    }

    fn into_value(mut self) -> Value {
        if self.members.is_empty() {
            return Value::String(self.text);
        }
        if !self.text.is_empty() {
            self.members.insert("(text)".to_owned(), Value::String(self.text));
        }
        Value::Object(self.members)
    }
}

/// Returns the value of a document. An element is a member whose name is that of its tag with all
/// attributes. `None` if the text is no XML.
pub(super) fn parse(text: &str) -> Option<Value> {
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    // Start of the text between two tags.
    let mut start = 0;
    loop {
        let before = xml_position(&reader, text);
        let event = reader.read_event().ok()?;
        let after = xml_position(&reader, text);
        if matches!(event, Event::Text(_) | Event::CData(_) | Event::GeneralRef(_)) {
            continue;
        }
        let content = xml_text(text.get(start..before)?);
        if !content.trim().is_empty() {
            open.last_mut()?.text.push_str(&content);
        }
        start = after;
        let name = || text.get(before..after).map(|tag| tag.trim_matches(['<', '>', '/', ' ']).to_owned());
        match event {
            Event::Start(_) if open.len() > MAX_DEPTH => return None,
            Event::Start(_) => open.push(Element { name: name()?, ..Element::default() }),
            Event::Empty(_) => open.last_mut()?.add(name()?, Value::String(String::new())),
            Event::End(_) => {
                let mut closed = open.pop()?;
                let name = std::mem::take(&mut closed.name);
                open.last_mut()?.add(name, closed.into_value());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let document = open.pop().filter(|_| open.is_empty())?;
    (!document.members.is_empty()).then(|| document.into_value())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn elements_are_members_and_repeated_ones_are_lists() {
        let xml = "<?xml version=\"1.0\"?><r> <a x=\"1\">1 &amp; 2</a><b/><l>1</l><l><c><![CDATA[<x>]]></c></l></r>";
        let value = json!({"r": {"a x=\"1\"": "1 & 2", "b": "", "l": ["1", {"c": "<x>"}]}});
        assert_eq!(parse(xml), Some(value));
        for text in ["", "a", "{}", "<a>", "<a></b>", "</a>", "<", "<!-- -->"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"<a>".repeat(100_000)), None);
    }
}
