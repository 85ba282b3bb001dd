//! Converts wrapped JSON to XML: members become elements, list elements become repeated elements.
//!
//! Independent of the XML writer of `top-sandbox`, so that neither can hide an error of the
//! decoder.

use top_runtime::Value;

/// Returns a document with this root, followed by the host comment of the platform.
pub(crate) fn document(root: &str, content: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>".to_owned();
    element(root, content, &mut out);
    out + "<!--top010.na61-->"
}

/// Writes one element, one per element of a list, or none for an absent value.
pub(crate) fn element(name: &str, value: &Value, out: &mut String) {
    match value {
        Value::Null => {}
        Value::Array(items) => items.iter().for_each(|item| element(name, item, out)),
        _ => {
            out.extend(["<", name, ">"]);
            content(value, out);
            out.extend(["</", name, ">"]);
        }
    }
}

fn content(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| element(name, value, out)),
        Value::String(text) => escape(text, out),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // Without an escape, it decodes as a line feed.
            '\r' => out.push_str("&#xD;"),
            _ => out.push(c),
        }
    }
}
