//! XML, written from JSON in the platform's wrappers: members become elements, the elements of a list repeat theirs.
//!
//! A second writer beside that of `top-sandbox`, as neither may hide a mistake of the reader.

use top_runtime::Value;

/// The document with this root, with the host's comment behind it as the platform has it.
pub(crate) fn document(root: &str, content: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>".to_owned();
    element(root, content, &mut out);
    out + "<!--top010.na61-->"
}

/// One element, or for a list one per element of it; nothing for what is not there.
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
            // Written as it is, it would be read as a line feed.
            '\r' => out.push_str("&#xD;"),
            _ => out.push(c),
        }
    }
}
