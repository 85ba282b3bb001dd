//! Replies as XML.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use top_runtime::Value;

use super::ReplyError;
use crate::quoting::quote;

/// Writes a document.
pub(super) fn document(root: &str, value: &Value) -> Result<String, ReplyError> {
    let mut writer = Writer::new(Vec::new());
    write(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    write_element(&mut writer, root, value)?;
    String::from_utf8(writer.into_inner()).map_err(|error| ReplyError(error.to_string()))
}

fn write(writer: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<(), ReplyError> {
    writer.write_event(event).map_err(|error: io::Error| ReplyError(error.to_string()))
}

fn write_element(writer: &mut Writer<Vec<u8>>, name: &str, value: &Value) -> Result<(), ReplyError> {
    if !is_name(name) {
        return Err(ReplyError(format!("{} is not a name of XML", quote(name))));
    }
    write(writer, Event::Start(BytesStart::new(name)))?;
    match value {
        Value::Null => {}
        Value::Bool(value) => write_text(writer, if *value { "true" } else { "false" })?,
        Value::Number(number) => write_text(writer, number.as_str())?,
        Value::String(text) => write_text(writer, text)?,
        Value::Array(items) => items.iter().try_for_each(|item| write_element(writer, "item", item))?,
        Value::Object(members) => {
            members.iter().try_for_each(|(name, value)| write_member(writer, name, value))?;
        }
    }
    write(writer, Event::End(BytesEnd::new(name)))
}

/// Writes a member; for a list, one element per item.
fn write_member(writer: &mut Writer<Vec<u8>>, name: &str, value: &Value) -> Result<(), ReplyError> {
    match value {
        Value::Null => Ok(()),
        Value::Array(items) => items.iter().try_for_each(|item| write_element(writer, name, item)),
        value => write_element(writer, name, value),
    }
}

/// Writes text. Characters that XML 1.0 cannot represent become U+FFFD; a carriage return, which a
/// parser would read as a line feed, becomes a reference.
fn write_text(writer: &mut Writer<Vec<u8>>, text: &str) -> Result<(), ReplyError> {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'.. => c,
        _ => '\u{fffd}',
    };
    let text: String = text.chars().map(allowed).collect();
    let escaped = quick_xml::escape::escape(&text).replace('\r', "&#13;");
    write(writer, Event::Text(BytesText::from_escaped(escaped)))
}

/// Whether a text is a name of an element: letters, digits, `_`, `-` and `.`, the last three and
/// digits not at the start.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
