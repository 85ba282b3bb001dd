//! `ARCHITECTURE.md` names files that exist, and modules that import in the order of its table.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::read;

/// Types that `top-runtime` re-exports at its root, with the modules that define them.
const ROOT: [(&str, &str); 11] = [
    ("AppSecret", "secret"),
    ("Client", "client"),
    ("DateTime", "values"),
    ("Decimal", "values"),
    ("Error", "error"),
    ("Gateway", "gateway"),
    ("Outcome", "outcome"),
    ("Params", "codec"),
    ("SessionKey", "secret"),
    ("SignMethod", "request"),
    ("Value", "values"),
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the texts in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn named_files_exist() {
    let folders = ["", "top-runtime/src", "top-macros/src", "top-codegen/src"];
    let text = read("ARCHITECTURE.md");
    let is_file = |name: &&str| Path::new(name).extension().is_some_and(|end| end == "rs" || end == "md");
    let is_missing = |name: &&str| !folders.iter().any(|folder| workspace().join(folder).join(name).exists());
    let missing: Vec<_> = quoted(&text).filter(is_file).filter(is_missing).collect();
    assert_eq!(missing, [""; 0]);
}

/// Returns the row of each module in the table of modules.
fn rows(text: &str) -> HashMap<&str, usize> {
    let table = text.split_once("| module | decides |").expect("the table of modules").1;
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let modules = rows.map(|row| row.split('|').nth(1).unwrap_or_default());
    modules.enumerate().flat_map(|(row, modules)| quoted(modules).map(move |module| (module, row))).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Returns the first segments of all paths in `crate` outside of comments and unit tests.
fn imports(source: &str) -> Vec<&str> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let names = paths.flat_map(|path| match path.strip_prefix('{') {
        Some(group) => group.split(',').map(str::trim).collect(),
        None => vec![path],
    });
    names
        .map(|name| name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect()
}

#[test]
fn modules_import_only_from_rows_above_their_own() {
    let text = read("ARCHITECTURE.md");
    let rows = rows(&text);
    let folder = workspace().join("top-runtime/src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let path =
            file.strip_prefix(&folder).expect("a file in the folder").to_string_lossy().replace('\\', "/");
        let module = path.split(['/', '.']).next().unwrap_or_default();
        let Some(row) = rows.get(module) else {
            assert!(matches!(module, "lib" | "schema"), "`{module}` has no row");
            continue;
        };
        for name in imports(&fs::read_to_string(file).expect("a source")) {
            let target = ROOT.iter().find(|(root, _)| *root == name).map_or(name, |(_, module)| module);
            if rows.get(target).is_some_and(|other| other > row) {
                wrong.push(format!("{path} imports {target}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}
