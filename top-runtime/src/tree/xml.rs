//! XML text to a tree, from the events of `quick-xml`.
//!
//! An element with child elements is an object, one with text alone is a text; children of one name are a list. Attributes say
//! nothing that a reply needs. There is no document type, so no entity can be defined or fetched.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Cell, MAX_DEPTH, SyntaxError, Tree};

/// Reads one XML document. Its root element becomes the only member of an object, as in JSON.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    let mut reader = Reader::from_str(text);
    // A lone `&` in a text is a mistake of whoever wrote it, and no reason to lose a reply.
    reader.config_mut().allow_dangling_amp = true;
    let mut builder = Builder { tree: Tree::default(), open: Vec::new(), done: false };
    builder.tree.push(Cell::Object(0));
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let fault = |reason: String| SyntaxError { offset: at, reason };
        match reader.read_event().map_err(|e| fault(e.to_string()))? {
            Event::Start(tag) => builder.start(&tag).map_err(fault)?,
            Event::Empty(tag) => {
                builder.start(&tag).map_err(fault)?;
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

/// The character that a reference stands for. One that nobody knows stays as it was written.
fn resolve<'t>(entity: &BytesRef<'t>) -> Cow<'t, str> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Cow::Owned(c.to_string()),
        _ => match resolve_html5_entity(entity) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(format!("&{};", &**entity)),
        },
    }
}

struct Builder<'t> {
    tree: Tree<'t>,
    open: Vec<Element<'t>>,
    /// Whether the root element is over.
    done: bool,
}

/// An element whose end is still to come.
struct Element<'t> {
    /// The cell of its value, which follows that of its name.
    at: usize,
    text: Cow<'t, str>,
    /// Where the names of its children stand.
    children: Vec<usize>,
}

impl<'t> Builder<'t> {
    fn start(&mut self, tag: &BytesStart<'t>) -> Result<(), String> {
        if self.done {
            return Err("a second root element".to_owned());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        let name = Cow::Owned(tag.local_name().into_inner().to_owned());
        let named = self.tree.push(Cell::Name(name));
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(named);
        }
        let at = self.tree.push(Cell::Null);
        self.open.push(Element { at, text: Cow::Borrowed(""), children: Vec::new() });
        Ok(())
    }

    fn text(&mut self, text: Cow<'t, str>) -> Result<(), String> {
        match self.open.last_mut() {
            Some(element) if element.text.is_empty() => element.text = text,
            Some(element) => element.text.to_mut().push_str(&text),
            None if text.trim().is_empty() => {}
            None => return Err("text outside of the root element".to_owned()),
        }
        Ok(())
    }

    fn end(&mut self) {
        let Some(Element { at, text, children }) = self.open.pop() else { return };
        self.done = self.open.is_empty();
        if children.is_empty() {
            self.tree.cells[at] = Cell::Text(text);
        } else {
            self.tree.cells[at] = Cell::Object(0);
            self.group(&children);
            self.tree.close(at);
        }
    }

    /// Makes a list of the children of each name that stands there more than once.
    fn group(&mut self, children: &[usize]) {
        let Some(&first) = children.first() else { return };
        let name_at = |at: usize| match self.tree.cells.get(at) {
            Some(Cell::Name(name)) => name.as_ref(),
            _ => "",
        };
        let mut names: Vec<&str> = children.iter().map(|at| name_at(*at)).collect();
        names.sort_unstable();
        if names.windows(2).all(|pair| pair[0] != pair[1]) {
            return;
        }
        let mut groups: Vec<(Cow<'t, str>, usize, Vec<Cell<'t>>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        let mut cells = self.tree.cells.drain(first..).peekable();
        let mut ends = children[1..].iter().copied().chain([usize::MAX]);
        let mut next = first;
        while let Some(Cell::Name(name)) = cells.next() {
            let end = ends.next().unwrap_or(usize::MAX);
            let place = *places.entry(name.clone()).or_insert_with(|| {
                groups.push((name, 0, Vec::new()));
                groups.len() - 1
            });
            let (_, count, values) = &mut groups[place];
            *count += 1;
            next += 1;
            while next < end {
                let Some(cell) = cells.next() else { break };
                values.push(cell);
                next += 1;
            }
        }
        drop(cells);
        for (name, count, values) in groups {
            self.tree.push(Cell::Name(name));
            if count > 1 {
                let list = self.tree.push(Cell::Array(0));
                self.tree.cells.extend(values);
                self.tree.close(list);
            } else {
                self.tree.cells.extend(values);
            }
        }
    }

    fn finish(mut self) -> Result<Tree<'t>, String> {
        if let Some(element) = self.open.last() {
            let name = match self.tree.cells.get(element.at - 1) {
                Some(Cell::Name(name)) => name.as_ref(),
                _ => "",
            };
            return Err(format!("the end of `<{name}>` is missing"));
        }
        if !self.done {
            return Err("no root element".to_owned());
        }
        self.tree.close(0);
        Ok(self.tree)
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
    fn says_what_is_no_reply() {
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
