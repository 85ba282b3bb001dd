//! The manifest of one crate.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::crates::Crates;
use super::needs::Needs;
use super::workspace::Workspace;
use super::{Layout, number};
use crate::add::place::Planned;
use crate::add::seal;

/// The manifest of a crate of the layout.
pub(super) fn plan(
    crates: &Crates,
    place: usize,
    layout: &Layout,
    workspace: &Workspace,
    needs: &Needs,
) -> Planned {
    let own = layout.get(&place);
    let mut text = head(crates, place, workspace);
    let mut features = BTreeMap::new();
    features.extend(own.into_iter().flat_map(BTreeMap::keys).map(|package| (package, String::new())));
    let mut dependencies = String::new();
    if own.is_some_and(|own| !own.is_empty()) {
        dependencies += &inherited(workspace, &["top_runtime"]);
        dependencies += &inherited(workspace, &needs.derives.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (part, packages) in layout.iter().filter(|(part, _)| place == 0 && **part != 0) {
        let name = crates.name_of(*part);
        let version = &workspace.version;
        let _ = writeln!(
            dependencies,
            "{name} = {{ path = \"../{name}\", version = \"{version}\", optional = true }}"
        );
        features.extend(
            packages.keys().map(|package| (package, format!("\"dep:{name}\", \"{name}?/{package}\""))),
        );
    }
    let _ = write!(text, "\n{}\n[dependencies]\n{dependencies}", section(&features));
    if needs.tests && own.is_some_and(|own| !own.is_empty()) {
        let _ = write!(text, "\n[dev-dependencies]\n{}", inherited(workspace, &["tokio", "top_sandbox"]));
    }
    let path = crates.folder_of(place).join("Cargo.toml");
    Planned { path, text: seal::sealed_manifest(&number(features.len(), "package"), &text) }
}

fn head(crates: &Crates, place: usize, workspace: &Workspace) -> String {
    let mut text = format!("[package]\nname = \"{}\"\n", crates.name_of(place));
    if !workspace.has("description") {
        let what = match place {
            0 => "APIs of the Taobao Open Platform, with a feature for each of its packages".to_owned(),
            _ => format!("A part of `{}`, which is the crate to depend on", crates.name_of(0)),
        };
        let _ = writeln!(text, "description = \"{what}\"");
    }
    text + &workspace.inherited()
}

/// The lines of dependencies that the workspace has.
fn inherited(workspace: &Workspace, names: &[&str]) -> String {
    let mut lines = String::new();
    for key in names.iter().filter_map(|name| workspace.dependency(name)) {
        let _ = writeln!(lines, "{key}.workspace = true");
    }
    lines
}

/// A feature for each package, and one for all of them.
fn section(features: &BTreeMap<&String, String>) -> String {
    let mut text = "[features]\n".to_owned();
    text += "# All packages; none is on by default.\nfull = [\n";
    for package in features.keys() {
        let _ = writeln!(text, "    \"{package}\",");
    }
    text += "]\n";
    for (package, others) in features {
        let _ = writeln!(text, "{package} = [{others}]");
    }
    text
}
