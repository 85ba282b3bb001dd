//! The `lib.rs` of a crate: its packages, and re-exports of its parts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::assignment::CrateAssignment;
use super::count;
use super::crates::{CrateIndex, Crates};
use super::workspace::Workspace;
use crate::add::header;
use crate::add::write_files::PlannedFile;

/// Plans the `lib.rs` of a crate.
pub(super) fn plan(
    crates: &Crates,
    index: CrateIndex,
    assignment: &CrateAssignment,
    workspace: &Workspace,
) -> PlannedFile {
    let mut items: BTreeMap<&str, (String, String)> = BTreeMap::new();
    for (package, apis) in assignment.packages(index) {
        let doc = format!("/// {}.\n", count(apis, "API"));
        items.insert(package, (doc, format!("pub mod {package};\n")));
    }
    for (part, packages) in assignment.parts_of(index) {
        let part = crates.name_of(part).replace('-', "_");
        items.extend(
            packages.keys().map(|package| {
                (package.as_str(), (String::new(), format!("pub use ::{part}::{package};\n")))
            }),
        );
    }
    let main = crates.name_of(CrateIndex::MAIN);
    let mut text = if index == CrateIndex::MAIN {
        crate_docs(&main, assignment, &workspace.version)
    } else {
        format!("//! A part of `{main}`. Depend on `{main}` instead.\n")
    };
    for (package, (doc, item)) in &items {
        let _ = write!(text, "\n{doc}#[cfg(feature = \"{package}\")]\n{item}");
    }
    let path = crates.folder_of(index).join("src").join("lib.rs");
    PlannedFile { path, text: header::with_header(&count(items.len(), "package"), &text) }
}

/// Returns the documentation of the main crate.
fn crate_docs(name: &str, assignment: &CrateAssignment, version: &str) -> String {
    let packages = assignment.all_packages();
    let apis = count(packages.values().sum(), "API");
    let first = packages.keys().next().copied().unwrap_or("full");
    let mut text = format!(
        "\
//! {apis} of the Taobao Open Platform in {}.
//!
//! A package is a module with a module per API, and a feature of the same name. No feature is on by
//! default; `full` enables all packages. The package of an API is the second word of its method.
//!
//! ```toml
//! {name} = {{ version = \"{version}\", features = [\"{first}\"] }}
//! ```
//!
//! | feature | APIs |
//! |---|---|
",
        count(packages.len(), "package"),
    );
    for (package, apis) in packages {
        let _ = writeln!(text, "//! | `{package}` | {apis} |");
    }
    text
}
