//! The manifest of a crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::assignment::CrateAssignment;
use super::count;
use super::crates::{CrateIndex, Crates};
use super::workspace::Workspace;
use crate::add::dependencies::Dependencies;
use crate::add::header;
use crate::add::write_files::PlannedFile;

/// Plans the manifest of a crate.
pub(super) fn plan(
    crates: &Crates,
    index: CrateIndex,
    assignment: &CrateAssignment,
    workspace: &Workspace,
    needed: &Dependencies,
) -> PlannedFile {
    let has_code = assignment.packages(index).next().is_some();
    let mut text = package_section(crates, index, workspace);
    let mut features = BTreeMap::new();
    features.extend(assignment.packages(index).map(|(package, _)| (package, String::new())));
    let mut dependencies = String::new();
    if has_code {
        dependencies += &inherited(workspace, &["top_runtime"]);
        dependencies += &inherited(workspace, &needed.derives.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (part, packages) in assignment.parts_of(index) {
        let name = crates.name_of(part);
        let version = &workspace.version;
        let _ = writeln!(
            dependencies,
            "{name} = {{ path = \"../{name}\", version = \"{version}\", optional = true }}"
        );
        features.extend(
            packages.keys().map(|package| (package, format!("\"dep:{name}\", \"{name}?/{package}\""))),
        );
    }
    let _ = write!(text, "\n{}\n[dependencies]\n{dependencies}", features_section(&features));
    if needed.tests && has_code {
        let _ = write!(text, "\n[dev-dependencies]\n{}", inherited(workspace, &["tokio", "top_sandbox"]));
    }
    let path = crates.folder_of(index).join("Cargo.toml");
    PlannedFile { path, text: header::with_manifest_header(&count(features.len(), "package"), &text) }
}

fn package_section(crates: &Crates, index: CrateIndex, workspace: &Workspace) -> String {
    let mut text = format!("[package]\nname = \"{}\"\n", crates.name_of(index));
    if !workspace.has("description") {
        let description = if index == CrateIndex::MAIN {
            "APIs of the Taobao Open Platform, with a feature for each package".to_owned()
        } else {
            let main = crates.name_of(CrateIndex::MAIN);
            format!("A part of `{main}`. Depend on `{main}` instead")
        };
        let _ = writeln!(text, "description = \"{description}\"");
    }
    text + &workspace.inherited()
}

/// Returns the lines of dependencies that are inherited from the workspace.
fn inherited(workspace: &Workspace, names: &[&str]) -> String {
    let mut lines = String::new();
    for key in names.iter().filter_map(|name| workspace.dependency(name)) {
        let _ = writeln!(lines, "{key}.workspace = true");
    }
    lines
}

/// Returns a feature for each package, and `full` for all.
fn features_section(features: &BTreeMap<&String, String>) -> String {
    let mut text = "[features]\n".to_owned();
    text += "# All packages. None is on by default.\nfull = [\n";
    for package in features.keys() {
        let _ = writeln!(text, "    \"{package}\",");
    }
    text += "]\n";
    for (package, others) in features {
        let _ = writeln!(text, "{package} = [{others}]");
    }
    text
}
