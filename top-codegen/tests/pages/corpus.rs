//! The material beside the workspace.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A page, and what it is to say.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) schema: Value,
}

/// The folder of the material, where it is.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let found =
        [folder, PathBuf::from("../shared")].into_iter().find(|folder| folder.join("corpus").is_dir());
    if found.is_none() {
        println!("skipped: there is no corpus beside the workspace");
    }
    found
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the corpus can be listed")
        .map(|entry| entry.expect("the corpus can be listed").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The pages with a schema.
pub(crate) fn pages() -> Option<Vec<Page>> {
    let folder = shared()?.join("corpus/pages");
    let page = |path: PathBuf| {
        let schema = folder.join("schema").join(format!("{}.json", path.file_stem()?.to_str()?));
        Some(Page {
            name: name(&path),
            text: fs::read_to_string(&path).ok()?,
            schema: serde_json::from_slice(&fs::read(schema).ok()?).ok()?,
        })
    };
    let pages: Vec<Page> = files(&folder, "txt").into_iter().filter_map(page).collect();
    assert!(!pages.is_empty(), "the corpus has pages");
    Some(pages)
}

/// The pages that the whole thing is named after.
pub(crate) fn seeds() -> Option<Vec<(String, String)>> {
    let folder = shared()?.join("seeds");
    let seed = |path: PathBuf| Some((name(&path), fs::read_to_string(path).ok()?));
    Some(files(&folder, "txt").into_iter().filter_map(seed).collect())
}

/// The definitions.
pub(crate) fn definitions() -> Option<Vec<Value>> {
    let folder = shared()?.join("corpus/metadata");
    let definition = |path: PathBuf| serde_json::from_slice(&fs::read(path).ok()?).ok();
    Some(files(&folder, "json").into_iter().filter_map(definition).collect())
}
