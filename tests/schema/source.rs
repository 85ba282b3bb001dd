//! Reads the declarations of the examples from their source, line by line.

use std::fs;
use std::path::Path;

/// A struct or an enum.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) parts: Vec<Part>,
}

/// A field or a variant.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// Type of a field in the source.
    pub(crate) ty: String,
    pub(crate) docs: String,
    /// Content of `#[top(..)]`.
    pub(crate) top: String,
}

impl Part {
    /// Returns the text of an attribute key.
    pub(crate) fn key(&self, key: &str) -> Option<&str> {
        let (_, rest) = self.top.split_once(&format!("{key} = \""))?;
        rest.split('"').next()
    }

    pub(crate) fn wire(&self) -> &str {
        self.key("rename").unwrap_or(&self.name)
    }
}

/// Reads all items of an example.
pub(crate) fn read(example: &str) -> Vec<Item> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/src").join(example);
    let text = fs::read_to_string(path).unwrap();
    let mut items: Vec<Item> = Vec::new();
    let (mut docs, mut top) = (Vec::new(), String::new());
    for line in text.lines().take_while(|line| !line.starts_with("#[must_use]")).map(str::trim) {
        let code = line.strip_prefix("pub ").unwrap_or(line);
        if let Some(text) = line.strip_prefix("///") {
            docs.push(text.strip_prefix(' ').unwrap_or(text).to_owned());
        } else if let Some(rest) = line.strip_prefix("#[top(") {
            rest.trim_end_matches(")]").clone_into(&mut top);
        } else if let Some(name) = code.strip_prefix("struct ").or_else(|| code.strip_prefix("enum ")) {
            let name = name.trim_end_matches(" {").to_owned();
            items.push(Item { name, docs: std::mem::take(&mut docs).join("\n"), parts: Vec::new() });
            top.clear();
        } else if let (Some(item), Some(part)) = (items.last_mut(), code.strip_suffix(',')) {
            // One line of a multi-line attribute.
            if line.contains('=') {
                continue;
            }
            let (name, ty) = part.split_once(": ").unwrap_or((part, ""));
            let (name, ty) = (name.to_owned(), ty.to_owned());
            let docs = std::mem::take(&mut docs).join("\n");
            item.parts.push(Part { name, ty, docs, top: std::mem::take(&mut top) });
        }
    }
    items
}
