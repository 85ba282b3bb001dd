//! Parser of XML, from the events of `quick-xml`.
//!
//! An element with child elements is an object, an element with only text is a text, and children
//! of one name are a list. Attributes are ignored. A document type is refused, so no entity can be
//! defined or fetched.

mod builder;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, Event};

use super::cell::Span;
use super::{SyntaxError, Tree};
use builder::Builder;

/// Parses an XML document. Its root element becomes the only member of an object, as in JSON.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    if text.len() > Span::MAX {
        return Err(SyntaxError {
            offset: 0,
            reason: "longer than a tree can hold".to_owned(),
            is_too_deep: false,
        });
    }
    let mut reader = Reader::from_str(text);
    // A lone `&` is not worth losing a reply.
    reader.config_mut().allow_dangling_amp = true;
    let mut builder = Builder::new(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let fault = |reason: String| SyntaxError { offset: at, reason, is_too_deep: false };
        match reader.read_event().map_err(|e| fault(e.to_string()))? {
            Event::Start(tag) => builder.start(tag.local_name().into_inner()).map_err(fault)?,
            Event::Empty(tag) => {
                builder.start(tag.local_name().into_inner()).map_err(fault)?;
                builder.end();
            }
            Event::End(_) => builder.end(),
            Event::Text(text) => builder.text(text.xml10_content()).map_err(fault)?,
            Event::CData(text) => builder.text(text.xml10_content()).map_err(fault)?,
            Event::GeneralRef(entity) => builder.text(resolve(&entity)).map_err(fault)?,
            Event::DocType(_) => return Err(fault("a document type, which is not accepted".to_owned())),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return builder.finish().map_err(fault),
        }
    }
}

/// Resolves a character reference or an entity of HTML 5. Unknown entities are kept.
fn resolve<'t>(entity: &BytesRef<'t>) -> Cow<'t, str> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Cow::Owned(c.to_string()),
        _ => match resolve_html5_entity(entity) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(format!("&{};", &**entity)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::Value;

    fn show(text: &str) -> String {
        match parse(text) {
            Ok(tree) => Value::from_node(tree.root()).to_string(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn elements_become_objects_texts_and_lists() {
        for (xml, json) in [
            ("<a><b>1</b><c/><d> x </d></a>", r#"{"a":{"b":"1","c":"","d":" x "}}"#),
            ("<a><i>1</i><i>2</i></a>", r#"{"a":{"i":["1","2"]}}"#),
            (
                "<a><i><x>1</x></i><j/><i><x>2</x><x>3</x></i></a>",
                r#"{"a":{"i":[{"x":"1"},{"x":["2","3"]}],"j":""}}"#,
            ),
            (
                "<a><i/><i><x>1</x></i><i>2</i><j>3</j><j>4</j><k/></a>",
                r#"{"a":{"i":["",{"x":"1"},"2"],"j":["3","4"],"k":""}}"#,
            ),
            (
                "<a><i><x>1</x><x/></i><i/><j>3</j><k/><j><x/><y/></j><i>4</i></a>",
                r#"{"a":{"i":[{"x":["1",""]},"","4"],"j":["3",{"x":"","y":""}],"k":""}}"#,
            ),
            ("<?xml version=\"1.0\"?>\n<a list=\"true\"/>\n<!--top01.na61-->\n", r#"{"a":""}"#),
            (
                "<a>&lt;&amp;&apos;&#x4e2d;&nbsp;&unknown;<![CDATA[<b>&]]></a>",
                "{\"a\":\"<&'中\u{a0}&unknown;<b>&\"}",
            ),
            ("<n:a xmlns:n=\"u\">😀 a & b</n:a>", r#"{"a":"😀 a & b"}"#),
        ] {
            assert_eq!(show(xml), json, "{xml}");
        }
    }

    #[test]
    fn malformed_documents_are_refused() {
        for bad in [
            "",
            "<a>",
            "<a><b></a>",
            "<a/><b/>",
            "x<a/>",
            "<a/>x",
            "<!DOCTYPE a [<!ENTITY l \"lol\">]><a>&l;</a>",
            "<a",
            "&lt;",
        ] {
            assert!(parse(bad).is_err(), "{bad}: {}", show(bad));
        }
        assert_eq!(show(&"<a>".repeat(10_000)), "nested deeper than 128 levels at byte 384");
        assert_eq!(show("<a><b>"), "the end of `<b>` is missing at byte 6");
    }
}
