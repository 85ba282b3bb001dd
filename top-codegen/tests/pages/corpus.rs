//! Pages and definitions of the test documents.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::folders::{corpus, documents, files};

/// A page and its expected schema.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) schema: Value,
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Returns the pages with a schema.
pub(crate) fn pages() -> Vec<Page> {
    let page = |path: &Path| {
        let schema = path.parent()?.join("schema").join(format!("{}.json", path.file_stem()?.to_str()?));
        Some(Page { name: name(path), text: fs::read_to_string(path).ok()?, schema: json(&schema)? })
    };
    documents("pages", "txt").iter().filter_map(|path| page(path)).collect()
}

/// Returns the seed pages; empty without the corpus.
pub(crate) fn seeds() -> Vec<(String, String)> {
    let paths = corpus().into_iter().flat_map(|folder| files(&folder.join("seeds"), "txt"));
    paths.map(|path| (name(&path), fs::read_to_string(path).expect("a seed can be read"))).collect()
}

/// Returns the definitions.
pub(crate) fn definitions() -> Vec<Value> {
    let definition = |path: &Path| json(path).unwrap_or_else(|| panic!("{}: no JSON", path.display()));
    documents("metadata", "json").iter().map(|path| definition(path)).collect()
}
